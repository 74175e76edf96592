import { describe, expect, it } from 'vitest';
import { orderOf } from '../../../testing/orders.ts';
import { payment, request, type Seed, seedTenant } from '../../../testing/seed.ts';

const broken = Array.from({ length: 500 }, () => ({ event_type: 'nothing', idempotency_key: 'a' }));

async function sendOften(shop: Seed, times: number, events: unknown, headers = {}): Promise<number[]> {
  const statuses: number[] = [];
  for (let i = 0; i < times; i++) {
    statuses.push((await request('POST', '/v1/events', shop.publishable_key, events, headers)).status);
  }
  return statuses;
}

const visit = (i: number, payload: unknown = {}) => ({ event_type: 'signup', idempotency_key: `v-${i}`, payload });

describe('a flood of events that are refused', () => {
  it('is turned away unread, with the time to wait, while others with the same key go on', async () => {
    const shop = await seedTenant();
    const statuses = await sendOften(shop, 60, broken, { 'cf-connecting-ip': '192.0.2.1' });
    expect(statuses.slice(0, 40)).toEqual(Array(40).fill(200));
    expect(statuses.filter((status) => status === 429).length).toBeGreaterThan(10);
    const address = { 'cf-connecting-ip': '192.0.2.1' };
    const refused = await request('POST', '/v1/events', shop.publishable_key, '{not even json', address);
    expect(refused).toMatchObject({ status: 429, body: { code: 'events.flooded' } });
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
    const [other] = await sendOften(shop, 1, visit(1), { 'cf-connecting-ip': '192.0.2.2' });
    expect([other, (await shop.send(payment())).status]).toEqual([200, 200]);
  });

  it('counts requests over the rate, too large or not readable; duplicates never', async () => {
    const shop = await seedTenant({ plan: 'free' });
    const full = Array.from({ length: 500 }, (_, i) => visit(i));
    expect(await sendOften(shop, 60, full)).toEqual(Array(60).fill(200));
    const fresh = (n: number) => Array.from({ length: 500 }, (_, i) => visit(n * 500 + i));
    const codes = new Set<string>();
    for (let n = 1; n < 30; n++)
      codes.add((await request('POST', '/v1/events', shop.publishable_key, fresh(n))).body.code);
    expect([...codes]).toEqual([undefined, 'events.rate_limited', 'events.flooded']);
  });
});

describe('texts that are nothing but numbers', () => {
  it('are looked at within bounds: what is over them is refused, and says so', async () => {
    const shop = await seedTenant();
    const dense = Array.from({ length: 30 }, (_, i) =>
      visit(i, { list: Array.from({ length: 500 }, () => '1.2.3.4.5.6.7.8.9.10.11.12.13.14.15') }),
    );
    const { status, body } = await shop.send([...dense, visit(100, { note: 'plain' })]);
    expect(status).toBe(200);
    const said = body.results.map(({ status, code }: { status: string; code?: string }) => code ?? status);
    expect([said[0], said[29], said[30]]).toEqual(['accepted', 'event.too_dense', 'accepted']);
    expect((await shop.send(dense[29])).status).toBe(200);
  });

  it('pass where they are honest: 500 orders with everything that an order has', async () => {
    const shop = await seedTenant();
    const orders = Array.from({ length: 500 }, (_, i) => visit(i, orderOf(i)));
    expect((await shop.send(orders)).body).toMatchObject({ accepted: 500 });
  });
});
