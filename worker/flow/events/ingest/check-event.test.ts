/** What the reply says about a rejected event: code, sentence, and per field a code and a hint. */
import { expect, it } from 'vitest';
import { checkEvent } from './check-event.ts';

const NOW = Date.UTC(2026, 5, 15, 12);
const GOOD = { event_type: 'payment_succeeded', idempotency_key: 'a', payload: { amount_cents: 100, currency: 'GBP' } };
const money = (amount_cents: unknown, currency: unknown = 'GBP') => ({ payload: { amount_cents, currency } });

it.each([
  [{ event_type: 'payment_suceeded' }, 'event_type', 'not_offered', 'did you mean payment_succeeded?'],
  [{ event_type: 'Payment.Succeeded' }, 'event_type', 'not_offered', 'did you mean payment_succeeded?'],
  [{ event_type: 'refundIssued' }, 'event_type', 'not_offered', 'did you mean refund_issued?'],
  [{ event_type: 'Custom.Shop.Viewed' }, 'event_type', 'not_offered', 'use custom.shop.viewed'],
  [{ event_type: 'shop.item-viewed' }, 'event_type', 'not_offered', 'use custom.shop.item_viewed'],
  [
    { event_type: 'purchase' },
    'event_type',
    'not_offered',
    'name events of your own custom.<vertical>.<event>, in lower case',
  ],
  [{ event_type: undefined }, 'event_type', 'required', undefined],
  [{ event_type: 5 }, 'event_type', 'invalid', 'use "5", in quotes'],
  [{ idempotency_key: undefined }, 'idempotency_key', 'required', undefined],
  [{ idempotency_key: '' }, 'idempotency_key', 'required', undefined],
  [{ idempotency_key: 12748 }, 'idempotency_key', 'invalid', 'use "12748", in quotes'],
  [{ idempotency_key: 'x'.repeat(201) }, 'idempotency_key', 'too_long', undefined],
  [money(100, 'gbp'), 'payload.currency', 'not_offered', 'use GBP'],
  [money(100, 'pounds'), 'payload.currency', 'not_offered', undefined],
  [money('100'), 'payload.amount_cents', 'invalid', 'use 100, without quotes'],
  [money(10.5), 'payload.amount_cents', 'invalid', 'count minor units: 10.50 of a currency with cents is 1050'],
  [money('10.50'), 'payload.amount_cents', 'invalid', 'count minor units: 10.50 of a currency with cents is 1050'],
  [money(-1), 'payload.amount_cents', 'invalid', undefined],
  [{ payload: { amount_cents: 1 } }, 'payload.currency', 'required', undefined],
  [{ payload: undefined }, 'payload.amount_cents', 'required', undefined],
  [{ occurred_at: '2026-01-01' }, 'occurred_at', 'wrong_format', 'use 2026-01-01T00:00:00Z'],
  [{ occurred_at: '2026-01-01T10:00:00' }, 'occurred_at', 'wrong_format', 'use 2026-01-01T10:00:00Z'],
  [{ occurred_at: '2026-01-01 10:00' }, 'occurred_at', 'wrong_format', 'use 2026-01-01T10:00Z'],
  [{ occurred_at: 'yesterday' }, 'occurred_at', 'wrong_format', undefined],
  [{ source: 'Server' }, 'source', 'not_offered', 'did you mean server?'],
  [{ source: 'browser' }, 'source', 'not_offered', undefined],
  [{ schema_version: 2 }, 'schema_version', 'not_offered', undefined],
  [{ actorid: 'u1' }, 'actorid', 'unknown', 'did you mean actor_id?'],
  [{ events: [] }, 'events', 'unknown', 'send {"events":[…]} alone, as the whole body'],
  [{ plan: 'pro' }, 'plan', 'unknown', 'put plan into payload'],
])('%j is refused with %s: %s, %s', (change, path, code, hint) => {
  const verdict = checkEvent({ ...GOOD, ...change }, { kind: 'secret', now: NOW });
  if (!('code' in verdict)) throw new Error('accepted');
  expect(verdict.errors).toHaveLength(1);
  expect(verdict.errors![0]).toMatchObject({ path, code });
  expect(verdict.errors![0]!.hint).toBe(hint);
  expect(verdict.code).toBe(path === 'event_type' && code !== 'required' ? 'event.unknown_type' : 'event.invalid');
  expect(verdict.message).not.toMatch(/Invalid (input|option|string)|Too (small|big)|Unrecognized key|, received/);
});

it.each([
  [{ occurred_at: '1999-12-31T23:59:59Z' }, 'secret', 'event.too_old', 'occurred_at'],
  [{ occurred_at: '2027-01-01T00:00:00Z' }, 'secret', 'event.in_future', 'occurred_at'],
  [{}, 'publishable', 'event.server_only', 'event_type'],
] as const)('%j of a %s key is %s, which says where', (change, kind, code, path) => {
  const verdict = checkEvent({ ...GOOD, ...change }, { kind, now: NOW });
  expect(verdict).toMatchObject({ code, message: expect.any(String), errors: [{ path, code: 'invalid' }] });
});

it('says little of an event that is wrong in a thousand places', () => {
  const names = Array.from({ length: 1_000 }, (_, i) => [`${'x'.repeat(500)}${i}`, 1]);
  const verdict = checkEvent({ ...GOOD, ...Object.fromEntries(names) }, { kind: 'secret', now: NOW });
  expect(JSON.stringify(verdict).length).toBeLessThan(4_000);
});
