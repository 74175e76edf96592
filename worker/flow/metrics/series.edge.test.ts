import { env } from 'cloudflare:workers';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { openDb } from '../../base/db.ts';
import { DAY_MS } from '../../shared/durations.ts';
import { payment, type Reply, type Seed, seedTenant } from '../../testing/seed.ts';
import { flushLedger } from './flush.ts';

const SLOT = 900_000;

/** Appends in batches of 500 and carries the ledger to D1. */
async function load(shop: Seed, events: Record<string, unknown>[]): Promise<void> {
  for (let i = 0; i < events.length; i += 500) {
    const page = events.slice(i, i + 500);
    expect((await shop.send(page)).body).toMatchObject({ accepted: page.length });
  }
  await flushLedger({ env, db: openDb(env.DB), now: Date.now(), log: () => {} }, shop.project_id);
}

const read = (shop: Seed, metric: string, query: string): Promise<Reply> =>
  shop.call('GET', `/v1/metrics/${metric}?${query}`);

const pence = (amount_cents: number, occurred_at: string, currency = 'GBP') =>
  payment({ payload: { amount_cents, currency }, occurred_at });

let counter = 0;
const event = (event_type: string, occurred_at: string, payload?: unknown) => {
  counter += 1;
  return { event_type, idempotency_key: `e${counter}`, occurred_at, payload };
};

/** Values that are not zero, by bucket. */
const filled = (reply: Reply) =>
  Object.fromEntries(
    reply.body.points
      .filter((p: { value: number }) => p.value !== 0)
      .map((p: { at: string; value: number }) => [p.at, p.value]),
  );

/** The local clock of an instant, asked of Intl: an oracle that shares no code with the product. */
function oracle(zone: string) {
  const format = new Intl.DateTimeFormat('en-CA', {
    timeZone: zone,
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    timeZoneName: 'longOffset',
  });
  return (ms: number) => {
    const p = Object.fromEntries(format.formatToParts(ms).map(({ type, value }) => [type, value]));
    const offset = p.timeZoneName === 'GMT' ? '+00:00' : p.timeZoneName!.slice(3);
    return { day: `${p.year}-${p.month}-${p.day}`, hour: p.hour!, minute: p.minute!, offset };
  };
}

/** Every hour of the days, by the quarters of an hour that a clock there shows; each named by its first instant. */
function hoursByClock(zone: string, from: string, to: string): Map<string, number[]> {
  const clock = oracle(zone);
  const hours = new Map<string, number[]>();
  const names = new Map<string, string>();
  for (let ms = Date.parse(from) - 2 * DAY_MS; ms < Date.parse(to) + 3 * DAY_MS; ms += SLOT) {
    const { day, hour, minute, offset } = clock(ms);
    if (day < from || day > to) continue;
    const key = `${day} ${hour} ${offset}`;
    const name = names.get(key) ?? `${day}T${hour}:${minute}:00${offset}`;
    names.set(key, name);
    hours.set(name, [...(hours.get(name) ?? []), ms]);
  }
  return hours;
}

const TRANSITIONS: [string, string, string, string][] = [
  ['Europe/London', 'gap', '2026-03-28', '2026-03-30'],
  ['Europe/London', 'overlap', '2025-10-25', '2025-10-27'],
  ['America/Sao_Paulo', 'gap at midnight', '2018-11-03', '2018-11-05'],
  ['America/Sao_Paulo', 'overlap before midnight', '2018-02-16', '2018-02-19'],
  ['Asia/Kathmandu', 'no transition', '2026-03-28', '2026-03-30'],
  ['Australia/Lord_Howe', 'gap of half an hour', '2025-10-04', '2025-10-06'],
  ['Australia/Lord_Howe', 'overlap of half an hour', '2026-04-04', '2026-04-06'],
  ['Pacific/Apia', 'a day that was skipped', '2011-12-29', '2011-12-31'],
];

describe('the calendar of a zone', () => {
  it.each(TRANSITIONS)('%s, %s: every quarter of an hour lands in its hour and day', async (zone, _, from, to) => {
    const shop = await seedTenant({ timezone: zone });
    const hours = hoursByClock(zone, from, to);
    const quarters = [...hours.values()].flat().sort((a, b) => a - b);
    const edges = [quarters[0]! - SLOT, ...quarters, quarters.at(-1)! + SLOT];
    // Each quarter holds its own power of nothing: its index, so that any event in a wrong bucket shows.
    const worth = (ms: number) => 1 + ((ms / SLOT) % 1_009);
    const events = edges.flatMap((ms) => [
      pence(worth(ms), new Date(ms).toISOString()),
      pence(worth(ms), new Date(ms + SLOT - 1).toISOString()),
    ]);
    await load(shop, events);
    const hourly = await read(shop, 'revenue', `from=${from}&to=${to}&grain=hour&currency=GBP`);
    const should = [...hours].map(([at, slots]) => ({ at, value: slots.reduce((sum, ms) => sum + 2 * worth(ms), 0) }));
    expect(hourly.body.points).toEqual(should);
    const daily = await read(shop, 'revenue', `from=${from}&to=${to}&currency=GBP`);
    const days = new Map<string, number>();
    for (let ms = Date.parse(from); ms <= Date.parse(to); ms += DAY_MS)
      days.set(new Date(ms).toISOString().slice(0, 10), 0);
    const clock = oracle(zone);
    for (const ms of quarters) days.set(clock(ms).day, days.get(clock(ms).day)! + 2 * worth(ms));
    expect(daily.body.points).toEqual([...days].map(([at, value]) => ({ at, value })));
    expect(hourly.body.total).toBe(daily.body.total);
  });

  it('where a clock falls back over midnight, hours and days have the same total', async () => {
    const shop = await seedTenant({ timezone: 'America/St_Johns' });
    const from = Date.parse('2010-11-06T00:00Z');
    await load(
      shop,
      Array.from({ length: 4 * 72 }, (_, i) => pence(1 + i, new Date(from + i * SLOT).toISOString())),
    );
    for (const day of ['2010-11-06', '2010-11-07']) {
      const totals = [];
      for (const grain of ['hour', 'day']) {
        totals.push((await read(shop, 'revenue', `from=${day}&to=${day}&grain=${grain}&currency=GBP`)).body.total);
      }
      expect(totals[0], day).toBe(totals[1]);
    }
  });

  it('late events of any age land on their own day, in any order, whenever they come', async () => {
    const zones = ['Europe/London', 'America/Sao_Paulo', 'Asia/Kathmandu', 'Australia/Lord_Howe'];
    const anyAges = fc.array(fc.integer({ min: Date.UTC(2000, 0, 2), max: Date.now() }), {
      minLength: 20,
      maxLength: 60,
    });
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...zones), anyAges, async (timezone, ages) => {
        const shop = await seedTenant({ timezone });
        const half = ages.length >> 1;
        await load(
          shop,
          ages.slice(0, half).map((ms) => pence(7, new Date(ms).toISOString())),
        );
        await load(
          shop,
          ages.slice(half).map((ms) => pence(7, new Date(ms).toISOString())),
        );
        const clock = oracle(timezone);
        const should: Record<string, number> = {};
        for (const ms of ages) should[clock(ms).day] = (should[clock(ms).day] ?? 0) + 7;
        const found = {};
        for (const [from, to] of [
          ['2000-01-01', '2009-12-31'],
          ['2010-01-01', '2019-12-31'],
          ['2020-01-01', '2029-12-31'],
        ]) {
          Object.assign(found, filled(await read(shop, 'revenue', `from=${from}&to=${to}&currency=GBP`)));
        }
        expect(found).toEqual(should);
      }),
      { numRuns: 5 },
    );
  });
});

describe('weeks and months', () => {
  it('are named by their Monday and their first, and cut to the range', async () => {
    const shop = await seedTenant({ currency: 'GBP' });
    // 2026-03-01 is a Sunday.
    const days = Array.from({ length: 61 }, (_, i) => new Date(Date.UTC(2026, 1, 1 + i)).toISOString());
    await load(
      shop,
      days.map((day, i) => pence(i + 1, day)),
    );
    const sumOf = (from: string, to: string) =>
      days.reduce((sum, day, i) => (day.slice(0, 10) >= from && day.slice(0, 10) <= to ? sum + i + 1 : sum), 0);
    const months = await read(shop, 'revenue', 'from=2026-02-10&to=2026-03-20&grain=month');
    expect(months.body.points).toEqual([
      { at: '2026-02-01', value: sumOf('2026-02-10', '2026-02-28') },
      { at: '2026-03-01', value: sumOf('2026-03-01', '2026-03-20') },
    ]);
    const weeks = await read(shop, 'revenue', 'from=2026-02-25&to=2026-03-10&grain=week');
    expect(weeks.body.points).toEqual([
      { at: '2026-02-23', value: sumOf('2026-02-25', '2026-03-01') },
      { at: '2026-03-02', value: sumOf('2026-03-02', '2026-03-08') },
      { at: '2026-03-09', value: sumOf('2026-03-09', '2026-03-10') },
    ]);
    expect(weeks.body.total).toBe(sumOf('2026-02-25', '2026-03-10'));
    const year = await read(shop, 'revenue', 'from=2025-12-29&to=2026-12-31&grain=week');
    expect(year.body.points).toHaveLength(53);
    expect(year.body.points[0].at).toBe('2025-12-29');
    expect(year.body.total).toBe((61 * 62) / 2);
  });
});

describe('what is refused', () => {
  it('ranges that run backwards, span more than ten years or are no days are 422', async () => {
    const shop = await seedTenant();
    const refused = [
      ['from=2026-02-02&to=2026-02-01', 'range.invalid'],
      ['from=2010-01-01&to=2020-02-01', 'range.invalid'],
      ['from=1000-01-01&to=9999-12-31', 'range.invalid'],
      ...['from=2026-02-30&to=2026-03-01', 'from=2026-2-1&to=2026-03-01', 'from=&to=', 'from=2026-01-01'].map((q) => [
        q,
        'request.invalid',
      ]),
      ...['grain=year', 'grain=', 'currency=gbp', 'currency=XXX', 'compare=next'].map((q) => [
        `from=2026-01-01&to=2026-01-02&${q}`,
        'request.invalid',
      ]),
      ['from=2026-01-01T00:00:00Z&to=2026-01-02', 'request.invalid'],
      ['from=20260101&to=20260102', 'request.invalid'],
      ['from=2026-01-01&to=tomorrow', 'request.invalid'],
    ] as const;
    for (const [query, code] of refused) {
      expect(await read(shop, 'revenue', query!), query).toMatchObject({ status: 422, body: { code } });
    }
    for (const query of [
      'from=2010-01-01&to=2020-01-01',
      'from=2026-02-28&to=2026-02-28',
      'from=2024-02-29&to=2024-02-29',
    ]) {
      expect((await read(shop, 'revenue', query)).status, query).toBe(200);
    }
  });

  it('ten years are the most, to the day', async () => {
    const shop = await seedTenant();
    expect((await read(shop, 'revenue', 'from=2010-01-01&to=2020-01-02')).status).toBe(422);
  });

  it('the ends of the calendar are served or refused, never an error of ours', async () => {
    const shop = await seedTenant({ timezone: 'Europe/London' });
    for (const grain of ['hour', 'day', 'week', 'month']) {
      for (const range of [
        'from=0000-01-01&to=0000-01-07',
        'from=9999-12-25&to=9999-12-31',
        'from=0001-01-01&to=0001-01-01',
      ]) {
        const reply = await read(shop, 'revenue', `${range}&grain=${grain}&compare=previous`);
        expect([200, 422], `${range} ${grain}`).toContain(reply.status);
      }
    }
  });

  it('metrics that are not there are 404', async () => {
    const shop = await seedTenant();
    const names = [
      'sales',
      'Revenue',
      'custom',
      'custom.a',
      'custom.A.b',
      'custom.a.b.c',
      '.delta',
      'delta',
      'revenue.amount',
    ];
    for (const name of [
      ...names,
      'revenue.delta.delta',
      '__proto__',
      'constructor',
      'custom.a.b.sum',
      '%00',
      'x'.repeat(200),
    ]) {
      const reply = await read(shop, name, 'from=2026-01-01&to=2026-01-02');
      expect(reply, name).toMatchObject({ status: 404, body: { code: 'metric.not_found' } });
    }
    expect((await shop.call('GET', '/v1/metrics/')).status).toBe(404);
  });
});

it('an event type that is new to the project shows in the catalogue with its count and amount', async () => {
  const shop = await seedTenant({ industry: 'ecommerce' });
  await load(shop, [event('custom.shop.wishlist_added', '2026-01-01T00:00:00Z', { amount_cents: 5, currency: 'EUR' })]);
  const { body } = await shop.call('GET', '/v1/metrics');
  expect(body.next_cursor).toBeNull();
  const ids = body.data.map((metric: { id: string }) => metric.id);
  expect(new Set(ids).size).toBe(ids.length);
  expect(body.data.slice(-2)).toMatchObject([
    { id: 'custom.shop.wishlist_added', unit: 'count', kind: 'count' },
    { id: 'custom.shop.wishlist_added.amount', unit: 'money', kind: 'sum' },
  ]);
  for (const { id } of body.data) expect((await read(shop, id, 'from=2026-01-01&to=2026-01-01')).status).toBe(200);
});
