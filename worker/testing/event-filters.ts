/** Random filters of the list of events, as a query and as what they let through. Times are hours after `START`. */
import fc from 'fast-check';

const START = Date.UTC(2026, 4, 1);
const HOUR = 3_600_000;

/** The instant so many hours after the start. */
export const at = (hour: number) => new Date(START + hour * HOUR).toISOString();

export interface Sent {
  event_type: string;
  idempotency_key: string;
  occurred_at: string;
}

export interface Filter {
  event_type?: string;
  from?: number;
  to?: number;
}

/** Filters by these types, among them one without events, and by hours up to `hours`. */
export function anyFilter(types: readonly string[], hours: number, limits: readonly number[]) {
  const hour = fc.option(fc.nat(hours), { nil: undefined });
  return (
    fc
      .record({
        event_type: fc.constantFrom(undefined, 'refund_issued', ...types),
        from: hour,
        to: hour,
        limit: fc.constantFrom(...limits),
      })
      // A range that runs backwards is refused.
      .map(({ from, to, ...rest }) => (from! > to! ? { ...rest, from: to, to: from } : { ...rest, from, to }))
  );
}

/** The filter as parameters, behind others. */
export function queryOf({ event_type, from, to }: Filter): string {
  return [
    event_type === undefined ? '' : `&event_type=${event_type}`,
    from === undefined ? '' : `&from=${at(from)}`,
    to === undefined ? '' : `&to=${at(to)}`,
  ].join('');
}

/** Whether the filter lets an event through. */
export function lets({ event_type, from, to }: Filter, sent: Sent): boolean {
  return (
    (event_type === undefined || sent.event_type === event_type) &&
    (from === undefined || sent.occurred_at >= at(from)) &&
    (to === undefined || sent.occurred_at <= at(to))
  );
}
