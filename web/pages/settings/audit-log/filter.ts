/** Pure: the filter of the audit log, as it is in the address and in the API's query. */
import { addDays, instantOf } from '../../../base/time/calendar.ts';

export interface Filter {
  actor: string;
  action: string;
  /** The id of the one thing that was changed. */
  target: string;
  from: string;
  to: string;
}

const NAMES = ['actor', 'action', 'target', 'from', 'to'] as const;

/** The filter that an address holds; what is malformed is left out. */
export function readFilter(query: Record<string, string | undefined>): Filter {
  const day = (text = '') => (/^\d{4}-\d{2}-\d{2}$/.test(text) ? text : '');
  const action = /^[a-z_]+(\.[a-z_]+)*$/.test(query.action ?? '') ? query.action! : '';
  const target = /^[\w-]{1,100}$/.test(query.target ?? '') ? query.target! : '';
  return { actor: query.actor?.trim() ?? '', action, target, from: day(query.from), to: day(query.to) };
}

/** The filter as a query, without what is not set. */
export function filterQuery(filter: Filter): string {
  return new URLSearchParams(NAMES.filter((name) => filter[name]).map((name) => [name, filter[name]])).toString();
}

/** The filter with its days as moments: from midnight to the last millisecond by the clock of `timezone`. */
export function spanOf(filter: Filter, timezone: string): Filter {
  const midnight = (day: string) => instantOf(`${day}T00:00`, timezone);
  const text = (at: number) => new Date(at).toISOString();
  return {
    ...filter,
    from: filter.from && text(midnight(filter.from)),
    to: filter.to && text(midnight(addDays(filter.to, 1)) - 1),
  };
}

export interface Difference {
  field: string;
  before: string;
  after: string;
}

/** The fields that an entry changed, both sides as text; what stayed the same is left out. */
export function differences(
  before: Record<string, unknown> | null,
  after: Record<string, unknown> | null,
): Difference[] {
  const fields = Object.keys(after ?? before ?? {});
  return fields
    .map((field) => ({ field, before: valueText(before?.[field]), after: valueText(after?.[field]) }))
    .filter((difference) => difference.before !== difference.after);
}

function valueText(value: unknown): string {
  if (value === undefined || value === null || value === '') return '';
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}
