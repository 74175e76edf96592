/** Carrying a ledger's sums to D1: absolute values with a revision, so doubled and reordered messages change nothing. */
import { ledgerOf } from '../../../durable/stubs.ts';
import type { Ctx } from '../../base/context.ts';
import { batch, type Statement } from '../../base/db.ts';
import { callObject } from '../../base/retry.ts';
import { findProjectAnyTenant, type Project, serveZone } from '../../tenants/orgs/index.ts';
import { putUsage } from '../../tenants/usage/index.ts';
import type { MetricsLedger } from './objects.ts';
import { pointRows, type SlotBucket, touchedBuckets } from './points.ts';
import { deleteOldZones, insertCustomEvents, type PointRow, upsertPoints } from './store.ts';

type Job = Pick<Ctx, 'env' | 'db' | 'now' | 'log'>;

/** Slots whose buckets are read and written at a time. */
const SLOTS = 1_500;
/** Buckets per call to the ledger. */
const RANGES = 500;
/** The meter of accepted events. Its rows travel with the points; the ledger's end is their revision. */
const METER = 'ingest_unit';

/** Writes the points of every slot that D1 has not confirmed, in the zone that is served and in one that is being built. */
export async function flushLedger(job: Job, project_id: string): Promise<void> {
  for (;;) {
    const project = await findProjectAnyTenant(job.db, project_id);
    if (!project) return;
    const zones = zonesOf(project);
    const names = zones.map(({ zone }) => zone);
    const reading = await callObject(
      async () => await ledgerOf<MetricsLedger>(job.env, project_id).readUnflushed(names),
    );
    const { slots, upto, rev, days, points, more } = reading;
    if (slots.length === 0 && more) continue;
    if (slots.length === 0) return;
    const used = days.map((day) => ({ ...day, meter: METER, holder: project_id, rev: upto }));
    const usage = used.length > 0 ? [putUsage(job.db, project.tenant_id, used)] : [];
    const rows = zones.flatMap(({ zone_rev }, i) => pointStatements(job, project, zone_rev, points[i]!, rev));
    await batch(job.db, [...rows, ...usage]);
    // A zone that changed meanwhile was rebuilt without the last events of this reading: it is read again in that zone.
    const now = await findProjectAnyTenant(job.db, project_id);
    if (!now || JSON.stringify(zonesOf(now)) !== JSON.stringify(zones)) continue;
    await callObject(async () => await ledgerOf<MetricsLedger>(job.env, project_id).confirm(slots, upto));
    if (!more) return;
  }
}

/** The zone whose points are served, and the one that is being built beside it. */
function zonesOf({ zone_rev, timezone, points_zone_rev, points_timezone }: Project) {
  const served = { zone_rev: points_zone_rev, zone: points_timezone };
  return zone_rev === points_zone_rev ? [served] : [served, { zone_rev, zone: timezone }];
}

/** The statements that write points, and the custom event types that they are of. */
function pointStatements(
  job: Job,
  project: Project,
  zone_rev: number,
  rows: PointRow[],
  rev: number,
  mode: 'newer' | 'heal' = 'newer',
): Statement[] {
  const custom = [...new Set(rows.map((row) => row.event_type))].filter((type) => type.startsWith('custom.'));
  const types = pagesOf(custom, 20).map((page) => {
    return insertCustomEvents(job.db, project, page, new Date(job.now).toISOString());
  });
  return [...upsertPoints(job.db, project, zone_rev, rows, rev, mode), ...types];
}

/** Builds all points of a project's new time zone beside the old ones, then switches reads to them. */
export async function rebuildZone(job: Job, project_id: string): Promise<void> {
  const project = await findProjectAnyTenant(job.db, project_id);
  if (!project || project.zone_rev === project.points_zone_rev) return;
  // What is counted by days has to be counted by those of the new zone first.
  await flushLedger(job, project_id);
  for (let after = 0; ; ) {
    const from = after;
    const slots = await callObject(
      async () => await ledgerOf<MetricsLedger>(job.env, project_id).slotsFrom(from, SLOTS),
    );
    if (slots.length === 0) break;
    await writePoints(job, project, project.zone_rev, project.timezone, slots);
    after = slots.at(-1)! + 1;
  }
  await batch(job.db, [serveZone(job.db, project, project.zone_rev, project.timezone)]);
  const served = await findProjectAnyTenant(job.db, project_id);
  if (served) await batch(job.db, [deleteOldZones(job.db, served)]);
}

/** Reads the buckets that the slots touch and writes them; `heal` goes over later revisions as well. */
export async function writePoints(
  job: Job,
  project: Project,
  zone_rev: number,
  zone: string,
  slots: number[],
  mode: 'newer' | 'heal' = 'newer',
): Promise<void> {
  for (const buckets of pagesOf(touchedBuckets(slots, zone), RANGES)) {
    for await (const { points, rev } of readPoints(job, { project_id: project.id, zone }, buckets)) {
      await batch(job.db, pointStatements(job, project, zone_rev, points, rev, mode));
    }
  }
}

/** The points of buckets as the ledger has them, in as many readings as it takes. */
export async function* readPoints(
  { env }: Pick<Job, 'env'>,
  { project_id, zone }: { project_id: string; zone: string },
  buckets: readonly SlotBucket[],
): AsyncIterable<{ points: PointRow[]; rev: number }> {
  for (let rest = buckets; rest.length > 0; ) {
    const ranges = rest.map(({ from, to }) => [from, to] as const);
    const { sums, read, rev } = await callObject(
      async () => await ledgerOf<MetricsLedger>(env, project_id).sums(ranges, zone),
    );
    yield { points: pointRows(rest, sums), rev };
    rest = rest.slice(read);
  }
}

function pagesOf<T>(items: T[], size: number): T[][] {
  const pages: T[][] = [];
  for (let i = 0; i < items.length; i += size) pages.push(items.slice(i, i + size));
  return pages;
}
