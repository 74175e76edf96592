/** Reconciliation: recounts days from raw events, compares with the ledger's cells and with D1, heals and records. */
import { ledgerOf } from '../../../durable/stubs.ts';
import type { Ctx } from '../../base/context.ts';
import { batch } from '../../base/db.ts';
import { missing } from '../../base/errors.ts';
import { newId } from '../../base/ids.ts';
import { callObject } from '../../base/retry.ts';
import { addDays, dayAt, dayBucket, daysOf, SLOT_MS } from '../../base/time.ts';
import { findProjectAnyTenant, type Project } from '../../tenants/orgs/index.ts';
import { flushLedger, writePoints } from './flush.ts';
import { pointRows, type SlotBucket } from './points.ts';
import type { Difference, Reconciliation } from './schema.ts';
import { instantsOf } from './series.ts';
import { insertReconciliation, type PointSum, readDays, upsertPoints } from './store.ts';

type Job = Pick<Ctx, 'env' | 'db' | 'now' | 'log'>;

/** Reconciles the project's last `days` days, today included, and answers what differed. A difference is healed when this returns. */
export async function reconcileProject(job: Job, project_id: string, days: number): Promise<Reconciliation> {
  const project = await findProjectAnyTenant(job.db, project_id);
  if (!project) throw missing('project');
  const to_day = dayAt(job.now, project.points_timezone);
  const from_day = addDays(to_day, 1 - days);
  const span = instantsOf({ from: from_day, to: to_day }, project.points_timezone);
  const recount = await callObject(
    async () => await ledgerOf(job.env, project_id).recount(span.from / SLOT_MS, span.to / SLOT_MS),
  );
  const cells: Difference[] = recount.differences.map(({ slot, ...rest }) => ({
    where: 'cell',
    at: new Date(slot * SLOT_MS).toISOString(),
    ...rest,
  }));
  // What is merely on its way to D1 is no difference, and the healed cells travel with it.
  await flushLedger(job, project_id);
  const points = await reconcilePoints(job, project, daysOf(from_day, to_day));
  const differences = [...cells, ...points.differences];
  const result: Reconciliation = {
    id: newId('rec'),
    project_id,
    from_day,
    to_day,
    checked: recount.checked + points.checked,
    differences,
    healed: differences.length,
    created_at: new Date(job.now).toISOString(),
  };
  await batch(job.db, [insertReconciliation(job.db, project.tenant_id, result)]);
  if (differences.length > 0)
    job.log('error', 'reconciliation found differences', { project_id, count: differences.length });
  return result;
}

/** Compares D1's day points with the ledger's cells and writes the ledger's truth over what differs. */
async function reconcilePoints(job: Job, project: Project, days: string[]) {
  const zone = project.points_timezone;
  const buckets = days.map((day): SlotBucket => ({ grain: 'day', at: day, ...slotsOf(day, zone) }));
  const ranges = buckets.map(({ from, to }) => [from, to] as const);
  const { sums, rev } = await callObject(async () => await ledgerOf(job.env, project.id).sums(ranges));
  const expected = pointRows(buckets, sums);
  const found = await readDays(job.db, project, days[0]!, addDays(days.at(-1)!, 1));
  const differences = compare(expected, found);
  if (differences.length === 0) return { checked: expected.length, differences };
  const wrong = new Set(differences.map((difference) => difference.at));
  const slots = buckets.filter(({ at }) => wrong.has(at)).flatMap(({ from, to }) => range(from, to));
  await writePoints(job, project, project.points_zone_rev, zone, slots);
  // A point whose events never were gets no sum above, so its count is written as the zero it should be.
  const orphans = differences
    .filter(({ expected: { n } }) => n === 0)
    .map(({ at, event_type, currency }) => ({ ...NOTHING, grain: 'day' as const, at, event_type, currency }));
  await batch(job.db, upsertPoints(job.db, project, project.points_zone_rev, orphans, rev));
  return { checked: expected.length, differences };
}

const NOTHING = { n: 0, sum: 0, min: 0, max: 0 };

function slotsOf(day: string, zone: string): { from: number; to: number } {
  const { from, to } = dayBucket(day, zone);
  return { from: from / SLOT_MS, to: to / SLOT_MS };
}

function range(from: number, to: number): number[] {
  return Array.from({ length: to - from }, (_, i) => from + i);
}

function compare(expected: PointSum[], found: PointSum[]): Difference[] {
  const keyOf = ({ at, event_type, currency }: PointSum) => `${at} ${currency} ${event_type}`;
  const should = new Map(expected.map((point) => [keyOf(point), point]));
  const is = new Map(found.map((point) => [keyOf(point), point]));
  return [...new Set([...should.keys(), ...is.keys()])].flatMap((key) => {
    const [a, b] = [is.get(key), should.get(key)];
    const { at, event_type, currency } = (b ?? a)!;
    const seen = { n: a?.n ?? 0, sum: a?.sum ?? 0 };
    const due = { n: b?.n ?? 0, sum: b?.sum ?? 0 };
    if (seen.n === due.n && seen.sum === due.sum) return [];
    return [{ where: 'point', at, event_type, currency, found: seen, expected: due }];
  });
}
