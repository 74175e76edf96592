/** Reconciliation: recounts days from raw events, compares with the ledger's cells and with D1, heals and records. */
import { ledgerOf } from '../../../durable/stubs.ts';
import type { Ctx } from '../../base/context.ts';
import { batch } from '../../base/db.ts';
import { missing } from '../../base/errors.ts';
import { newId } from '../../base/ids.ts';
import { callObject } from '../../base/retry.ts';
import { addDays, dayAt, daysOf, SLOT_MS } from '../../base/time.ts';
import { findProjectAnyTenant, type Project } from '../../tenants/orgs/index.ts';
import { flushLedger, writePoints } from './flush.ts';
import { touchedBuckets } from './points.ts';
import type { Difference, Reconciliation } from './schema.ts';
import { instantsOf } from './series.ts';
import { insertReconciliation, type PointSum, readDays } from './store.ts';

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

async function reconcilePoints(job: Job, project: Project, days: string[]) {
  const zone = project.points_timezone;
  const span = instantsOf({ from: days[0]!, to: days.at(-1)! }, zone);
  const firstSlots = days.map((day) => instantsOf({ from: day, to: day }, zone).from / SLOT_MS);
  const buckets = touchedBuckets(firstSlots, zone).filter((bucket) => bucket.grain === 'day');
  const ranges = buckets.map(({ from, to }) => [from, to] as const);
  const { sums } = await callObject(async () => await ledgerOf(job.env, project.id).sums(ranges));
  const expected = sums.map((sum) => ({ ...sum, at: buckets[sum.range]!.at }));
  const found = await readDays(job.db, project, days[0]!, addDays(days.at(-1)!, 1));
  const differences = compare(expected, found);
  if (differences.length > 0) {
    const slots: number[] = [];
    for (let slot = span.from / SLOT_MS; slot < span.to / SLOT_MS; slot++) slots.push(slot);
    await writePoints(job, project, project.points_zone_rev, zone, slots);
  }
  return { checked: expected.length, differences };
}

function compare(expected: PointSum[], found: PointSum[]): Difference[] {
  const keyOf = ({ at, event_type, currency }: PointSum) => `${at} ${currency} ${event_type}`;
  const stored = new Map(found.map((point) => [keyOf(point), point]));
  return expected.flatMap((point) => {
    const other = stored.get(keyOf(point)) ?? { n: 0, sum: 0 };
    if (other.n === point.n && other.sum === point.sum) return [];
    const { at, event_type, currency, n, sum } = point;
    return [{ where: 'point', at, event_type, currency, found: { n: other.n, sum: other.sum }, expected: { n, sum } }];
  });
}
