/** Why a number is what it is: exact parts, single events by name, and honest words where there is no reason. */
import { env } from 'cloudflare:workers';
import { describe, expect, it } from 'vitest';
import { openDb } from '../../base/db.ts';
import { flushLedger } from '../../flow/metrics/index.ts';
import { payment, type Seed, seedTenant } from '../../testing/seed.ts';

const DAY = '2026-07-15';
const WEEK = '2026-07-08';

let counter = 0;
const given = (day: string, amount_cents: number) => {
  counter += 1;
  const payload = { amount_cents, currency: 'GBP' };
  return { event_type: 'refund_issued', idempotency_key: `r${counter}`, occurred_at: `${day}T12:12:00Z`, payload };
};
const paid = (day: string, amount_cents: number, country = 'France') =>
  payment({ payload: { amount_cents, currency: 'GBP', country }, occurred_at: `${day}T12:00:00Z` });

async function shopOf(events: Record<string, unknown>[]): Promise<Seed> {
  const shop = await seedTenant({ industry: 'ecommerce', currency: 'GBP', timezone: 'Europe/London' });
  expect((await shop.send(events)).body).toMatchObject({ accepted: events.length });
  await flushLedger({ env, db: openDb(env.DB), now: Date.now(), log: () => {} }, shop.project_id);
  return shop;
}

const explain = async (shop: Seed, metric: string, from = DAY, to = from) => {
  const reply = await shop.call('GET', `/v1/explain?metric=${metric}&from=${from}&to=${to}`);
  expect(reply.status).toBe(200);
  return reply.body as {
    sentence: string;
    value: number;
    previous: number | null;
    parts: { kind: string; key: string; value: number; share: number | null; refunded?: boolean }[];
  };
};

describe('/v1/explain', () => {
  it('names the payment that was refunded the same day', async () => {
    const shop = await shopOf([
      ...[paid(WEEK, 5_000), paid(WEEK, 700)],
      ...[paid(DAY, 84_000), paid(DAY, 16_000), given(DAY, 84_000)],
    ]);
    const told = await explain(shop, 'net_revenue');
    expect(told).toMatchObject({ value: 16_000, previous: 5_700 });
    expect(told.sentence).toBe(
      'Net revenue of £160.00 on Wednesday, 15 July, 181% more than a week before (£57.00): ' +
        'payments of £1,000.00 instead of £57.00, refunds of £840.00 instead of £0.00; ' +
        '1 payment of £840.00 was refunded the same day.',
    );
    const change = 16_000 - 5_700;
    expect(told.parts).toEqual([
      { kind: 'sum', key: 'payment_succeeded', value: 94_300, share: 94_300 / change },
      { kind: 'sum', key: 'refund_issued', value: -84_000, share: -84_000 / change },
      { kind: 'event', key: 'payment_succeeded', value: 84_000, share: 0.84, refunded: true },
    ]);
  });

  it('splits money into how many and how much, which add up to the change, and names the field that moved it most', async () => {
    const shop = await shopOf([
      ...[paid(WEEK, 1_000), paid(WEEK, 1_200, 'Spain')],
      ...[paid(DAY, 1_500), paid(DAY, 1_300), paid(DAY, 1_501), paid(DAY, 1_200, 'Spain')],
    ]);
    const told = await explain(shop, 'revenue');
    const of = (kind: string) => told.parts.find((part) => part.kind === kind)!;
    expect(of('count').value).toBe(2 * 1_100);
    expect(of('count').value + of('average').value).toBe(told.value - told.previous!);
    expect(of('count').share! + of('average').share!).toBeCloseTo(1);
    expect(of('value')).toMatchObject({ key: 'country France', value: 3_301 });
    expect(told.sentence).toContain('4 payments instead of 2');
    expect(told.sentence).toContain('most of it from country France');
  });

  it('says so when the events give no reason, and compares with nothing before the first event', async () => {
    const shop = await shopOf([...[given(WEEK, 10), given(WEEK, 10)], given(DAY, 10)]);
    expect((await explain(shop, 'refunds')).sentence).toMatch(/50% fewer .*: the events do not say why\.$/);
    const first = await explain(shop, 'refunds', WEEK);
    expect(first).toMatchObject({ value: 2, previous: null, parts: [] });
    expect(first.sentence).toBe('2 refunds on Wednesday, 8 July.');
  });

  it('compares a range with as many days before, and refuses what it cannot explain', async () => {
    const shop = await shopOf([paid('2026-07-01', 100), paid(WEEK, 200), paid(DAY, 400)]);
    expect(await explain(shop, 'revenue', '2026-07-09', DAY)).toMatchObject({ value: 400, previous: 200 });
    const status = async (query: string) => (await shop.call('GET', `/v1/explain?${query}`)).status;
    expect(await status(`metric=revenue.delta&from=${DAY}&to=${DAY}`)).toBe(404);
    expect(await status(`metric=nope&from=${DAY}&to=${DAY}`)).toBe(404);
    expect(await status(`metric=revenue&from=${DAY}&to=${WEEK}`)).toBe(422);
    expect(await status(`metric=revenue&from=2020-01-01&to=${DAY}`)).toBe(422);
    expect(await status(`metric=revenue&from=${DAY}`)).toBe(422);
  });
});
