import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { evict, expectHeld, heldBy, listAll, post } from '../../testing/faults.ts';
import { operate, payment, type Reply, request, seedTenant, until } from '../../testing/seed.ts';

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

describe('many at once', () => {
  it('200 sends of one key: exactly one is accepted, all others name it', async () => {
    const shop = await seedTenant();
    const event = payment();
    const replies = await Promise.all(Array.from({ length: 200 }, () => shop.send(event)));
    expect(replies.every((reply) => reply.status === 200)).toBe(true);
    const seen = replies.flatMap(statuses);
    expect(seen.filter((status) => status === 'accepted')).toHaveLength(1);
    expect(seen.filter((status) => status === 'duplicate')).toHaveLength(199);
    expect(new Set(replies.map((reply) => reply.body.results[0].event_id)).size).toBe(1);
    await expectHeld(shop, 1, 1_000);
    const read = () => shop.call('GET', `/v1/metrics/revenue?from=${day(-1)}&to=${day(1)}&currency=GBP`);
    expect((await until(read, (reply) => reply.body.total > 0)).body.total).toBe(1_000);
  });

  it('200 sends of one key with two contents: one content wins, the other conflicts', async () => {
    const shop = await seedTenant();
    const event = payment();
    const other = { ...event, ...pound(7) };
    const replies = await Promise.all(Array.from({ length: 200 }, (_, i) => shop.send([i % 2 ? event : other])));
    const seen = replies.flatMap(statuses);
    const count = (status: string) => seen.filter((each) => each === status).length;
    expect([count('accepted'), count('duplicate'), count('conflict')]).toEqual([1, 99, 100]);
    expect((await heldBy(shop)).events).toBe(1);
  });

  it('batches with overlapping keys: what is accepted is each key once, to the penny', async () => {
    const one = fc.record({
      key: fc.integer({ min: 0, max: 40 }),
      kind: fc.constantFrom('good', 'good', 'other', 'bad'),
    });
    const batches = fc.array(fc.array(one, { maxLength: 30 }), { minLength: 2, maxLength: 12 });
    await fc.assert(
      fc.asyncProperty(batches, async (plan) => {
        const shop = await seedTenant();
        const replies = await Promise.all(
          plan.map((batch) =>
            shop.send(
              batch.map(({ key, kind }) =>
                payment({
                  idempotency_key: `k${key}`,
                  ...pound(kind === 'bad' ? -1 : kind === 'good' ? key + 1 : 500),
                }),
              ),
            ),
          ),
        );
        const accepted = new Map<number, number>();
        replies.forEach((reply, b) => {
          expect(statuses(reply)).toHaveLength(plan[b]!.length);
          statuses(reply).forEach((status, i) => {
            const { key, kind } = plan[b]![i]!;
            if (kind === 'bad') expect(status).toBe('rejected');
            else expect(['accepted', 'duplicate', 'conflict']).toContain(status);
            if (status !== 'accepted') return;
            expect(accepted.has(key)).toBe(false);
            accepted.set(key, kind === 'good' ? key + 1 : 500);
          });
        });
        const valid = plan.flat().filter(({ kind }) => kind !== 'bad');
        expect([...accepted.keys()].sort()).toEqual([...new Set(valid.map(({ key }) => key))].sort());
        const sum = [...accepted.values()].reduce((total, amount) => total + amount, 0);
        expect(await heldBy(shop)).toEqual({
          keys: accepted.size,
          events: accepted.size,
          counted: accepted.size,
          sum,
        });
      }),
      { numRuns: 12 },
    );
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

it('everything imported a second time is a duplicate, also after eviction, and totals stay', async () => {
  const shop = await seedTenant();
  const batches = Array.from({ length: 6 }, (_, b) =>
    Array.from({ length: 200 }, (_, i) =>
      payment({ idempotency_key: `${b}-${i}`, occurred_at: `2026-0${b + 1}-10T0${i % 10}:00:00Z`, ...pound(i + 1) }),
    ),
  );
  const ids = [];
  for (const batch of batches)
    ids.push(...(await shop.send(batch)).body.results.map((r: { event_id: string }) => r.event_id));
  const before = await heldBy(shop);
  expect(before).toEqual({ keys: 1_200, events: 1_200, counted: 1_200, sum: 6 * 20_100 });
  for (const again of [0, 1]) {
    if (again) await evict(shop);
    const second = [];
    for (const batch of batches) {
      const reply = await shop.send(batch);
      expect(reply.body).toMatchObject({ accepted: 0, duplicates: 200, rejected: 0 });
      second.push(...reply.body.results.map((r: { event_id: string }) => r.event_id));
    }
    expect(second).toEqual(ids);
  }
  expect(await heldBy(shop)).toEqual(before);
  expect(await operate('POST', `/v1/admin/projects/${shop.project_id}/reconcile`, { days: 90 })).toMatchObject({
    status: 200,
    body: { differences: [] },
  });
});

it('a publishable key shares its keys with the source sdk of the secret one', async () => {
  const shop = await seedTenant();
  const event = { event_type: 'signup', idempotency_key: 'k', source: 'sdk' };
  expect((await request('POST', '/v1/events', shop.publishable_key, event)).body).toMatchObject({ accepted: 1 });
  expect((await shop.send(event)).body).toMatchObject({ duplicates: 1 });
  await expectHeld(shop, 1);
});

function day(plus: number): string {
  return new Date(Date.now() + plus * 86_400_000).toISOString().slice(0, 10);
}
