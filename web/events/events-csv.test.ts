/** What the dashboard saves of events. */
import { expect, test } from 'vitest';
import type { StoredEvent } from '../base/api/types.ts';
import { eventRows } from './events-csv.ts';

const event = (event_type: string, payload: object): StoredEvent =>
  ({
    ...{ id: 'evt_1', event_type, idempotency_key: 'r1', source: 'server', schema_version: 1, payload },
    ...{ occurred_at: '2026-07-01T22:30:00Z', received_at: '2026-07-01T22:30:01.5Z' },
  }) as StoredEvent;

test('times are those of the project, and refunds can be added to payments', () => {
  const money = { amount_cents: 1_999, currency: 'GBP' };
  const [head, ...rows] = eventRows(
    [event('payment_succeeded', money), event('refund_issued', money), event('signup', {})],
    'Europe/Berlin',
  );
  const column = (name: string) => rows.map((cells) => cells[head!.indexOf(name)]);
  expect(column('amount')).toEqual([19.99, -19.99, undefined]);
  expect(column('occurred_at')[0]).toBe('2026-07-02T00:30:00.000+02:00');
  expect(column('received_at')[0]).toBe('2026-07-02T00:30:01.500+02:00');
  expect(column('idempotency_key')[0]).toBe('r1');
  expect(JSON.parse(String(column('payload')[1]))).toEqual(money);
});
