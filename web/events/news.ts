/** Whether a list by occurrence lacks events that have come in since it was read. */
import type { StoredEvent } from '../base/api/types.ts';

type Row = Pick<StoredEvent, 'id' | 'occurred_at'>;

/** One of the `received` is not among the `rows`, though it belongs there: it is no older than the last row, or all rows are here. */
export function hasNews(rows: readonly Row[], more: boolean, received: readonly Row[]): boolean {
  const known = new Set(rows.map(({ id }) => id));
  const last = rows.at(-1);
  const oldest = more && last ? Date.parse(last.occurred_at) : Number.NEGATIVE_INFINITY;
  return received.some(({ id, occurred_at }) => !known.has(id) && Date.parse(occurred_at) >= oldest);
}
