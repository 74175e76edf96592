import { env } from 'cloudflare:workers';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { openDb } from '../../base/db.ts';
import { SUBSCRIBERS } from '../../pipeline.ts';
import { DAY_MS, HOUR_MS } from '../../shared/durations.ts';
import { payment, type Seed, seedTenant } from '../../testing/seed.ts';

interface Card {
  metric: string;
  label: string;
  unit: string;
  value: number | null;
  previous: number | null;
  delta_pct: number | null;
  previous_by_now: number | null;
  delta_by_now_pct: number | null;
  sparkline: (number | null)[];
  under?: string;
  compared: { day: string; value: number | null; by_now: boolean; delta_pct: number | null } | null;
  dominated?: { event_type: string; amount: number; share: number; refunded: boolean };
}

async function load(shop: Seed, events: Record<string, unknown>[]): Promise<void> {
  expect((await shop.send(events)).body).toMatchObject({ accepted: events.length });
  const { tenant_id, project_id } = shop;
  const job = { env, db: openDb(env.DB), now: Date.now(), log: () => {} };
  await SUBSCRIBERS['ledger.advanced'](job, { id: 'f', v: 1, type: 'ledger.advanced', tenant_id, project_id });
}

const kpis = async (shop: Seed, query = '') => {
  const reply = await shop.call('GET', `/v1/kpis${query}`);
  expect(reply.status).toBe(200);
  return reply.body as { cards: Card[]; date: string; currency: string; timezone: string; has_events: boolean };
};

let counter = 0;
const event = (event_type: string, day: string, payload?: unknown) => {
  counter += 1;
  return { event_type, idempotency_key: `k${counter}`, occurred_at: `${day}T12:00:00Z`, payload };
};
const paid = (day: string, amount_cents: number, currency = 'GBP') =>
  payment({ payload: { amount_cents, currency }, occurred_at: `${day}T12:00:00Z` });

const DAY = '2026-07-15';

/** One event of every kind that a card counts, each so often that no two cards show the same. */
const ALL = () => [
  paid(DAY, 1_234),
  paid(DAY, 1_000),
  ...Array.from({ length: 3 }, () => event('refund_issued', DAY, { amount_cents: 1, currency: 'GBP' })),
  ...Array.from({ length: 4 }, () => event('signup', DAY)),
  ...Array.from({ length: 5 }, () => event('custom.saas.trial_started', DAY)),
  ...Array.from({ length: 6 }, () => event('booking_requested', DAY)),
  ...Array.from({ length: 7 }, () => event('custom.services.client_created', DAY)),
  ...Array.from({ length: 8 }, () => event('custom.fitness.member_joined', DAY)),
  ...Array.from({ length: 9 }, () => event('message_received', DAY)),
  ...Array.from({ length: 10 }, () => event('lead_created', DAY)),
  ...Array.from({ length: 40 }, () => event('session_started', DAY)),
];

const NET = ['net_revenue', 'Net revenue', 2_231];
const GROSS = ['revenue', 'Revenue', 2_234];
const MONEY = [NET, GROSS, ['refunds_amount', 'Refunded', 3]];
const CARDS: Record<string, unknown[][]> = {
  ecommerce: [
    NET,
    GROSS,
    ['payments', 'Orders', 2],
    ['refunds_amount', 'Refunded', 3],
    ['refunds', 'Refunds', 3],
    ['conversion', 'Conversion', 2 / 40],
  ],
  saas: [...MONEY, ['signups', 'Signups', 4], ['custom.saas.trial_started', 'Trials', 5]],
  restaurant: [...MONEY, ['bookings', 'Bookings', 6], ['payments', 'Orders', 2]],
  services: [...MONEY, ['bookings', 'Bookings', 6], ['custom.services.client_created', 'New clients', 7]],
  fitness: [...MONEY, ['bookings', 'Bookings', 6], ['custom.fitness.member_joined', 'New members', 8]],
  hospitality: [...MONEY, ['bookings', 'Bookings', 6], ['messages', 'Messages', 9]],
  agency: [...MONEY, ['leads', 'Leads', 10], ['bookings', 'Bookings', 6]],
  generic: [...MONEY, ['leads', 'Leads', 10]],
};

afterEach(() => {
  vi.restoreAllMocks();
});

describe('the cards', () => {
  it.each(Object.keys(CARDS))('of %s, with their values', async (industry) => {
    const shop = await seedTenant({ industry, currency: 'GBP' });
    await load(shop, ALL());
    const { cards } = await kpis(shop, `?date=${DAY}`);
    const conversion = industry === 'ecommerce' ? [] : [['conversion', 'Conversion', 10 / 40]];
    expect(cards.map(({ metric, label, value }) => [metric, label, value])).toEqual([
      ...CARDS[industry]!,
      ...conversion,
    ]);
    for (const { metric, unit, sparkline } of cards) {
      const isMoney = ['net_revenue', 'revenue', 'refunds_amount'].includes(metric);
      expect(unit).toBe(isMoney ? 'money' : metric === 'conversion' ? 'ratio' : 'count');
      expect(sparkline).toHaveLength(14);
    }
    const seriesOf = cards.map(({ metric }) => shop.call('GET', `/v1/metrics/${metric}?from=${DAY}&to=${DAY}`));
    expect((await Promise.all(seriesOf)).map((reply) => reply.body.total)).toEqual(cards.map(({ value }) => value));
  });

  it('leave conversion out while there are no sessions, and bring it with the first one', async () => {
    const shop = await seedTenant({ industry: 'ecommerce', currency: 'GBP' });
    const always = ['net_revenue', 'revenue', 'payments', 'refunds_amount', 'refunds'];
    const names = async () => (await kpis(shop, `?date=${DAY}`)).cards.map(({ metric }) => metric);
    expect(await names()).toEqual(always);
    await load(shop, [paid(DAY, 5)]);
    expect(await names()).toEqual(always);
    await load(shop, [event('session_started', DAY)]);
    expect(await names()).toEqual([...always, 'conversion']);
  });

  it('compare with the day before and draw the fourteen days up to the date', async () => {
    const shop = await seedTenant({ industry: 'generic', currency: 'GBP' });
    await load(shop, [
      paid('2026-07-01', 1),
      paid('2026-07-02', 10),
      paid('2026-07-14', 400),
      paid(DAY, 100),
      paid(DAY, 200),
      paid('2026-07-16', 9_999),
      event('session_started', '2026-07-03'),
      event('lead_created', DAY),
    ]);
    const { cards } = await kpis(shop, `?date=${DAY}`);
    const [revenue, , , leads, conversion] = cards;
    expect(revenue).toMatchObject({ value: 300, previous: 400, delta_pct: -25 });
    expect(revenue!.sparkline).toEqual([10, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 400, 300]);
    expect(leads).toMatchObject({ value: 1, previous: 0, delta_pct: null });
    expect(conversion).toMatchObject({ value: null, previous: null, delta_pct: null });
    expect(conversion!.sparkline[1]).toBe(0);
  });
});

describe('true by default', () => {
  const given = (day: string, amount_cents: number) => event('refund_issued', day, { amount_cents, currency: 'GBP' });

  it('the headline of money is net; what came in and what was given back explain it', async () => {
    for (const [industry, under] of [
      ['ecommerce', { revenue: 'net_revenue', refunds: 'refunds_amount' }],
      ['saas', { revenue: 'net_revenue', refunds_amount: 'net_revenue' }],
    ] as const) {
      const shop = await seedTenant({ industry, currency: 'GBP' });
      await load(shop, [paid(DAY, 1_000), given(DAY, 300), given(DAY, 900)]);
      const { cards } = await kpis(shop, `?date=${DAY}`);
      expect(cards[0]).toMatchObject({ metric: 'net_revenue', value: -200 });
      expect(Object.fromEntries(cards.flatMap(({ metric, under }) => (under ? [[metric, under]] : [])))).toEqual(under);
      expect(cards.find(({ metric }) => metric === 'refunds_amount')).toMatchObject({ value: 1_200 });
    }
  });

  it('days compare with the same weekday, and with none before the first event', async () => {
    const shop = await seedTenant({ industry: 'ecommerce', currency: 'GBP' });
    await load(shop, [paid('2026-07-08', 400), paid('2026-07-14', 9_999), paid(DAY, 300)]);
    const compared = async (date: string) => (await kpis(shop, `?date=${date}`)).cards[0]!.compared;
    expect(await compared(DAY)).toEqual({ day: '2026-07-08', value: 400, by_now: false, delta_pct: -25 });
    expect(await compared('2026-07-14')).toBeNull();
    expect(await compared('2026-07-16')).toEqual({ day: '2026-07-09', value: 0, by_now: false, delta_pct: null });
  });

  it('a day that is not over compares with what the same weekday had by now', async () => {
    const shop = await seedTenant({ industry: 'ecommerce', currency: 'GBP' });
    const midnight = Math.floor(Date.now() / DAY_MS) * DAY_MS;
    const at = (ms: number, amount_cents: number) =>
      payment({ payload: { amount_cents, currency: 'GBP' }, occurred_at: new Date(ms).toISOString() });
    await load(shop, [at(midnight, 300), at(midnight - 7 * DAY_MS, 200), at(midnight - 6 * DAY_MS - 1, 5_000)]);
    const reading = Date.now();
    const { compared } = (await kpis(shop)).cards[0]!;
    const share = Math.min(1, (reading - midnight) / HOUR_MS);
    const last = Math.max(0, (reading - midnight) / HOUR_MS - 23);
    expect(compared).toMatchObject({ by_now: true });
    expect(Math.abs(compared!.value! - (200 * share + 5_000 * last))).toBeLessThan(20);
  });

  it('a number that one event makes says so, and whether it was refunded the same day', async () => {
    const shop = await seedTenant({ industry: 'ecommerce', currency: 'GBP' });
    await load(shop, [paid(DAY, 8_400), paid(DAY, 1_000), paid(DAY, 600), given(DAY, 8_400), given(DAY, 20)]);
    const order = { event_type: 'payment_succeeded', amount: 8_400, share: 0.84, refunded: true };
    const { cards } = await kpis(shop, `?date=${DAY}`);
    const of = (metric: string) => cards.find((card) => card.metric === metric)!.dominated;
    expect([of('net_revenue'), of('revenue')]).toEqual([order, order]);
    expect(of('refunds_amount')).toMatchObject({ event_type: 'refund_issued', amount: 8_400, refunded: false });
    expect([of('payments'), of('refunds')]).toEqual([undefined, undefined]);
    const other = '2026-07-16';
    await load(shop, [paid(other, 49), paid(other, 51), paid(other, 7, 'EUR')]);
    expect((await kpis(shop, `?date=${other}`)).cards[0]!.dominated).toMatchObject({ share: 0.51, refunded: false });
    // A day of one event alone is no news, nor is a day of many equal ones.
    expect((await kpis(shop, `?date=${other}&currency=EUR`)).cards[0]!.dominated).toBeUndefined();
  });
});

describe('the day', () => {
  it('is today where the project is, unless another is asked for', async () => {
    const zones = ['Pacific/Kiritimati', 'Pacific/Pago_Pago', 'Asia/Kathmandu'];
    for (const timezone of zones) {
      const shop = await seedTenant({ timezone, currency: 'GBP' });
      await load(shop, [payment({ payload: { amount_cents: 55, currency: 'GBP' } })]);
      const today = new Intl.DateTimeFormat('en-CA', { timeZone: timezone }).format(Date.now());
      const now = await kpis(shop);
      expect(now).toMatchObject({ date: today, timezone, has_events: true });
      expect(now.cards[0]).toMatchObject({ value: 55 });
      const yesterday = new Date(Date.parse(today) - DAY_MS).toISOString().slice(0, 10);
      expect((await kpis(shop, `?date=${yesterday}`)).cards[0]).toMatchObject({ value: 0 });
    }
  });

  it('that is not over is compared with what the day before had by now; one that is over never is', async () => {
    const shop = await seedTenant({ industry: 'ecommerce', currency: 'GBP' });
    const at = (ms: number, amount_cents: number) =>
      payment({ payload: { amount_cents, currency: 'GBP' }, occurred_at: new Date(ms).toISOString() });
    const midnight = Math.floor(Date.now() / DAY_MS) * DAY_MS;
    // The first of yesterday's moments has always been by now, its last one never.
    await load(shop, [at(midnight, 300), at(midnight - DAY_MS, 200), at(midnight - 1, 5_000)]);
    const reading = Date.now();
    const { cards, date } = await kpis(shop);
    // Within the first hour of the day the share of that hour counts.
    const share = Math.min(1, (reading - midnight) / HOUR_MS);
    const [revenue, , payments, refunds] = cards;
    expect(revenue).toMatchObject({ value: 300, previous: 5_200, delta_pct: (300 / 5_200 - 1) * 100 });
    const last = Math.max(0, (reading - midnight) / HOUR_MS - 23);
    expect(Math.abs(revenue!.previous_by_now! - (200 * share + 5_000 * last))).toBeLessThan(20);
    expect(revenue!.delta_by_now_pct).toBeCloseTo((300 / revenue!.previous_by_now! - 1) * 100);
    expect(payments!.previous_by_now).toBe(Math.round(share + last));
    expect(refunds).toMatchObject({ previous_by_now: 0, delta_by_now_pct: null });
    const yesterday = new Date(Date.parse(date) - DAY_MS).toISOString().slice(0, 10);
    expect((await kpis(shop, `?date=${yesterday}`)).cards[0]).toMatchObject({
      value: 5_200,
      previous_by_now: null,
      delta_by_now_pct: null,
    });
  });

  it('that is none is 422; the ends of the calendar are served or refused', async () => {
    const shop = await seedTenant();
    for (const query of ['date=2026-02-30', 'date=today', 'date=', 'date=2026-1-1', 'currency=gbp', 'currency=']) {
      expect((await shop.call('GET', `/v1/kpis?${query}`)).status, query).toBe(422);
    }
    for (const date of ['0000-01-01', '0001-01-01', '9999-12-31', '2000-01-01']) {
      const reply = await shop.call('GET', `/v1/kpis?date=${date}`);
      if (date === '2000-01-01') expect(reply.status).toBe(200);
      expect([200, 422], date).toContain(reply.status);
      if (reply.status === 200) expect(reply.body.cards[0].sparkline).toEqual(Array(14).fill(0));
    }
  });
});

it('money is of the project’s currency or the one asked for, never both', async () => {
  const shop = await seedTenant({ industry: 'ecommerce', currency: 'EUR' });
  await load(shop, [paid(DAY, 100, 'EUR'), paid(DAY, 7, 'JPY'), paid(DAY, 30, 'GBP'), paid(DAY, 1, 'GBP')]);
  const of = async (query: string) => {
    const { currency, cards } = await kpis(shop, `?date=${DAY}${query}`);
    return [currency, cards[0]!.value, cards.find(({ metric }) => metric === 'payments')!.value];
  };
  expect(await of('')).toEqual(['EUR', 100, 4]);
  expect(await of('&currency=GBP')).toEqual(['GBP', 31, 2]);
  expect(await of('&currency=KWD')).toEqual(['KWD', 0, 0]);
});

it('a new project has no events and shows zeros', async () => {
  const shop = await seedTenant({ industry: 'saas' });
  const empty = await kpis(shop);
  expect(empty.has_events).toBe(false);
  expect(empty.cards.map(({ value, delta_pct }) => [value, delta_pct])).toEqual(Array(5).fill([0, null]));
});
