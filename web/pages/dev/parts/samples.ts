/** What the gallery shows its parts with. */
import { ApiError } from '../../../base/api/call.ts';
import type { List } from '../../../base/api/list.ts';

/** A name of eighty characters. */
export const LONG = 'The Extraordinarily Long-Winded Mediterranean Delicatessen and Coffee Roastery X';

/** An error as the API returns it. */
export const PROBLEM = new ApiError(503, 'system.starting', 'Still starting.', 'req_01a2b3c4d5');

export interface Row {
  id: string;
  name: string;
  type: string;
  amount: string;
  at: string;
}

/** Rows for a table; one has a long name, one is worth nothing. */
export function rowsOf(count: number): Row[] {
  return Array.from({ length: count }, (_, at) => ({
    id: `row_${at}`,
    name: at === 2 ? LONG : `Order ${1001 + at}`,
    type: ['Payment', 'Refund', 'Payment failed'][at % 3]!,
    amount: at === 1 ? '£0.00' : `£${(at * 1733 + 1999) / 100}`,
    at: `20 Nov, ${String(9 + (at % 9)).padStart(2, '0')}:${String((at * 7) % 60).padStart(2, '0')}`,
  }));
}

/** A list in a state, as useList returns it. */
export function listOf<T>(state: Partial<List<T>>): List<T> {
  const nothing = () => undefined;
  return { rows: undefined, more: false, busy: false, error: undefined, loadMore: nothing, reload: nothing, ...state };
}

/** Thirty days of a metric with a weekly rhythm and two odd days. */
export const DAYS = Array.from({ length: 30 }, (_, at) => {
  const usual = 2200 + 500 * Math.sin((at / 7) * 2 * Math.PI) + at * 18;
  return {
    label: `${at + 1} Nov`,
    usual,
    value: at === 12 ? usual * 1.7 : at === 21 ? usual * 0.35 : usual * (1 + ((at * 37) % 11) / 90),
  };
});
