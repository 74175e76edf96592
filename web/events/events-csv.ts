/** Events as rows of a CSV file, by the names of the API. */
import type { StoredEvent } from '../base/api/client.ts';
import { type CsvCell, csvAmount } from '../base/csv.ts';
import { amountOf } from './amounts.ts';
import { contactOf } from './contact.ts';

const FIELDS = [...(['actor_id', 'entity_type', 'entity_id', 'session_id', 'anonymous_id', 'correlation_id'] as const)];

/** A head, then one row an event; hidden addresses stay the tokens that they are. */
export function eventRows(events: StoredEvent[]): CsvCell[][] {
  const head = ['id', 'event_type', 'occurred_at', 'received_at', 'source', 'amount', 'currency'];
  return [
    [...head, 'name', 'email', 'phone', ...FIELDS, 'payload'],
    ...events.map((event) => {
      const amount = amountOf(event);
      const { name, email, phone } = contactOf(event);
      return [
        ...[event.id, event.event_type, event.occurred_at, event.received_at, event.source],
        ...[amount && csvAmount(amount.minor, amount.currency), amount?.currency],
        ...[name, email?.text, phone?.text],
        ...FIELDS.map((field) => event[field]),
        JSON.stringify(event.payload),
      ];
    }),
  ];
}
