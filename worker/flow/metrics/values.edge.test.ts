import { env } from 'cloudflare:workers';
import { describe, expect, it } from 'vitest';
import { openDb } from '../../base/db.ts';
import { payment, type Reply, type Seed, seedTenant } from '../../testing/seed.ts';
import { flushLedger } from './flush.ts';

async function load(shop: Seed, events: Record<string, unknown>[]): Promise<void> {
  expect((await shop.send(events)).body).toMatchObject({ accepted: events.length });
  await flushLedger({ env, db: openDb(env.DB), now: Date.now(), log: () => {} }, shop.project_id);
}

const read = async (shop: Seed, metric: string, query: string): Promise<Reply['body']> => {
  const reply = await shop.call('GET', `/v1/metrics/${metric}?${query}`);
  expect(reply.status).toBe(200);
  return reply.body;
};

const values = (series: { points: { value: number | null }[] }) => series.points.map(({ value }) => value);
const on = (day: string, amount_cents: number, currency = 'GBP') =>
  payment({ payload: { amount_cents, currency }, occurred_at: `${day}T12:00:00Z` });

let counter = 0;
const event = (event_type: string, day: string, payload?: unknown) => {
  counter += 1;
  return { event_type, idempotency_key: `v${counter}`, occurred_at: `${day}T12:00:00Z`, payload };
};

describe('comparison', () => {
  it('compare=previous gives as many days right before, totals and the change in percent', async () => {
    const shop = await seedTenant({ currency: 'GBP' });
    await load(shop, [on('2026-02-25', 40), on('2026-02-27', 60), on('2026-03-01', 150), on('2026-03-03', 100)]);
    const series = await read(shop, 'revenue', 'from=2026-03-01&to=2026-03-03&compare=previous');
    expect(values(series)).toEqual([150, 0, 100]);
    expect(series).toMatchObject({ total: 250, delta_pct: ((250 - 60) / 60) * 100 });
    expect(series.previous).toEqual({
      points: [
        { at: '2026-02-26', value: 0 },
        { at: '2026-02-27', value: 60 },
        { at: '2026-02-28', value: 0 },
      ],
      total: 60,
    });
    const nothing = await read(shop, 'revenue', 'from=2026-02-25&to=2026-02-25&compare=previous');
    expect(nothing).toMatchObject({ total: 40, delta_pct: null, previous: { total: 0 } });
    const fall = await read(shop, 'revenue', 'from=2026-03-04&to=2026-03-04&compare=previous');
    expect(fall).toMatchObject({ total: 0, delta_pct: -100 });
    const plain = await read(shop, 'revenue', 'from=2026-03-01&to=2026-03-03');
    expect([plain.previous, plain.delta_pct]).toEqual([undefined, undefined]);
  });

  it('.delta is each bucket against the one before it, the first against the one before the range', async () => {
    const shop = await seedTenant({ currency: 'GBP' });
    await load(shop, [on('2026-03-01', 100), on('2026-03-02', 150), on('2026-03-03', 75), on('2026-03-05', 10)]);
    const series = await read(shop, 'revenue.delta', 'from=2026-03-02&to=2026-03-06');
    expect(series).toMatchObject({ metric: 'revenue.delta', unit: 'percent', grain: 'day' });
    expect(values(series)).toEqual([50, -50, -100, null, -100]);
    expect(series.total).toBeCloseTo(((235 - 100) / 100) * 100);
    const hours = await read(shop, 'payments.delta', 'from=2026-03-01&to=2026-03-01&grain=hour');
    expect(hours.points[13]).toMatchObject({ value: -100 });
    const net = await read(shop, 'net_revenue.delta', 'from=2026-03-02&to=2026-03-02');
    expect(values(net)).toEqual([50]);
  });

  it('.delta of a negative value rises when it rises', async () => {
    const shop = await seedTenant({ currency: 'GBP' });
    const refund = (day: string, amount_cents: number) =>
      event('refund_issued', day, { amount_cents, currency: 'GBP' });
    await load(shop, [refund('2026-03-01', 100), refund('2026-03-02', 50)]);
    const series = await read(shop, 'net_revenue.delta', 'from=2026-03-02&to=2026-03-02');
    expect(values(await read(shop, 'net_revenue', 'from=2026-03-01&to=2026-03-02'))).toEqual([-100, -50]);
    expect(values(series)).toEqual([50]);
  });

  it('.delta of a week compares with the week before, also where the range begins amid a week', async () => {
    const shop = await seedTenant({ currency: 'GBP' });
    // Weeks from Monday 2026-02-23 and 2026-03-02; the range begins on Wednesday 2026-03-04.
    await load(shop, [on('2026-02-25', 1_000), on('2026-03-02', 1), on('2026-03-04', 500), on('2026-03-09', 750)]);
    const series = await read(shop, 'revenue.delta', 'from=2026-03-04&to=2026-03-10&grain=week');
    expect(series.points[0].at).toBe('2026-03-02');
    // Against the same two days of the same week it would be +49,900 %.
    expect(series.points[0].value).toBe(-50);
    expect(series.points[1].value).toBe(50);
  });
});

describe('currencies', () => {
  it('are never mixed in money; counts cover all unless one is asked for', async () => {
    const shop = await seedTenant({ currency: 'EUR' });
    const day = '2026-04-01';
    await load(shop, [
      on(day, 100, 'GBP'),
      on(day, 250, 'EUR'),
      on(day, 7_000, 'JPY'),
      event('refund_issued', day, { amount_cents: 30, currency: 'GBP' }),
      event('lead_created', day),
      event('lead_created', day, { amount_cents: 9, currency: 'USD' }),
    ]);
    const total = async (metric: string, currency = '') => {
      const series = await read(shop, metric, `from=${day}&to=${day}${currency && `&currency=${currency}`}`);
      return [series.total, series.currency];
    };
    expect(await total('revenue')).toEqual([250, 'EUR']);
    expect(await total('revenue', 'GBP')).toEqual([100, 'GBP']);
    expect(await total('revenue', 'JPY')).toEqual([7_000, 'JPY']);
    expect(await total('revenue', 'KWD')).toEqual([0, 'KWD']);
    expect(await total('net_revenue')).toEqual([250, 'EUR']);
    expect(await total('net_revenue', 'GBP')).toEqual([70, 'GBP']);
    expect(await total('refunds_amount')).toEqual([0, 'EUR']);
    expect(await total('payments')).toEqual([3, null]);
    expect(await total('payments', 'GBP')).toEqual([1, 'GBP']);
    expect(await total('refunds')).toEqual([1, null]);
    expect(await total('leads')).toEqual([2, null]);
    expect(await total('leads', 'USD')).toEqual([1, 'USD']);
    expect(await total('revenue.delta', 'GBP')).toEqual([null, 'GBP']);
  });

  it('sums stay exact beyond what a 32-bit or a shortened number holds', async () => {
    const shop = await seedTenant({ currency: 'GBP' });
    await load(
      shop,
      Array.from({ length: 400 }, (_, i) => on('2026-04-02', 1e12 - i)),
    );
    const series = await read(shop, 'revenue', 'from=2026-04-02&to=2026-04-02');
    expect(series.total).toBe(400e12 - (399 * 400) / 2);
  });
});

describe('ratios', () => {
  const day = '2026-05-01';
  const visits = (n: number, when = day) => Array.from({ length: n }, () => event('session_started', when));

  it.each([
    ['ecommerce', 0.75],
    ['saas', 0.25],
    ['restaurant', 0.25],
    ['services', 0.25],
    ['fitness', 0.25],
    ['hospitality', 0.25],
    ['agency', 0.25],
    ['generic', 0.25],
  ])('conversion of %s', async (industry, ratio) => {
    const shop = await seedTenant({ industry });
    const bought = [on(day, 1, 'GBP'), on(day, 1, 'EUR'), on(day, 1, 'USD')];
    await load(shop, [...visits(4), ...bought, event('lead_created', day)]);
    const series = await read(shop, 'conversion', `from=${day}&to=${day}`);
    expect(series).toMatchObject({ unit: 'ratio', total: ratio, points: [{ at: day, value: ratio }] });
  });

  it('are null without sessions, zero with sessions and nothing else, and their total is neither the mean nor of days without sessions', async () => {
    const shop = await seedTenant({ industry: 'generic' });
    const leads = Array.from({ length: 3 }, () => event('lead_created', day));
    await load(shop, [...visits(4), ...leads, ...visits(6, '2026-05-02'), event('lead_created', '2026-05-03')]);
    const series = await read(shop, 'conversion', `from=2026-04-30&to=2026-05-03&compare=previous`);
    expect(values(series)).toEqual([null, 0.75, 0, null]);
    expect(series.total).toBe(0.3);
    expect(series.delta_pct).toBeNull();
    expect(values(await read(shop, 'conversion.delta', `from=${day}&to=2026-05-03`))).toEqual([null, -100, null]);
    const hours = await read(shop, 'conversion', `from=${day}&to=${day}&grain=hour`);
    expect(hours.points.filter((point: { value: unknown }) => point.value !== null)).toHaveLength(1);
  });

  it('count only days with sessions, and are never above 1: what would be is null and noted', async () => {
    const shop = await seedTenant({ industry: 'ecommerce', currency: 'GBP' });
    const days = Array.from({ length: 45 }, (_, i) => new Date(Date.UTC(2026, 3, 1 + i)).toISOString().slice(0, 10));
    await load(shop, [...days.flatMap((each) => [on(each, 1), on(each, 1)]), ...visits(4, days[10])]);
    const range = `from=${days[0]}&to=${days[44]}`;
    for (const grain of ['hour', 'day', 'week', 'month']) {
      const series = await read(shop, 'conversion', `${range}&grain=${grain}`);
      expect([grain, series.total, series.note]).toEqual([grain, 0.5, undefined]);
      expect(values(series).filter((value) => value !== null)).toEqual([0.5]);
    }
    const kpis = async (date: string) => {
      const { cards } = (await shop.call('GET', `/v1/kpis?date=${date}`)).body;
      return cards.find(({ metric }: { metric: string }) => metric === 'conversion');
    };
    expect(await kpis(days[10]!)).toMatchObject({ value: 0.5 });
    await load(shop, visits(1, days[20]));
    // Four payments on five sessions over both days; the second day alone has more payments than sessions.
    const both = await read(shop, 'conversion', range);
    expect([both.total, both.points[20].value, both.note]).toEqual([0.8, null, 'more_than_sessions']);
    const one = await read(shop, 'conversion', `from=${days[20]}&to=${days[20]}&compare=previous`);
    expect(one).toMatchObject({ total: null, note: 'more_than_sessions', delta_pct: null });
    expect(await kpis(days[20]!)).toMatchObject({ value: null, delta_pct: null, note: 'more_than_sessions' });
  });
});

describe('custom metrics', () => {
  it('count their events and sum their amounts per currency; names that look like suffixes are names', async () => {
    const shop = await seedTenant({ currency: 'GBP' });
    const day = '2026-06-01';
    const money = (amount_cents: number, currency = 'GBP') => ({ amount_cents, currency });
    await load(shop, [
      event('custom.shop.gift', day, money(30)),
      event('custom.shop.gift', day, money(4, 'EUR')),
      event('custom.shop.gift', day),
      event('custom.shop.amount', day, money(500)),
      event('custom.shop.delta', day, money(6_000)),
      event('custom.shop.delta', '2026-05-31', money(1)),
      event('custom.shop.delta', '2026-05-31', money(1)),
    ]);
    const total = async (metric: string) => (await read(shop, metric, `from=${day}&to=${day}`)).total;
    expect(await total('custom.shop.gift')).toBe(3);
    expect(await total('custom.shop.gift.amount')).toBe(30);
    expect(await total('custom.shop.amount')).toBe(1);
    expect(await total('custom.shop.amount.amount')).toBe(500);
    expect(await total('custom.shop.delta')).toBe(1);
    expect(await total('custom.shop.delta.amount')).toBe(6_000);
    expect(await total('custom.shop.delta.delta')).toBe(-50);
    expect(await total('custom.shop.delta.amount.delta')).toBe(299_900);
    expect(await total('custom.shop.never')).toBe(0);
    expect(await total('custom.other.gift')).toBe(0);
  });

  it('of another project or tenant are not seen', async () => {
    const [shop, other] = [await seedTenant(), await seedTenant()];
    await load(shop, [event('custom.shop.secret', '2026-06-01')]);
    const ids = (await other.call('GET', '/v1/metrics')).body.data.map((metric: { id: string }) => metric.id);
    expect(ids).not.toContain('custom.shop.secret');
    expect((await read(other, 'custom.shop.secret', 'from=2026-06-01&to=2026-06-01')).total).toBe(0);
  });
});

describe('meters as metrics', () => {
  it('count events of every type on their own day, and alerts by UTC day', async () => {
    const shop = await seedTenant({ currency: 'GBP' });
    await load(shop, [
      on('2026-03-01', 500),
      event('signup', '2026-03-01'),
      event('custom.shop.seen', '2026-03-02'),
      event('session_started', '2026-03-02'),
      event('session_started', '2026-03-02'),
    ]);
    const range = 'from=2026-03-01&to=2026-03-03';
    const events = await read(shop, 'usage.ingest_unit', range);
    expect(events).toMatchObject({ unit: 'count', total: 5 });
    expect(values(events)).toEqual([2, 3, 0]);
    expect(values(await read(shop, 'usage.ingest_unit.delta', range))).toEqual([null, 50, -100]);
    const usage = env.DB.prepare(
      'INSERT INTO usage_days (tenant_id, date, meter, holder, quantity, rev) VALUES (?, ?, ?, ?, ?, 1)',
    );
    const day = (date: string, meter: string, holder: string, n: number) =>
      usage.bind(shop.tenant_id, date, meter, holder, n);
    await env.DB.batch([
      day('2026-03-01', 'alerts_triggered', shop.project_id, 4),
      day('2026-03-01', 'ingest_unit', shop.project_id, 9),
      day('2026-03-03', 'alerts_triggered', shop.project_id, 2),
      day('2026-03-03', 'alerts_triggered', 'prj_other', 7),
    ]);
    expect(values(await read(shop, 'usage.alerts_triggered', range))).toEqual([4, 0, 2]);
    const { data } = (await shop.call('GET', '/v1/metrics')).body;
    const ids = data.map(({ id }: { id: string }) => id);
    expect(ids).toEqual(expect.arrayContaining(['usage.ingest_unit', 'usage.alerts_triggered']));
  });
});
