import { describe, expect, it } from 'vitest';
import { evict, expectHeld, heldBy } from '../../../testing/faults.ts';
import { operate, payment, type Reply, request, type Seed, seedTenant } from '../../../testing/seed.ts';

const BURST = 1_000;
const many = (n: number, over: Record<string, unknown> = {}) => Array.from({ length: n }, () => payment(over));

/** Uses up the burst of one source. */
async function exhaust(shop: Seed, over: Record<string, unknown> = {}): Promise<Record<string, unknown>[]> {
  const events = many(BURST, over);
  expect((await shop.send(events.slice(0, 500))).body).toMatchObject({ accepted: 500 });
  expect((await shop.send(events.slice(500))).body).toMatchObject({ accepted: 500 });
  return events;
}

/** The reply is a 429 whose Retry-After is no shorter than the plan's rate for `n` events, and no longer than needed. */
function expectLimited(reply: Reply, n: number): void {
  expect(reply).toMatchObject({ status: 429, body: { status: 429, code: 'events.rate_limited' } });
  expect(reply.headers.get('content-type')).toBe('application/problem+json');
  const seconds = Number(reply.headers.get('retry-after'));
  expect(Number.isInteger(seconds)).toBe(true);
  expect(seconds).toBeGreaterThan(n * 0.6 - 30);
  expect(seconds).toBeLessThanOrEqual(Math.ceil(n * 0.6));
}

describe('the free plan', () => {
  it('takes 1,000 at once, then returns 429 with Retry-After, and a 429 writes nothing', async () => {
    const shop = await seedTenant({ plan: 'free' });
    await exhaust(shop);
    const before = await heldBy(shop);
    const over = many(300);
    expectLimited(await shop.send(over), 300);
    expectLimited(await shop.send({ events: over.slice(0, 200) }), 200);
    expect(await heldBy(shop)).toEqual(before);
    await expectHeld(shop, BURST, BURST * 1_000);
  });

  it('refuses a batch whole: bad and repeated events in it change nothing', async () => {
    const shop = await seedTenant({ plan: 'free' });
    const known = await exhaust(shop);
    const mixed = [...known.slice(0, 50), ...many(100), payment({ source: 'x' })];
    expectLimited(await shop.send(mixed), 100);
    await expectHeld(shop, BURST);
  });

  it('never refuses duplicates, conflicts and rejected events, and charges nothing for them', async () => {
    const shop = await seedTenant({ plan: 'free' });
    const known = many(400);
    await shop.send(known);
    for (let i = 0; i < 5; i++) {
      expect((await shop.send(known)).body).toMatchObject({ duplicates: 400 });
      expect((await shop.send(many(400, { source: 'x' }))).body).toMatchObject({ rejected: 400 });
      const changed = known.map((event) => ({ ...event, actor_id: 'other' }));
      expect((await shop.send(changed)).body).toMatchObject({ rejected: 400 });
    }
    expect((await shop.send(many(500))).body).toMatchObject({ accepted: 500 });
    expect((await shop.send(many(100))).body).toMatchObject({ accepted: 100 });
    expectLimited(await shop.send(many(100)), 100);
    expect((await shop.send(known)).body).toMatchObject({ duplicates: 400 });
    expect(await shop.send(payment({ source: 'x' }))).toMatchObject({ status: 422 });
    expect(await shop.send({ ...known[0], actor_id: 'other' })).toMatchObject({ status: 409 });
    expect((await shop.send([...known.slice(0, 200), ...many(200, { source: 'x' })])).body).toMatchObject({
      duplicates: 200,
      rejected: 200,
    });
    await expectHeld(shop, BURST);
  });

  it('charges a key that is repeated within a batch once', async () => {
    const shop = await seedTenant({ plan: 'free' });
    const event = payment();
    const repeated = Array.from({ length: 500 }, () => event);
    expect((await shop.send(repeated)).body).toMatchObject({ accepted: 1, duplicates: 499 });
    expect((await shop.send(many(500))).body).toMatchObject({ accepted: 500 });
    expect((await shop.send(many(499))).body).toMatchObject({ accepted: 499 });
    expectLimited(await shop.send(many(60)), 60);
  });

  it('has a bucket for each source', async () => {
    const shop = await seedTenant({ plan: 'free' });
    await exhaust(shop, { source: 'webhook' });
    expectLimited(await shop.send(many(100, { source: 'webhook' })), 100);
    for (const source of ['server', 'manual', 'sdk']) {
      expect((await shop.send(many(500, { source }))).body).toMatchObject({ accepted: 500 });
    }
    const mixed = [...many(100, { source: 'server' }), ...many(100, { source: 'webhook' })];
    expectLimited(await shop.send(mixed), 100);
    expect((await shop.send(many(500, { source: 'server' }))).body).toMatchObject({ accepted: 500 });
    await expectHeld(shop, BURST + 2_000);
  });

  it('has a bucket for each project, not for each key', async () => {
    const shop = await seedTenant({ plan: 'free' });
    await exhaust(shop);
    const again = await operate('POST', `/v1/admin/projects/${shop.project_id}/keys`, { name: 'second' });
    expectLimited(await request('POST', '/v1/events', again.body.key, many(100)), 100);
    const project = await operate('POST', `/v1/admin/tenants/${shop.tenant_id}/projects`, { name: 'Second' });
    const key = (await operate('POST', `/v1/admin/projects/${project.body.id}/keys`, { name: 'k' })).body.key;
    expect((await request('POST', '/v1/events', key, many(500))).body).toMatchObject({ accepted: 500 });
  });

  it('counts publishable keys as the source sdk', async () => {
    const shop = await seedTenant({ plan: 'free' });
    await exhaust(shop, { source: 'sdk' });
    const signups = Array.from({ length: 100 }, (_, i) => ({ event_type: 'signup', idempotency_key: `s${i}` }));
    expectLimited(await request('POST', '/v1/events', shop.publishable_key, signups), 100);
    expect((await shop.send(signups)).body).toMatchObject({ accepted: 100 });
  });

  it('counts the same when everything is sent at once', async () => {
    const shop = await seedTenant({ plan: 'free' });
    const replies = await Promise.all(Array.from({ length: 40 }, () => shop.send(many(50))));
    const taken = replies.filter((reply) => reply.status === 200);
    const refused = replies.filter((reply) => reply.status === 429);
    expect(taken.length + refused.length).toBe(40);
    expect(taken.length).toBe(BURST / 50);
    for (const reply of refused) expectLimited(reply, 50);
    await expectHeld(shop, BURST);
  });

  it('remembers what was spent when the ledger is evicted', async () => {
    const shop = await seedTenant({ plan: 'free' });
    await exhaust(shop);
    await evict(shop);
    expectLimited(await shop.send(many(300)), 300);
    await evict(shop);
    expectLimited(await shop.send(many(300)), 300);
    expect((await shop.send(many(500, { source: 'manual' }))).body).toMatchObject({ accepted: 500 });
    await evict(shop);
    expect((await shop.send(many(500, { source: 'manual' }))).body).toMatchObject({ accepted: 500 });
    expectLimited(await shop.send(many(100, { source: 'manual' })), 100);
    await expectHeld(shop, 2 * BURST);
  });
});

it('the plan internal is not limited in practice', async () => {
  const shop = await seedTenant();
  const replies = await Promise.all(Array.from({ length: 10 }, () => shop.send(many(500))));
  expect(replies.map((reply) => reply.body.accepted)).toEqual(Array(10).fill(500));
  await expectHeld(shop, 5_000);
});

it('a plan that grows takes what the smaller one refused', async () => {
  const shop = await seedTenant({ plan: 'free' });
  await exhaust(shop);
  expectLimited(await shop.send(many(300)), 300);
  await operate('PATCH', `/v1/admin/tenants/${shop.tenant_id}`, { plan: 'growth' });
  // A known key may act on the old plan for a minute; a new one knows the new plan.
  const key = (await operate('POST', `/v1/admin/projects/${shop.project_id}/keys`, { name: 'new' })).body.key;
  expect((await request('POST', '/v1/events', key, many(500))).body).toMatchObject({ accepted: 500 });
  await expectHeld(shop, BURST + 500);
});
