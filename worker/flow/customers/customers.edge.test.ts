import { describe, expect, it } from 'vitest';
import { DAY_MS } from '../../shared/durations.ts';
import { evict, jobWith, query } from '../../testing/faults.ts';
import { operate, payment, type Seed, seedTenant, until } from '../../testing/seed.ts';
import { flushLedger } from '../metrics/flush.ts';

const paid = (actor_id: string, occurred_at: string, amount_cents = 1_000, currency = 'GBP') =>
  payment({ actor_id, occurred_at, payload: { amount_cents, currency } });

/** A metric's points by day once everything that was sent is in. */
async function read(shop: Seed, metric: string, query = 'from=2026-03-01&to=2026-03-04') {
  await flushLedger(jobWith(), shop.project_id);
  const { status, body } = await shop.call('GET', `/v1/metrics/${metric}?${query}`);
  expect(status).toBe(200);
  return { values: body.points.map((point: { value: number | null }) => point.value), total: body.total };
}

/** The names that a ledger has for customers, all of them packed. */
async function namesOf(shop: Seed): Promise<string[]> {
  await operate('POST', `/v1/admin/projects/${shop.project_id}/reconcile`, { days: 1 });
  const pages = await query<{ body: string }>(shop, 'SELECT body FROM customer_pages');
  return [...new Set(pages.flatMap(({ body }) => (JSON.parse(body) as [string][]).map(([name]) => name)))];
}

describe('customers', () => {
  it('are new on the day of their first payment and returning on every other day with one', async () => {
    const shop = await seedTenant({ timezone: 'Europe/London', currency: 'GBP' });
    await shop.send([
      paid('ann', '2026-03-01T10:00:00Z'),
      paid('ann', '2026-03-01T18:00:00Z'),
      paid('bob', '2026-03-01T12:00:00Z', 4_000),
      paid('ann', '2026-03-03T09:00:00Z'),
      paid('cat', '2026-03-03T09:30:00Z', 500, 'EUR'),
      payment({ occurred_at: '2026-03-03T11:00:00Z' }),
    ]);
    expect(await read(shop, 'new_customers')).toEqual({ values: [2, 0, 1, 0], total: 3 });
    expect(await read(shop, 'returning_customers')).toEqual({ values: [0, 0, 1, 0], total: 1 });
    expect(await read(shop, 'active_customers')).toEqual({ values: [2, 0, 2, 0], total: 4 });
    expect(await read(shop, 'repeat_rate')).toEqual({ values: [0, null, 0.5, null], total: 0.25 });
    expect(await read(shop, 'average_order_value')).toEqual({ values: [2_000, null, 1_000, null], total: 1_600 });
  });
});

describe('customers and what is unusual', () => {
  it('an event that arrives a year late makes a customer new that much earlier', async () => {
    const shop = await seedTenant({ timezone: 'UTC', currency: 'GBP' });
    await shop.send([paid('ann', '2026-03-02T10:00:00Z')]);
    expect((await read(shop, 'new_customers')).values).toEqual([0, 1, 0, 0]);
    await evict(shop);
    await shop.send([paid('ann', '2025-03-02T10:00:00Z')]);
    expect((await read(shop, 'new_customers')).values).toEqual([0, 0, 0, 0]);
    expect((await read(shop, 'returning_customers')).values).toEqual([0, 1, 0, 0]);
    expect((await read(shop, 'new_customers', 'from=2025-03-01&to=2025-03-04')).values).toEqual([0, 1, 0, 0]);
  });

  it('refunds above every payment make no customer and take none away; currencies do not split one', async () => {
    const shop = await seedTenant({ timezone: 'UTC', currency: 'GBP' });
    const refund = { event_type: 'refund_issued', payload: { amount_cents: 900_000, currency: 'GBP' } };
    await shop.send([
      payment({ ...refund, actor_id: 'bob', occurred_at: '2026-03-01T09:00:00Z' }),
      paid('ann', '2026-03-01T10:00:00Z', 1_000, 'GBP'),
      paid('ann', '2026-03-02T10:00:00Z', 5_000, 'JPY'),
      payment({ ...refund, actor_id: 'ann', occurred_at: '2026-03-03T10:00:00Z' }),
    ]);
    expect((await read(shop, 'new_customers')).values).toEqual([1, 0, 0, 0]);
    expect((await read(shop, 'returning_customers')).values).toEqual([0, 1, 0, 0]);
    const asked = await read(shop, 'active_customers', 'from=2026-03-01&to=2026-03-04&currency=JPY');
    expect(asked.values).toEqual([1, 1, 0, 0]);
    expect(await read(shop, 'average_order_value', 'from=2026-03-01&to=2026-03-04&currency=JPY')).toEqual({
      values: [null, 5_000, null, null],
      total: 5_000,
    });
  });

  it.each([
    ['their id', { actor_id: 'ann' }],
    ['an address in all of their events', { email: 'ann@shop.example' }],
  ])('one erased by %s stays counted, and is new when they pay again', async (_, person) => {
    const shop = await seedTenant({ timezone: 'UTC', currency: 'GBP' });
    const ann = { actor_id: 'ann', payload: { amount_cents: 700, currency: 'GBP', mail: 'ann@shop.example' } };
    const gift = { actor_id: 'bob', payload: { amount_cents: 300, currency: 'GBP', for: 'ann@shop.example' } };
    await shop.send([
      payment({ ...ann, occurred_at: '2026-03-01T10:00:00Z' }),
      payment({ ...ann, occurred_at: '2026-03-02T10:00:00Z' }),
      payment({ ...gift, occurred_at: '2026-03-01T12:00:00Z' }),
      paid('bob', '2026-03-03T12:00:00Z'),
    ]);
    expect((await shop.call('POST', '/v1/privacy/erasures', person)).body.status).toBe('done');
    expect((await read(shop, 'active_customers')).values).toEqual([2, 1, 1, 0]);
    expect((await namesOf(shop)).filter((name) => name.startsWith('~'))).toHaveLength(1);
    await shop.send([paid('ann', '2026-03-04T10:00:00Z'), paid('bob', '2026-03-04T10:00:00Z')]);
    for (let turn = 0; turn < 2; turn++) {
      expect((await read(shop, 'new_customers')).values).toEqual([2, 0, 0, 1]);
      expect((await read(shop, 'returning_customers')).values).toEqual([0, 1, 1, 1]);
      await operate('POST', `/v1/admin/projects/${shop.project_id}/customers/rebuild`);
    }
  });

  it('are the same for two workspaces that call them the same, each in its own', async () => {
    const [shop, other] = await Promise.all([seedTenant({ timezone: 'UTC' }), seedTenant({ timezone: 'UTC' })]);
    await shop.send([paid('ann', '2026-03-01T10:00:00Z'), paid('ann', '2026-03-02T10:00:00Z')]);
    await other.send([paid('ann', '2026-03-02T10:00:00Z')]);
    expect((await read(shop, 'new_customers')).values).toEqual([1, 0, 0, 0]);
    expect((await read(other, 'new_customers')).values).toEqual([0, 1, 0, 0]);
    const names = await Promise.all([shop, other].map(async (one) => (await namesOf(one))[0]));
    expect(names[0]).not.toBe(names[1]);
  });
});

describe('the daily check', () => {
  const now = Date.now();
  const span = [now - DAY_MS, now].map((ms) => new Date(ms).toISOString().slice(0, 10));
  const days = `from=${span[0]}&to=${span[1]}`;
  const reconcile = async (shop: Seed) =>
    (await operate('POST', `/v1/admin/projects/${shop.project_id}/reconcile`, { days: 3 })).body;

  it.each([
    ['payments that are missing', 'DELETE FROM customer_pages'],
    ['one counted twice', "UPDATE customer_pages SET body = json_replace(body, '$[0][3]', 7)"],
    ['a wrong count of firsts', "UPDATE customer_firsts SET n = n + 5 WHERE zone = ''"],
  ])('finds and heals %s', async (_, damage) => {
    const shop = await seedTenant({ timezone: 'UTC' });
    const at = (hours: number) => new Date(now - hours * 3_600_000).toISOString();
    await shop.send([paid('ann', at(24)), paid('ann', at(0)), paid('bob', at(0))]);
    const before = await Promise.all(['new_customers', 'active_customers'].map((metric) => read(shop, metric, days)));
    await reconcile(shop);
    await query(shop, damage);
    await evict(shop);
    expect((await reconcile(shop)).differences.length).toBeGreaterThan(0);
    expect(await reconcile(shop)).toMatchObject({ differences: [], healed: 0 });
    const after = await Promise.all(['new_customers', 'active_customers'].map((metric) => read(shop, metric, days)));
    expect(after).toEqual(before);
  });
});

describe('rules about customers', () => {
  it('are judged from the points, with their own words', async () => {
    const shop = await seedTenant({ timezone: 'UTC', currency: 'GBP' });
    const rule = { name: 'Many new', type: 'metric_threshold', metric: 'new_customers', operator: 'gte', threshold: 2 };
    const made = await shop.call('POST', '/v1/rules', rule);
    expect(made.status).toBe(201);
    const yesterday = new Date(Date.now() - DAY_MS).toISOString();
    await shop.send([paid('ann', yesterday), paid('bob', yesterday)]);
    await flushLedger(jobWith(), shop.project_id);
    const run = await shop.call('POST', `/v1/rules/${made.body.id}/run`, {});
    expect(run.status).toBe(200);
    const { body } = await until(
      () => shop.call('GET', `/v1/alerts?rule_id=${made.body.id}`),
      (reply) => reply.body.data.length > 0,
    );
    expect(body.data[0].payload).toMatchObject({ metric: 'new_customers', observed: 2, threshold: 2 });
    expect(body.data[0].payload.explanation).toMatch(/new customers/i);
  });

  it('take changes too', async () => {
    const shop = await seedTenant({ timezone: 'UTC', currency: 'GBP' });
    await shop.send([
      paid('a', '2026-03-01T10:00:00Z'),
      paid('b', '2026-03-02T10:00:00Z'),
      paid('c', '2026-03-02T10:00:00Z'),
    ]);
    expect((await read(shop, 'new_customers.delta')).values).toEqual([null, 100, -100, null]);
  });
});
