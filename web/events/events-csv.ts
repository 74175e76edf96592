/** Events as rows of a CSV file, by the names of the API: `npm run import` takes such a file as it is. */
import type { CsvCell } from '../../worker/shared/csv.ts';
import { CONTEXT_FIELDS } from '../../worker/shared/event-context.ts';
import type { StoredEvent } from '../base/api/types.ts';
import { csvAmount } from '../base/csv.ts';
import { zonedTime } from '../base/time/calendar.ts';
import { amountOf } from './amounts.ts';
import { contactOf } from './contact.ts';

/**
 * A header, then one row an event. Times are those of the project's zone, with offset; refunds carry a minus sign, so that
 * a column can be added up; hidden addresses stay the tokens that they are.
 */
export function eventRows(events: StoredEvent[], timezone: string): CsvCell[][] {
  const head = ['id', 'event_type', 'idempotency_key', 'occurred_at', 'received_at', 'source', 'amount', 'currency'];
  return [
    [...head, 'name', 'email', 'phone', ...CONTEXT_FIELDS, 'payload'],
    ...events.map((event) => {
      const amount = amountOf(event);
      const sign = event.event_type === 'refund_issued' ? -1 : 1;
      const { name, email, phone } = contactOf(event);
      return [
        ...[event.id, event.event_type, event.idempotency_key],
        ...[zonedTime(event.occurred_at, timezone), zonedTime(event.received_at, timezone), event.source],
        ...[amount && csvAmount(sign * amount.minor, amount.currency), amount?.currency],
        ...[name, email?.text, phone?.text],
        ...CONTEXT_FIELDS.map((field) => event[field]),
        JSON.stringify(event.payload),
      ];
    }),
  ];
}
