/** When digests go out: an hour somebody chose becomes a row, a row that is due becomes a fact, and is moved on when everybody was told. */
import type { Ctx } from '../../../base/context.ts';
import { batch, type Statement } from '../../../base/db.ts';
import { sendFacts } from '../../../base/outbox.ts';
import { isTimeZone } from '../../../base/time.ts';
import { type FactOf, newFact } from '../../../facts.ts';
import { MINUTE_MS } from '../../../shared/durations.ts';
import { findProject, type Project } from '../../../tenants/orgs/index.ts';
import {
  type DigestKey,
  type DigestTime,
  dropUnwanted,
  findTime,
  insertTime,
  listTimes,
  moveTime,
  takeTimes,
} from './digest-store.ts';
import { dueAt, firstPeriod, followingPeriod, type Hour } from './due.ts';
import { type Period, periodOf } from './periods.ts';

type Job = Pick<Ctx, 'env' | 'db' | 'now' | 'log'>;

const PAGE = 500;
/** Hours of one run; the next minute goes on. */
const MAX_TAKEN = 10_000;
/** Whoever was given a digest to send gets this long before the cron looks again. */
const AGAIN_MS = 2 * MINUTE_MS;

/** What somebody chose. */
export interface DigestChoice {
  digest: 'off' | Period['kind'];
  digest_at: string;
  /** Null: the project's. */
  timezone: string | null;
}

/** The row that makes a chosen hour come, for the batch of the choice; none where no digest is wanted, or the hour is there. */
export async function watchDigest(
  { db, now }: Pick<Job, 'db' | 'now'>,
  whose: { tenant_id: string; project_id: string },
  { digest, digest_at, timezone }: DigestChoice,
): Promise<Statement[]> {
  if (digest === 'off') return [];
  const { tenant_id, project_id } = whose;
  const project = await findProject(db, tenant_id, project_id);
  if (!project) return [];
  const key = { tenant_id, project_id, kind: digest, at: digest_at, timezone: timezone ?? '' };
  const hour = hourOf(key, project);
  const { to } = firstPeriod(digest, hour, now);
  const due_at = iso(dueAt({ to }, hour));
  return [insertTime(db, { ...key, to, due_at, next_look_at: due_at })];
}

/** The minute cron's part: a fact for each hour that is due; one whose fact is lost is due again in two minutes. Returns how many. */
export async function sendDueDigests(job: Job): Promise<number> {
  const now = iso(job.now);
  const again_at = iso(job.now + AGAIN_MS);
  for (let taken = 0; ; ) {
    const rows = await takeTimes(job.db, { now, again_at, limit: PAGE });
    const facts = rows.map(({ due_at: _, next_look_at: __, ...own }) => newFact('digest.due', own));
    await sendFacts(job, facts);
    taken += rows.length;
    if (rows.length < PAGE || taken >= MAX_TAKEN) return taken;
  }
}

/** The hour of a fact and the period to tell of; undefined where that was told already, or nobody wants to hear it any more. */
export async function dueDigest(
  { db }: Job,
  fact: FactOf<'digest.due'>,
): Promise<{ time: DigestTime; period: Period } | undefined> {
  await batch(db, [dropUnwanted(db, fact)]);
  const time = await findTime(db, fact);
  if (time?.to !== fact.to) return undefined;
  return { time, period: periodOf(time.kind, time.to) };
}

/** Everybody was told: the hour is due again after the next period. */
export async function digestTold({ db, now }: Job, time: DigestTime, project: Project | undefined): Promise<void> {
  const hour = hourOf(time, project);
  const { to } = followingPeriod(periodOf(time.kind, time.to), hour, now);
  await batch(db, [moveTime(db, time, { to, due_at: iso(dueAt({ to }, hour)) })]);
}

/** A project has another time zone: its periods end at other instants. What was not told yet is due still. */
export async function retimeDigests({ db }: Job, tenant_id: string, project_id: string): Promise<void> {
  const project = await findProject(db, tenant_id, project_id);
  const rows = await listTimes(db, tenant_id, project_id);
  const moved = rows.map((row) => moveTime(db, row, { to: row.to, due_at: iso(dueAt(row, hourOf(row, project))) }));
  await batch(db, moved);
}

/** A zone that cannot be read is taken to be UTC, so that the hour still comes. */
function hourOf({ at, timezone }: DigestKey, project: Pick<Project, 'points_timezone'> | undefined): Hour {
  const known = (zone: string | undefined, other: string) => (zone && isTimeZone(zone) ? zone : other);
  const project_zone = known(project?.points_timezone, 'UTC');
  return { at, zone: known(timezone, project_zone), project_zone };
}

const iso = (ms: number) => new Date(ms).toISOString();
