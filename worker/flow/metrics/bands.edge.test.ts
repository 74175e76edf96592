/** The usual range of every point, and the earlier days that a range is compared with. */
import { env } from 'cloudflare:workers';
import { describe, expect, it } from 'vitest';
import { openDb } from '../../base/db.ts';
import { addDays, daysOf } from '../../base/time.ts';
import { DAY_MS } from '../../shared/durations.ts';
import { payment, type Seed, seedTenant } from '../../testing/seed.ts';
import { flushLedger } from './flush.ts';

const TODAY = new Date().toISOString().slice(0, 10);

async function load(shop: Seed, events: Record<string, unknown>[]): Promise<void> {
  for (let i = 0; i < events.length; i += 500) {
    const page = events.slice(i, i + 500);
    expect((await shop.send(page)).body).toMatchObject({ accepted: page.length });
  }
  await flushLedger({ env, db: openDb(env.DB), now: Date.now(), log: () => {} }, shop.project_id);
}

const paid = (at: string, amount_cents: number) =>
  payment({ payload: { amount_cents, currency: 'GBP' }, occurred_at: at.length === 10 ? `${at}T12:00:00Z` : at });

interface Point {
  at: string;
  value: number | null;
  usual_low?: number | null;
  usual_high?: number | null;
}

async function read(shop: Seed, metric: string, query: string) {
  const reply = await shop.call('GET', `/v1/metrics/${metric}?${query}`);
  expect(reply.status).toBe(200);
  return reply.body as {
    points: Point[];
    total: number;
    previous?: { from: string; to: string; total: number; by_now: boolean; points: Point[] };
    delta_pct: number | null;
  };
}

/** Sixty days up to yesterday with a weekly course, none on one weekday, the last day far above. */
const DAYS = daysOf(addDays(TODAY, -60), addDays(TODAY, -1));
const weekday = (day: string) => new Date(`${day}T00:00Z`).getUTCDay();
const CLOSED = (weekday(TODAY) + 3) % 7;
const amountOf = (day: string, i: number) =>
  weekday(day) === CLOSED ? 0 : i === DAYS.length - 1 ? 90_000 : 1_000 * (1 + weekday(day)) + ((i * 37) % 200);
const sales = () =>
  DAYS.flatMap((day, i) => {
    const amount = amountOf(day, i);
    return amount === 0 ? [] : [paid(day, amount), paid(day, 10)];
  });

describe('the band', () => {
  it('is the range that anomaly rules judge by, of days and of hours', async () => {
    const shop = await seedTenant({ industry: 'ecommerce', currency: 'GBP', timezone: 'UTC' });
    await load(shop, sales());
    for (const [grain, days, metric] of [
      ['day', 20, 'revenue'],
      ['day', 20, 'payments'],
      ['hour', 2, 'payments'],
    ] as const) {
      const rule = { name: 'R', type: 'anomaly', metric, grain, days };
      const { points: judged } = (await shop.call('POST', '/v1/rules/preview', rule)).body;
      const from = judged[0].at.slice(0, 10);
      const { points } = await read(shop, metric, `from=${from}&to=${TODAY}&grain=${grain}&band=true`);
      const banded = new Map(points.map((point) => [Date.parse(point.at), point]));
      const known = judged.filter(({ low }: { low?: number }) => low !== undefined);
      expect(known.length).toBeGreaterThan(grain === 'day' ? 15 : 20);
      for (const { at, low, high } of known) {
        const point = banded.get(Date.parse(at))!;
        expect([at, point.usual_low, point.usual_high]).toEqual([at, Math.ceil(low), Math.floor(high)]);
      }
    }
  });

  it('is null while too little is known, of days to come, of cut weeks and of changes', async () => {
    const shop = await seedTenant({ industry: 'ecommerce', currency: 'GBP', timezone: 'UTC' });
    await load(shop, sales());
    const known = ({ usual_low, usual_high }: Point) => usual_low !== null && usual_high !== null;
    const first = DAYS[0]!;
    const start = await read(shop, 'revenue', `from=${addDays(first, -5)}&to=${addDays(first, 9)}&band=true`);
    expect(start.points.map(known).indexOf(true)).toBeGreaterThanOrEqual(10);
    const ahead = await read(shop, 'revenue', `from=${TODAY}&to=${addDays(TODAY, 3)}&band=true`);
    expect(ahead.points.map(known)).toEqual([true, false, false, false]);
    const delta = await read(shop, 'revenue.delta', `from=${addDays(TODAY, -9)}&to=${TODAY}&band=true`);
    expect(delta.points.some(known)).toBe(false);
    const monday = DAYS.findLast((day) => weekday(day) === 1)!;
    const weeks = await read(
      shop,
      'payments',
      `from=${addDays(monday, -6)}&to=${addDays(monday, -1)}&grain=week&band=true`,
    );
    expect(weeks.points.map(known)).toEqual([false]);
    const whole = await read(
      shop,
      'payments',
      `from=${addDays(monday, -7)}&to=${addDays(monday, -1)}&grain=week&band=true`,
    );
    expect(whole.points.map(known)).toEqual([true]);
    const plain = await read(shop, 'revenue', `from=${first}&to=${first}`);
    expect(plain.points[0]).toEqual({ at: first, value: amountOf(first, 0) + (amountOf(first, 0) && 10) });
    const all = await read(shop, 'revenue', `from=${addDays(TODAY, -3_600)}&to=${TODAY}&band=true`);
    expect(all.points.some(known)).toBe(false);
  });

  it('on cards is that of the day, and of a day under way by now; late events make it anew', async () => {
    const shop = await seedTenant({ industry: 'ecommerce', currency: 'GBP', timezone: 'UTC' });
    await load(shop, sales());
    const card = async (query: string) => (await shop.call('GET', `/v1/kpis?band=true${query}`)).body.cards[1];
    const yesterday = DAYS.at(-1)!;
    const over = await card(`&date=${yesterday}`);
    const [point] = (await read(shop, 'revenue', `from=${yesterday}&to=${yesterday}&band=true`)).points;
    expect(over).toMatchObject({ usual_low: point!.usual_low, usual_high: point!.usual_high });
    expect(over.sparkline_high).toHaveLength(14);
    expect(over.sparkline_high.at(-1)).toBe(point!.usual_high);
    expect(over.value).toBeGreaterThan(over.usual_high);
    // Every sale was at noon: before it nothing is usual, after one o'clock the whole day is.
    const now = await card('');
    const [today] = (await read(shop, 'revenue', `from=${TODAY}&to=${TODAY}&band=true`)).points;
    const hour = (Date.now() % DAY_MS) / 3_600_000;
    if (hour >= 13) expect(now).toMatchObject({ usual_low: today!.usual_low, usual_high: today!.usual_high });
    if (hour < 12) expect(now).toMatchObject({ usual_low: null, usual_high: null });
    const same = await card('');
    expect([same.usual_low, same.sparkline_low]).toEqual([now.usual_low, now.sparkline_low]);
    await load(
      shop,
      DAYS.slice(-29).map((day) => paid(day, 500_000)),
    );
    const later = await card('');
    expect(later.sparkline_high.at(-1)).toBeGreaterThan(same.sparkline_high.at(-1));
    if (hour >= 13) expect(later.usual_high).toBeGreaterThan(same.usual_high);
    expect((await shop.call('GET', '/v1/kpis')).body.cards[1]).not.toHaveProperty('usual_low');
    expect((await shop.call('GET', '/v1/kpis?band=1')).status).toBe(422);
  });
});

describe('compare=aligned', () => {
  const shopOf = async (days: string[]) => {
    const shop = await seedTenant({ industry: 'ecommerce', currency: 'GBP', timezone: 'UTC' });
    await load(
      shop,
      days.map((day) => paid(day, 100)),
    );
    return shop;
  };

  it('meets the same weekdays, and of a month as many days of the month before', async () => {
    const shop = await shopOf(daysOf('2026-01-01', '2026-04-10'));
    for (const [from, to, first, last] of [
      ['2026-04-08', '2026-04-08', '2026-04-01', '2026-04-01'],
      ['2026-04-06', '2026-04-08', '2026-03-30', '2026-04-01'],
      ['2026-03-28', '2026-04-03', '2026-03-21', '2026-03-27'],
      ['2026-03-05', '2026-04-03', '2026-01-29', '2026-02-27'],
      ['2026-02-01', '2026-02-28', '2026-01-01', '2026-01-28'],
      // March has three days more than February.
      ['2026-03-01', '2026-03-31', '2026-01-29', '2026-02-28'],
      ['2026-04-01', '2026-04-10', '2026-03-01', '2026-03-10'],
    ] as const) {
      const { previous, delta_pct, total } = await read(shop, 'revenue', `from=${from}&to=${to}&compare=aligned`);
      expect([from, previous]).toMatchObject([from, { from: first, to: last, total, by_now: false }]);
      expect(delta_pct).toBe(0);
    }
  });

  it('is left out where most of the earlier days lie before the first event', async () => {
    const shop = await shopOf(daysOf('2026-03-04', '2026-03-14'));
    const compared = (from: string, to: string) => read(shop, 'revenue', `from=${from}&to=${to}&compare=aligned`);
    expect(await compared('2026-03-11', '2026-03-17')).toMatchObject({ previous: { from: '2026-03-04' } });
    expect(await compared('2026-03-08', '2026-03-14')).toMatchObject({ previous: { from: '2026-03-01' } });
    const bare = await compared('2026-03-07', '2026-03-13');
    expect([bare.previous, bare.delta_pct]).toEqual([undefined, null]);
    expect((await compared('2026-03-05', '2026-03-05')).previous).toBeUndefined();
  });

  it('of a range that reaches today counts no more of the earlier days than they had by now', async () => {
    const midnight = Math.floor(Date.now() / DAY_MS) * DAY_MS;
    const shop = await shopOf([]);
    const at = (ms: number, amount: number) => paid(new Date(ms).toISOString(), amount);
    const weekAgo = midnight - 7 * DAY_MS;
    await load(shop, [
      ...[at(weekAgo - 6 * DAY_MS, 1_000), at(weekAgo, 0)],
      ...[at(weekAgo + DAY_MS - 1, 50_000), at(midnight, 700)],
    ]);
    const from = addDays(TODAY, -6);
    const reading = Date.now();
    const { previous } = await read(shop, 'revenue', `from=${from}&to=${TODAY}&compare=aligned`);
    const part = Math.max(0, (reading - midnight) / 3_600_000 - 23);
    expect(previous).toMatchObject({ from: addDays(TODAY, -13), to: addDays(TODAY, -7), by_now: true });
    expect(Math.abs(previous!.total - (1_000 + 50_000 * part))).toBeLessThan(200);
  });
});
