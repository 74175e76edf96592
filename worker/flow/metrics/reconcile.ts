/** Reconciliation: recounts days from raw events, compares with the ledger's cells, D1's points and usage, heals and records. */
import { ledgerOf } from '../../../durable/stubs.ts';
import type { Ctx } from '../../base/context.ts';
import { batch } from '../../base/db.ts';
import { missing } from '../../base/errors.ts';
import { newId } from '../../base/ids.ts';
import { callObject } from '../../base/retry.ts';
import { addDays, dayAt, dayBucket, daysOf, hoursOfDay, SLOT_MS } from '../../base/time.ts';
import { recordAudit } from '../../tenants/audit/index.ts';
import { findProjectAnyTenant, type Project } from '../../tenants/orgs/index.ts';
import { flushLedger, readPoints, writePoints } from './flush.ts';
import type { MetricsLedger } from './objects.ts';
import { type SlotBucket, slotBucket } from './points.ts';
import { reconcileUsage } from './reconcile-usage.ts';
import type { Amounts, Difference, Reconciliation } from './schema.ts';
import { instantsOf } from './series.ts';
import { insertReconciliation, type PointRow, readAllPoints, upsertPoints } from './store.ts';

/** The operator's call, or the daily job, which acts for the system. */
type Job = Pick<Ctx, 'env' | 'db' | 'now' | 'log'> & Partial<Pick<Ctx, 'actor' | 'request_id'>>;

const SYSTEM = { type: 'system', id: 'reconciliation' } as const;

/** Reconciles the project's last `days` days, today included, and returns what differed. A difference is healed when this returns. */
export async function reconcileProject(job: Job, project_id: string, days: number): Promise<Reconciliation> {
  const project = await findProjectAnyTenant(job.db, project_id);
  if (!project) throw missing('project');
  const to_day = dayAt(job.now, project.points_timezone);
  const from_day = addDays(to_day, 1 - days);
  const span = instantsOf({ from: from_day, to: to_day }, project.points_timezone);
  const recount = await callObject(
    async () => await ledgerOf<MetricsLedger>(job.env, project_id).recount(span.from / SLOT_MS, span.to / SLOT_MS),
  );
  const cells: Difference[] = recount.differences.map(({ slot, ...rest }) => ({
    where: 'cell',
    at: new Date(slot * SLOT_MS).toISOString(),
    ...rest,
  }));
  const points = await reconcilePoints(job, project, daysOf(from_day, to_day));
  const usage = await reconcileUsage(job, project, {
    from: addDays(dayAt(job.now, 'UTC'), -days),
    to: dayAt(job.now, 'UTC'),
  });
  const differences = [...cells, ...points.differences, ...usage.differences];
  const result: Reconciliation = {
    id: newId('rec'),
    project_id,
    from_day,
    to_day,
    checked: recount.checked + points.checked + usage.checked,
    differences,
    healed: recount.healed + points.differences.length + usage.differences.length,
    created_at: new Date(job.now).toISOString(),
  };
  await batch(job.db, [insertReconciliation(job.db, project.tenant_id, result), ...auditOf(job, project, result)]);
  if (differences.length > 0)
    job.log('error', 'reconciliation found differences', { project_id, count: differences.length });
  return result;
}

/** Checks by the operator, and everything that was healed, are in the tenant's log; a daily check that finds nothing is not. */
function auditOf(job: Job, { tenant_id, id }: Project, { id: request_id, from_day, to_day, healed }: Reconciliation) {
  if (!job.actor && healed === 0) return [];
  const ctx = { request_id, ...job, tenant_id, actor: job.actor ?? SYSTEM };
  const after = { from_day, to_day, healed };
  return [recordAudit(ctx, { action: 'project.reconciled', target_type: 'project', target: id, after })];
}

/** Compares D1's points with the ledger's cells and writes the ledger's truth over what differs. */
async function reconcilePoints(job: Job, project: Project, days: string[]) {
  const buckets = days.flatMap((day) => bucketsOfDay(day, project.points_timezone));
  const first = await comparePoints(job, project, days, buckets);
  // Events arrive between two readings: only what differs in the same way twice, and is not on its way, is wrong.
  const second = first.differences.length === 0 ? first : await comparePoints(job, project, days, buckets);
  const twice = new Set(first.differences.map((difference) => JSON.stringify(difference)));
  const differences = second.differences.filter((difference) => twice.has(JSON.stringify(difference)));
  const now = await findProjectAnyTenant(job.db, project.id);
  if (now?.points_zone_rev !== project.points_zone_rev) return { checked: second.checked, differences: [] };
  if (differences.length > 0) await healPoints(job, project, buckets, differences, second.rev);
  return { checked: second.checked, differences };
}

async function comparePoints(job: Job, project: Project, days: string[], buckets: SlotBucket[]) {
  // Healed cells and what is merely on its way go to D1 first.
  await flushLedger(job, project.id);
  const expected: PointRow[] = [];
  // Of several readings the oldest revision: what is newer in D1 is not written over.
  let rev: number | undefined;
  for await (const reading of readPoints(job, { project_id: project.id, zone: project.points_timezone }, buckets)) {
    expected.push(...reading.points);
    rev ??= reading.rev;
  }
  const found = await readAllPoints(job.db, project, days[0]!, addDays(days.at(-1)!, 1));
  const { slots } = await callObject(async () => await ledgerOf<MetricsLedger>(job.env, project.id).unflushed());
  const moving = new Set(
    buckets.filter(({ from, to }) => slots.some((slot) => slot >= from && slot < to)).map((b) => b.at),
  );
  const differences = differencesOf(expected, found).filter(({ at }) => !moving.has(at));
  return { checked: expected.length, differences, rev: rev ?? 0 };
}

async function healPoints(job: Job, project: Project, buckets: SlotBucket[], wrong: Difference[], rev: number) {
  const zone = project.points_timezone;
  const names = new Set(wrong.map(({ at }) => at));
  const slots = buckets.filter(({ at }) => names.has(at)).map(({ from }) => from);
  await writePoints(job, project, project.points_zone_rev, zone, slots, 'heal');
  // A point whose events never were gets no sum above, so its count is written as the zero it should be.
  const orphans = wrong
    .filter(({ expected: { n } }) => n === 0)
    .map(({ at, event_type, currency }) => ({ ...NOTHING, grain: grainOf(at), at, event_type, currency }));
  await batch(job.db, upsertPoints(job.db, project, project.points_zone_rev, orphans, rev, 'heal'));
  await callObject(async () => await ledgerOf<MetricsLedger>(job.env, project.id).flushAgain(slots));
}

const NOTHING = { n: 0, sum: 0, min: 0, max: 0 };

function grainOf(at: string): 'day' | 'hour' {
  return at.length === 10 ? 'day' : 'hour';
}

/** The day and its hours as ranges of slots. */
function bucketsOfDay(day: string, zone: string): SlotBucket[] {
  return [slotBucket('day', dayBucket(day, zone)), ...hoursOfDay(day, zone).map((hour) => slotBucket('hour', hour))];
}

function differencesOf(expected: PointRow[], found: PointRow[]): Difference[] {
  const keyOf = ({ at, event_type, currency }: PointRow) => `${at} ${currency} ${event_type}`;
  const should = new Map(expected.map((point) => [keyOf(point), point]));
  const is = new Map(found.map((point) => [keyOf(point), point]));
  return [...new Set([...should.keys(), ...is.keys()])].flatMap((key) => {
    const [a, b] = [is.get(key), should.get(key)];
    const { at, event_type, currency } = (b ?? a)!;
    const seen = amountsOf(a);
    const due = amountsOf(b);
    if (JSON.stringify(seen) === JSON.stringify(due)) return [];
    return [{ where: 'point', at, event_type, currency, found: seen, expected: due }];
  });
}

function amountsOf({ n, sum, min, max }: Amounts = NOTHING): Amounts {
  return { n, sum, min, max };
}
