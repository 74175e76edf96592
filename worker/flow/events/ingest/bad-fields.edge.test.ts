import { describe, expect, it } from 'vitest';
import { expectHeld, heldBy, listAll } from '../../../testing/faults.ts';
import { payment, request, type Seed, seedTenant } from '../../../testing/seed.ts';

type Row = [name: string, over: Record<string, unknown>, path: string];

const TEXT_FIELDS = [
  'actor_type',
  'actor_id',
  'entity_type',
  'entity_id',
  'session_id',
  'anonymous_id',
  'correlation_id',
];
const NOT_TEXT: unknown[] = [5, true, null, [], ['a'], {}, ''];
const money = (amount_cents: unknown, currency: unknown = 'GBP') => ({ payload: { amount_cents, currency } });

const WRONG_TYPES: Row[] = [
  ...[...TEXT_FIELDS, 'idempotency_key'].flatMap((field) =>
    NOT_TEXT.map((value): Row => [`${field} ${JSON.stringify(value)}`, { [field]: value }, field]),
  ),
  ...[5, null, [], {}, '', 'Signup', 'signup ', 'purchase', 'custom', 'custom.a', 'custom.a.b.c', 'custom.A.b'].map(
    (value): Row => [`event_type ${JSON.stringify(value)}`, { event_type: value }, 'event_type'],
  ),
  ...['custom..b', 'custom.a.', 'custom.a-b.c', 'custom.a.é', '__proto__', 'constructor', 'toString'].map(
    (value): Row => [`event_type ${JSON.stringify(value)}`, { event_type: value }, 'event_type'],
  ),
  ...[5, null, '', 'SDK', 'browser', [], {}].map(
    (value): Row => [`source ${JSON.stringify(value)}`, { source: value }, 'source'],
  ),
  ...[5, null, '', 'text', [], [{}], true].map(
    (value): Row => [`payload ${JSON.stringify(value)}`, { payload: value }, 'payload'],
  ),
  ...[0, 2, '1', null, 1.5, [1]].map(
    (value): Row => [`schema_version ${JSON.stringify(value)}`, { schema_version: value }, 'schema_version'],
  ),
  ...[0, 1763719200, null, '', 'yesterday', '2026-01-01', '2026-01-01T00:00:00', '2026-02-30T00:00:00Z', {}].map(
    (value): Row => [`occurred_at ${JSON.stringify(value)}`, { occurred_at: value }, 'occurred_at'],
  ),
];

const WRONG_MONEY: Row[] = [
  ...[-1, 0.5, 10.01, 1e12 + 1, 1e300, '100', '', null, true, [], {}, [100]].map(
    (value): Row => [`amount ${JSON.stringify(value)}`, money(value), 'payload.amount_cents'],
  ),
  ...['gbp', 'GB', 'GBPP', 'XXX', 'ZZZ', '', null, 826, [], {}, ['GBP'], '__proto__', 'constructor'].map(
    (value): Row => [`currency ${JSON.stringify(value)}`, money(100, value), 'payload.currency'],
  ),
  ['amount without currency', { payload: { amount_cents: 100 } }, 'payload.currency'],
  ['currency without amount', { payload: { currency: 'GBP' } }, 'payload.amount_cents'],
  ['signup: amount without currency', { event_type: 'signup', payload: { amount_cents: 1 } }, 'payload.currency'],
  ['signup: currency alone', { event_type: 'signup', payload: { currency: 'GBP' } }, 'payload.amount_cents'],
  ['payment without payload', { payload: undefined }, 'payload.amount_cents'],
  ['payment without amount', { payload: {} }, 'payload.amount_cents'],
  ['refund without payload', { event_type: 'refund_issued', payload: undefined }, 'payload.amount_cents'],
  ['refund without amount', { event_type: 'refund_issued', payload: { note: 'x' } }, 'payload.amount_cents'],
];

const UNKNOWN_FIELDS: Row[] = [
  'amount_cents',
  'currency',
  'id',
  'received_at',
  'user',
  'Payload',
  'constructor',
  '',
].map((field): Row => [`unknown field ${JSON.stringify(field)}`, { [field]: 1 }, '']);

/** Sends the rows between two good events: each row is refused for its own field, the good ones stand. */
async function refusesEach(rows: Row[]): Promise<void> {
  const shop = await seedTenant();
  const bad = rows.map(([, over]) => payment(over));
  const reply = await shop.send([payment(), ...bad, payment()]);
  expect(reply).toMatchObject({ status: 200, body: { accepted: 2, duplicates: 0, rejected: rows.length } });
  const wrong = rows.flatMap(([name, , path], i) => {
    const { index, status, code, message, event_id } = reply.body.results[i + 1];
    const expected = path === 'event_type' ? 'event.unknown_type' : 'event.invalid';
    const good = index === i + 1 && status === 'rejected' && code === expected && event_id === undefined;
    return good && message.includes(path) ? [] : [`${name}: ${status} ${code} ${message}`];
  });
  expect(wrong).toEqual([]);
  await expectHeld(shop, 2, 2_000);
  await refusesAlone(shop, bad);
  expect(await heldBy(shop)).toMatchObject({ keys: 2, events: 2, counted: 2 });
}

/** Sent one by one each is a 422 problem. */
async function refusesAlone(shop: Seed, bad: Record<string, unknown>[]): Promise<void> {
  for (const event of bad) {
    const reply = await shop.send(event);
    expect(reply, JSON.stringify(event)).toMatchObject({ status: 422, body: { status: 422 } });
    expect(reply.headers.get('content-type')).toBe('application/problem+json');
  }
}

describe('fields that are wrong', () => {
  it('are refused one by one: types', () => refusesEach(WRONG_TYPES));
  it('are refused one by one: money', () => refusesEach(WRONG_MONEY));
  it('are refused one by one: names that the contract does not know', () => refusesEach(UNKNOWN_FIELDS));

  it('that are missing are refused', async () => {
    const shop = await seedTenant();
    const { event_type: _type, ...untyped } = payment();
    const { idempotency_key: _key, ...keyless } = payment();
    const reply = await shop.send([{}, untyped, keyless, null, 5, 'text', true, [], [payment()], [[]]]);
    expect(reply.body).toMatchObject({ accepted: 0, rejected: 10 });
    expect(reply.body.results.every((result: { message?: string }) => result.message)).toBe(true);
    await expectHeld(shop, 0);
  });

  it('at their limits are accepted and come back unchanged', async () => {
    const shop = await seedTenant({ pii_policy: 'keep' });
    const long = 'x'.repeat(200);
    const people = '👩‍🚀é'.repeat(50).slice(0, 200);
    const events = [
      payment({ ...money(0), idempotency_key: 'k' }),
      payment({ ...money(1e12), idempotency_key: long }),
      payment({ ...money(1, 'KWD'), idempotency_key: 'ü'.repeat(200) }),
      payment({ idempotency_key: '👍'.repeat(200), actor_id: '👍'.repeat(200), entity_id: people }),
      payment({
        ...Object.fromEntries(TEXT_FIELDS.map((field) => [field, long])),
        schema_version: 1,
        source: 'manual',
      }),
      payment({ event_type: 'custom.a_1.b_2', payload: undefined }),
      payment({ event_type: 'signup', payload: {} }),
    ];
    expect((await shop.send(events)).body).toMatchObject({ accepted: events.length, rejected: 0 });
    const listed = (await listAll(shop)).reverse();
    listed.forEach((event, i) => {
      expect(event).toMatchObject(JSON.parse(JSON.stringify(events[i])));
    });
    await expectHeld(shop, events.length, 1e12 + 1 + 2_000);
  });

  it('one character over their limits are refused', async () => {
    const shop = await seedTenant();
    const events = ['x'.repeat(201), '👍'.repeat(201), `${'é'.repeat(200)}x`].flatMap((long) =>
      ['idempotency_key', ...TEXT_FIELDS].map((field) => payment({ [field]: long })),
    );
    expect((await shop.send(events)).body).toMatchObject({ accepted: 0, rejected: events.length });
    await expectHeld(shop, 0);
  });

  it('of a publishable key that names another source stay of the source sdk', async () => {
    const shop = await seedTenant();
    const event = { event_type: 'signup', idempotency_key: 'a', source: 'server' };
    const reply = await request('POST', '/v1/events', shop.publishable_key, event);
    expect(reply.body).toMatchObject({ accepted: 1 });
    expect((await listAll(shop))[0]).toMatchObject({ source: 'sdk' });
  });
});
