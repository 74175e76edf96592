/** Pure: the single events that make much of an amount of money, and those that were taken back the same day. */
import type { Part } from '../../words/reason.ts';
import type { Largest, Metric } from '../metrics/index.ts';

const PAID = 'payment_succeeded';
const REFUNDED = 'refund_issued';
/** From this share of its kind's total on an event is named; a payment that was refunded on its day, much sooner. */
const MUCH = 0.25;
const MUCH_REFUNDED = 0.1;
const MAX_PARTS = 2;

/**
 * The events to name of a money metric, from the days with the largest amounts and the total of each type. A refund of a payment of
 * the same day is told with the payment.
 */
export function singleEvents(
  { formula, unit }: Metric,
  largest: readonly Largest[],
  currency: string | undefined,
  totals: ReadonlyMap<string, number>,
): Part[] {
  if (unit !== 'money' || formula.kind === 'ratio' || formula.kind === 'average') return [];
  const types = formula.kind === 'difference' ? [formula.plus, formula.minus] : [formula.measure];
  const rows = largest.filter((row) => row.currency === currency && row.max > 0);
  const twin = (row: Largest, event_type: string) =>
    rows.some((other) => other.event_type === event_type && other.at === row.at && other.max === row.max);
  const parts: Part[] = [];
  for (const row of rows) {
    const { event_type, max } = row;
    if (!types.some((measure) => measure.event_type === event_type)) continue;
    const refunded = event_type === PAID && twin(row, REFUNDED);
    if (event_type === REFUNDED && types.length > 1 && twin(row, PAID)) continue;
    const total = totals.get(event_type) ?? 0;
    // All there was is no part of it.
    if (max < (refunded ? MUCH_REFUNDED : MUCH) * total || (max >= total && !refunded)) continue;
    const of = { event_type, ...(refunded && { refunded }) };
    parts.push({ kind: 'event', label: event_type, ...of, now: max, before: 0, unit: 'money' });
    if (parts.length === MAX_PARTS) break;
  }
  return parts;
}
