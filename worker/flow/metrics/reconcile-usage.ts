/** Reconciling usage by UTC day: recounts accepted events and raised alerts, compares with what D1 bills from, and heals it. */
import { hubOf, ledgerOf } from '../../../durable/stubs.ts';
import type { Ctx } from '../../base/context.ts';
import { batch } from '../../base/db.ts';
import { callObject } from '../../base/retry.ts';
import type { Project } from '../../tenants/orgs/index.ts';
import { putUsage, readUsageRows, type UsageRow } from '../../tenants/usage/index.ts';
import { flushLedger } from './flush.ts';
import type { MetricsHub, MetricsLedger } from './objects.ts';
import type { Amounts, Difference } from './schema.ts';

type Job = Pick<Ctx, 'env' | 'db' | 'now' | 'log'>;

/** UTC days, both included. */
interface Days {
  from: string;
  to: string;
}

interface Found {
  checked: number;
  differences: Difference[];
}

/** Compares a project's usage of some UTC days with its sources; what differs is healed when this returns. */
export async function reconcileUsage(job: Job, project: Project, days: Days): Promise<Found> {
  const first = await compare(job, project, days);
  if (first.wrong.length === 0) return { checked: first.checked, differences: first.own };
  // Events arrive between two readings: only what differs in the same way twice is wrong.
  await flushLedger(job, project.id);
  const second = await compare(job, project, days);
  const twice = new Set(first.wrong.map(({ difference }) => JSON.stringify(difference)));
  const wrong = second.wrong.filter(({ difference }) => twice.has(JSON.stringify(difference)));
  const rows = wrong.map(({ due }) => due);
  if (rows.length > 0) await batch(job.db, [putUsage(job.db, project.tenant_id, rows, 'heal')]);
  return { checked: second.checked, differences: [...first.own, ...wrong.map(({ difference }) => difference)] };
}

/** `own` are the ledger's own days, healed already; `wrong` is what D1 holds otherwise, with the row that is due. */
async function compare(job: Job, { id, tenant_id }: Project, { from, to }: Days) {
  const ledger = await callObject(async () => await ledgerOf<MetricsLedger>(job.env, id).recountDays(from, to));
  const alerts = await callObject(async () => await hubOf<MetricsHub>(job.env, tenant_id).usageOf(id, from, to));
  const counted = (meter: string, rows: { date: string; quantity: number }[], rev: (date: string) => number) =>
    rows.map(({ date, quantity }): UsageRow => ({ date, meter, holder: id, quantity, rev: rev(date) }));
  const revs = new Map(alerts.map(({ date, rev }) => [date, rev]));
  const due = [
    ...counted('ingest_unit', ledger.days, () => ledger.upto),
    ...counted('alerts_triggered', alerts, (date) => revs.get(date)!),
  ];
  const held = await readUsageRows(job.db, tenant_id, id, { from, to });
  const keyOf = ({ date, meter }: UsageRow) => `${meter} ${date}`;
  const [should, is] = [new Map(due.map((row) => [keyOf(row), row])), new Map(held.map((row) => [keyOf(row), row]))];
  const wrong = [...new Set([...should.keys(), ...is.keys()])].flatMap((key) => {
    const known = is.get(key);
    const row = should.get(key) ?? { ...known!, quantity: 0, rev: 0 };
    // Days whose events retention has begun to drop cannot be counted again, and other meters are not ours to count.
    const isCounted = row.meter === 'alerts_triggered' || (row.meter === 'ingest_unit' && row.date >= ledger.from);
    if (!isCounted || (known?.quantity ?? 0) === row.quantity) return [];
    return [{ difference: differenceOf('usage', row.date, row.meter, known?.quantity ?? 0, row.quantity), due: row }];
  });
  const own = ledger.differences.map(({ date, found, expected }) =>
    differenceOf('day', date, 'ingest_unit', found, expected),
  );
  return { checked: should.size, own, wrong };
}

function differenceOf(where: 'day' | 'usage', at: string, meter: string, found: number, expected: number): Difference {
  return { where, at, event_type: meter, currency: '', found: amounts(found), expected: amounts(expected) };
}

/** A row whose quantity is no number counts as none. */
function amounts(n: unknown): Amounts {
  return { n: typeof n === 'number' ? n : 0, sum: 0, min: 0, max: 0 };
}
