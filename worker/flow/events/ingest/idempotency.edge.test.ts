import { describe, expect, it } from 'vitest';
import { evict, expectHeld, listAll, post } from '../../../testing/faults.ts';
import { payment, type Reply, request, seedTenant } from '../../../testing/seed.ts';

const statuses = (reply: Reply): string[] => reply.body.results.map((result: { status: string }) => result.status);
const pound = (amount_cents: number) => ({ payload: { amount_cents, currency: 'GBP' } });

describe('the same key again', () => {
  it('with other content is a conflict, and the first stands', async () => {
    const shop = await seedTenant();
    const first = payment({ idempotency_key: 'k', actor_id: 'a', occurred_at: '2026-01-01T00:00:00Z' });
    const id = (await shop.send(first)).body.results[0].event_id;
    const others = [
      { ...first, ...pound(2_000) },
      { ...first, actor_id: 'b' },
      { ...first, occurred_at: '2026-01-01T00:00:01Z' },
      { ...first, occurred_at: '2026-01-01T01:00:00+01:00' },
      { ...first, entity_id: 'e' },
      { ...first, schema_version: 1 },
      { ...first, payload: { ...pound(1_000).payload, extra: null } },
      { ...first, source: 'server' },
    ];
    for (const other of others) {
      const reply = await shop.send(other);
      expect(reply).toMatchObject({ status: 409, body: { code: 'event.conflict', status: 409 } });
    }
    const batch = await shop.send([...others, first]);
    expect(batch.body).toMatchObject({ accepted: 0, duplicates: 1, rejected: others.length });
    expect(statuses(batch)).toEqual([...others.map(() => 'conflict'), 'duplicate']);
    expect(batch.body.results.at(-1).event_id).toBe(id);
    expect(await listAll(shop)).toMatchObject([{ id, actor_id: 'a', payload: { amount_cents: 1_000 } }]);
    await expectHeld(shop, 1, 1_000);
  });

  it('with its fields in another order, other blanks or other escapes is a duplicate', async () => {
    const shop = await seedTenant();
    const texts = [
      '{"event_type":"signup","idempotency_key":"k","payload":{"a":1,"b":{"c":"é","d":[1,2]}}}',
      '{"payload":{"b":{"d":[1,2],"c":"\\u00e9"},"a":1.0},"idempotency_key":"\\u006b","event_type":"signup"}',
      ' { "idempotency_key" : "k", "event_type" : "signup", "payload" : { "b":{"c":"é","d":[1,2e0]},"a":1 } } ',
    ];
    const replies = [];
    for (const text of texts) replies.push(await post(shop, text));
    expect(replies.map((reply) => statuses(reply)[0])).toEqual(['accepted', 'duplicate', 'duplicate']);
    expect(new Set(replies.map((reply) => reply.body.results[0].event_id)).size).toBe(1);
    expect(await post(shop, texts[0]!.replace('[1,2]', '[2,1]'))).toMatchObject({ status: 409 });
    await expectHeld(shop, 1);
  });

  it('of another source, type or project is another event', async () => {
    const shop = await seedTenant();
    const other = await seedTenant();
    const key = { idempotency_key: 'k', ...pound(10) };
    const events = [
      ...['server', 'sdk', 'webhook', 'manual'].map((source) => payment({ ...key, source })),
      ...['signup', 'refund_issued', 'custom.a.b', 'custom.a.b_k'].map((event_type) => payment({ ...key, event_type })),
    ];
    expect((await shop.send(events)).body).toMatchObject({ accepted: events.length });
    expect((await shop.send(events)).body).toMatchObject({ duplicates: events.length });
    expect((await other.send(events)).body).toMatchObject({ accepted: events.length });
    await expectHeld(shop, events.length, 10 * events.length);
  });

  it('never collides with the key of another type, however the two are spelt', async () => {
    const shop = await seedTenant();
    const events = [
      { event_type: 'custom.a.b', idempotency_key: 'c d' },
      { event_type: 'custom.a.b', idempotency_key: ' c d' },
      { event_type: 'custom.a.bc', idempotency_key: 'd' },
      { event_type: 'lead_created', idempotency_key: 'custom.a.b c d' },
      { event_type: 'signup', idempotency_key: 'a' },
      { event_type: 'lead_created', idempotency_key: 'ba' },
      { event_type: 'lead_created', idempotency_key: `#${'a'.repeat(43)}` },
    ];
    expect((await shop.send(events)).body).toMatchObject({ accepted: events.length });
    expect((await shop.send(events)).body).toMatchObject({ duplicates: events.length });
    await expectHeld(shop, events.length);
  });

  it('inside one batch is a duplicate or a conflict of the first', async () => {
    const shop = await seedTenant();
    const [a, b] = [payment(pound(1)), payment(pound(2))];
    const reply = await shop.send([a, b, a, { ...a, ...pound(3) }, b, { ...a, source: 'nowhere' }, a]);
    expect(statuses(reply)).toEqual([
      'accepted',
      'accepted',
      'duplicate',
      'conflict',
      'duplicate',
      'rejected',
      'duplicate',
    ]);
    expect(reply.body).toMatchObject({ accepted: 2, duplicates: 3, rejected: 2 });
    const ids = reply.body.results.map((result: { event_id?: string }) => result.event_id);
    expect([ids[2], ids[4], ids[6]]).toEqual([ids[0], ids[1], ids[0]]);
    await expectHeld(shop, 2, 3);
  });

  it('of what was rejected is free', async () => {
    const shop = await seedTenant();
    const event = payment({ idempotency_key: 'k' });
    expect(await shop.send({ ...event, ...pound(-1) })).toMatchObject({ status: 422 });
    expect((await shop.send(event)).body).toMatchObject({ accepted: 1 });
    await expectHeld(shop, 1, 1_000);
  });
});

describe('keys that are not stored as they are', () => {
  const keys = ['x'.repeat(65), 'x'.repeat(200), `${'x'.repeat(199)}y`, 'ann@example.com', '+44 20 7946 0958', '#a'];

  it('are known again, before and after the PII policy changed', async () => {
    const shop = await seedTenant({ pii_policy: 'keep' });
    const events = keys.map((idempotency_key) => payment({ idempotency_key }));
    expect((await shop.send(events)).body).toMatchObject({ accepted: keys.length });
    for (const pii_policy of ['hash', 'redact', 'keep']) {
      expect((await shop.call('PATCH', `/v1/projects/${shop.project_id}`, { pii_policy })).status).toBe(200);
      expect((await shop.send(events)).body).toMatchObject({ accepted: 0, duplicates: keys.length });
      expect(await shop.send({ ...events[3], ...pound(5) })).toMatchObject({ status: 409 });
    }
    await evict(shop);
    expect((await shop.send(events)).body).toMatchObject({ duplicates: keys.length });
    await expectHeld(shop, keys.length);
  });

  it('that differ only in personal data stay different events under each policy', async () => {
    for (const pii_policy of ['hash', 'redact', 'keep']) {
      const shop = await seedTenant({ pii_policy });
      const events = ['ann@example.com', 'bob@example.com'].flatMap((mail) => [
        payment({ idempotency_key: mail }),
        payment({ idempotency_key: `order-1-${mail}` }),
        payment({ idempotency_key: 'same', event_type: 'signup', source: mail[0] === 'a' ? 'sdk' : 'manual' }),
      ]);
      expect((await shop.send(events)).body).toMatchObject({ accepted: 6 });
      await expectHeld(shop, 6);
    }
  });

  it('the same personal data in a payload sent again is a duplicate, other data a conflict', async () => {
    const shop = await seedTenant({ pii_policy: 'redact' });
    const event = (mail: string) =>
      payment({ idempotency_key: 'k', payload: { amount_cents: 1, currency: 'GBP', mail } });
    expect((await shop.send(event('ann@example.com'))).body).toMatchObject({ accepted: 1 });
    expect((await shop.send(event('ann@example.com'))).body).toMatchObject({ duplicates: 1 });
    expect(await shop.send(event('bob@example.com'))).toMatchObject({ status: 409 });
  });
});

it('a publishable key shares its keys with the source sdk of the secret one', async () => {
  const shop = await seedTenant();
  const event = { event_type: 'signup', idempotency_key: 'k', source: 'sdk' };
  expect((await request('POST', '/v1/events', shop.publishable_key, event)).body).toMatchObject({ accepted: 1 });
  expect((await shop.send(event)).body).toMatchObject({ duplicates: 1 });
  await expectHeld(shop, 1);
});
