import { describe, expect, it } from 'vitest';
import { listAll } from '../../testing/faults.ts';
import { payment, type Seed, seedPerson, seedTenant } from '../../testing/seed.ts';

const keysOf = async (shop: Seed, filter: string, limit?: number) =>
  (await listAll(shop, `&${filter}`, limit)).map((event) => event.idempotency_key).reverse();

describe('filters by an id', () => {
  it('list the events of that very value, and never another’s', async () => {
    const shop = await seedTenant();
    await shop.send([
      payment({ idempotency_key: 'a', actor_id: 'cus_12748', entity_id: 'ord_1', session_id: 's1' }),
      payment({ idempotency_key: 'b', actor_id: 'cus_1274', entity_id: 'ord_1', session_id: 's2' }),
      payment({ idempotency_key: 'c', actor_id: 'cus_127481', entity_id: 'cus_12748', session_id: 's1' }),
      payment({ idempotency_key: 'd', payload: { amount_cents: 1, currency: 'GBP', actor_id: 'cus_12748' } }),
      payment({ idempotency_key: 'e"', actor_id: 'é"\\', session_id: 's1' }),
    ]);
    expect(await keysOf(shop, 'actor_id=cus_12748')).toEqual(['a']);
    expect(await keysOf(shop, 'entity_id=ord_1')).toEqual(['a', 'b']);
    expect(await keysOf(shop, 'session_id=s1')).toEqual(['a', 'c', 'e"']);
    expect(await keysOf(shop, 'session_id=s1', 1)).toEqual(['a', 'c', 'e"']);
    expect(await keysOf(shop, 'session_id=s1&actor_id=cus_127481')).toEqual(['c']);
    expect(await keysOf(shop, `actor_id=${encodeURIComponent('é"\\')}`)).toEqual(['e"']);
    expect(await keysOf(shop, `idempotency_key=${encodeURIComponent('e"')}`)).toEqual(['e"']);
    expect(await keysOf(shop, 'idempotency_key=c&event_type=payment_succeeded')).toEqual(['c']);
    expect(await keysOf(shop, 'idempotency_key=c&event_type=signup')).toEqual([]);
    expect(await keysOf(shop, 'actor_id=nobody')).toEqual([]);
  });

  it('find what PII handling hashed by the value that was sent, and by the token that is shown', async () => {
    const shop = await seedTenant();
    const email = 'Ada.Lovelace@shop.example';
    const phone = '+44 20 7946 0958';
    await shop.send([
      payment({ idempotency_key: `order of ${email}`, actor_id: email, session_id: phone }),
      payment({ idempotency_key: 'other', actor_id: 'bob@shop.example', session_id: '+44 20 7946 0959' }),
    ]);
    const [found, ...more] = await listAll(shop, `&actor_id=${encodeURIComponent(email)}`);
    expect(more).toEqual([]);
    expect(found.actor_id).toMatch(/^email_[0-9a-f]{24}$/);
    for (const filter of [
      `actor_id=${found.actor_id}`,
      `session_id=${encodeURIComponent(phone)}`,
      `idempotency_key=${encodeURIComponent(`order of ${email}`)}`,
      `idempotency_key=${encodeURIComponent(found.idempotency_key)}`,
    ]) {
      expect(await listAll(shop, `&${filter}`), filter).toEqual([found]);
    }
  });

  it('find nobody by a mask that redacted events share', async () => {
    const shop = await seedTenant({ pii_policy: 'redact' });
    await shop.send([payment({ actor_id: 'ada@shop.example' }), payment({ actor_id: 'bob@shop.example' })]);
    expect(await keysOf(shop, 'actor_id=ada@shop.example')).toEqual([]);
  });

  it('find what was kept as it is', async () => {
    const shop = await seedTenant({ pii_policy: 'keep' });
    await shop.send([payment({ idempotency_key: 'a', actor_id: 'ada@shop.example' })]);
    expect(await keysOf(shop, 'actor_id=ada@shop.example')).toEqual(['a']);
  });

  it('go on from page to page over many segments, also while events arrive', async () => {
    const shop = await seedTenant();
    const batch = (page: number) =>
      Array.from({ length: 200 }, (_, i) =>
        payment({ idempotency_key: `${page}-${i}`, actor_id: i === 77 ? 'rare' : `c${i}` }),
      );
    for (let page = 0; page < 6; page++) await shop.send(batch(page));
    const first = await shop.call('GET', '/v1/events?actor_id=rare&limit=2');
    expect(first.body.data.map((event: { idempotency_key: string }) => event.idempotency_key)).toEqual([
      '5-77',
      '4-77',
    ]);
    await shop.send(batch(6));
    const second = await shop.call('GET', `/v1/events?actor_id=rare&limit=4&cursor=${first.body.next_cursor}`);
    expect(second.body.data.map((event: { idempotency_key: string }) => event.idempotency_key)).toEqual([
      '3-77',
      '2-77',
      '1-77',
      '0-77',
    ]);
    expect(second.body.next_cursor).toBeNull();
  });

  it('are refused when empty, too long or mistyped', async () => {
    const shop = await seedTenant();
    for (const query of ['actor_id=', `entity_id=${'x'.repeat(201)}`]) {
      expect(await shop.call('GET', `/v1/events?${query}`), query).toMatchObject({ status: 422 });
    }
    expect(await shop.call('GET', '/v1/events?actorid=cus_1')).toMatchObject({
      status: 422,
      body: {
        code: 'request.invalid',
        errors: [{ path: 'actorid', code: 'unknown', hint: 'did you mean actor_id?', suggestion: 'actor_id' }],
      },
    });
  });
});

it('bounds that run backwards are refused on every list that has some', async () => {
  const shop = await seedTenant();
  const owner = await seedPerson(shop, 'owner');
  const days = 'from=2026-03-09&to=2026-03-07';
  const times = 'from=2026-03-09T10:00:00Z&to=2026-03-09T09:59:59Z';
  const paths = ['events', 'events/unanswered', 'alerts', 'audit'];
  for (const path of [
    ...paths.flatMap((name) => [`${name}?${days}`, `${name}?${times}`]),
    `metrics/revenue?${days}`,
    `billing/usage?${days}`,
    'events?min_amount=2&max_amount=1',
  ]) {
    const reply = await owner.call('GET', `/v1/${path}`);
    expect(reply, path).toMatchObject({ status: 422, body: { code: 'range.invalid' } });
    expect(reply.body.errors[0].path, path).toBe(path.includes('min_amount') ? 'min_amount' : 'from');
  }
  expect(await shop.call('GET', '/v1/events?from=2026-03-09&to=2026-03-09&min_amount=1&max_amount=1')).toMatchObject({
    status: 200,
  });
});
