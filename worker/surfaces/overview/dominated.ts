/** Pure: whether one event makes most of a day's money, which then says little about the others. */
import type { Largest, Metric } from '../../flow/metrics/index.ts';
import type { Dominated } from './schema.ts';

/** From this share on one event is named. */
const MOST = 0.5;
const PAID = 'payment_succeeded';
const REFUNDED = 'refund_issued';

/** The event that dominates a money metric; of net revenue the one that dominates what came in. Undefined when there is none. */
export function dominatedBy(
  metric: Metric,
  largest: readonly Largest[],
  currency: string | undefined,
): Dominated | undefined {
  const { formula } = metric;
  if (formula.kind !== 'sum' && formula.kind !== 'difference') return undefined;
  const { event_type } = formula.kind === 'difference' ? formula.plus : formula.measure;
  const of = (type: string) => largest.find((row) => row.event_type === type && row.currency === currency);
  const row = of(event_type);
  if (!row || row.n < 2 || row.max <= 0 || row.max < MOST * row.sum) return undefined;
  const refunded = event_type === PAID && of(REFUNDED)?.max === row.max;
  return { event_type, amount: row.max, share: row.max / row.sum, refunded };
}
