/** Reports through the API: numbers that equal the metrics, frozen, one a period; alerts, next actions, refusals. */
import { env } from 'cloudflare:workers';
import { describe, expect, it } from 'vitest';
import { dayAt, startOfPeriod } from '../../base/time.ts';
import { DAY_MS } from '../../shared/durations.ts';
import { firing, judgeAll } from '../../testing/judgements.ts';
import { payment, type Reply, type Seed, seedPerson, seedTenant } from '../../testing/seed.ts';

const today = () => dayAt(Date.now(), 'UTC');
const ago = (days: number, from = today()) => new Date(Date.parse(from) - days * DAY_MS).toISOString().slice(0, 10);
const paid = (day: string, amount_cents: number, plan = 'pro') =>
  payment({ payload: { amount_cents, currency: 'GBP', plan }, occurred_at: `${day}T12:00:00Z` });
let counter = 0;
const event = (event_type: string, day: string) => {
  counter += 1;
  return { event_type, idempotency_key: `report-${counter}`, occurred_at: `${day}T12:00:00Z` };
};
const ask = (shop: Pick<Seed, 'call'>, body: object) => shop.call('POST', '/v1/reports', body);
const number = ({ body }: Reply, metric: string) =>
  body.numbers.find((each: { metric: string }) => each.metric === metric);

/** A shop whose yesterday had less than the same weekday a week before. */
async function seedShop() {
  const shop = await seedTenant({ industry: 'ecommerce', currency: 'GBP', timezone: 'UTC' });
  await shop.send([
    ...[paid(ago(1), 1_000), paid(ago(1), 2_000, 'basic')],
    ...Array.from({ length: 6 }, () => paid(ago(8), 1_000)),
    ...[paid(ago(2), 70_000), paid(ago(8), 5, 'basic')],
    ...Array.from({ length: 4 }, () => event('session_started', ago(1))),
    ...Array.from({ length: 28 }, () => event('session_started', ago(8))),
  ]);
  return shop;
}

describe('a daily report', () => {
  it('is of yesterday and the same weekday before, with the numbers of the metrics and what moved them', async () => {
    const shop = await seedShop();
    const made = await ask(shop, { kind: 'daily' });
    expect(made.status).toBe(201);
    expect(made.body).toMatchObject({ kind: 'daily', from: ago(1), to: ago(1), currency: 'GBP', timezone: 'UTC' });
    expect(made.body.id).toMatch(/^rpt_[0-9a-f]{32}$/);
    for (const { metric, value, previous } of made.body.numbers) {
      const totals = [ago(1), ago(8)].map((day) => shop.call('GET', `/v1/metrics/${metric}?from=${day}&to=${day}`));
      const [now, before] = (await Promise.all(totals)).map(({ body }) => body.total);
      expect([metric, value, previous]).toEqual([metric, now, before]);
    }
    expect(number(made, 'revenue')).toMatchObject({ value: 3_000, previous: 6_005, unit: 'money', label: 'Revenue' });
    expect(number(made, 'revenue').delta_pct).toBeCloseTo((3_000 / 6_005 - 1) * 100);
    expect(number(made, 'revenue').days).toHaveLength(14);
    expect(number(made, 'revenue').explanation).toMatch(
      /^Revenue of £30\.00 on \w+, \d+ \w+, 50% less than a week before \(£60\.05\): 2 payments instead of 7, £15\.00 on average instead of £8\.58; most of it from plan pro \(£10\.00 instead of £60\.00\)\.$/,
    );
    expect(number(made, 'conversion').explanation).toContain('2 payments from 4 sessions instead of 7 from 28');
  });

  it('is of any day that events may be of, and equals the metrics there', async () => {
    const shop = await seedTenant({ industry: 'ecommerce', currency: 'GBP', timezone: 'UTC' });
    await shop.send([paid('2011-03-07', 1_250), paid('2011-02-28', 2_500)]);
    const made = await ask(shop, { kind: 'daily', date: '2011-03-07' });
    const metric = await shop.call('GET', '/v1/metrics/revenue?from=2011-03-07&to=2011-03-07');
    expect([made.status, number(made, 'revenue')?.value, metric.body.total]).toEqual([201, 1_250, 1_250]);
    expect(number(made, 'revenue').previous).toBe(2_500);
  });

  it('says so where the events do not tell why, and where nothing moved', async () => {
    const shop = await seedTenant({ industry: 'agency', timezone: 'UTC' });
    await shop.send([
      ...Array.from({ length: 2 }, () => event('lead_created', ago(1))),
      ...Array.from({ length: 5 }, () => event('lead_created', ago(8))),
      ...[event('booking_requested', ago(1)), event('booking_requested', ago(8))],
    ]);
    const made = await ask(shop, { kind: 'daily' });
    expect(number(made, 'leads').explanation).toMatch(/fewer than a week before \(5\): the events do not say why\.$/);
    expect(number(made, 'bookings').explanation).toMatch(/^1 booking on .*, the same as a week before\.$/);
  });

  it('is frozen: asked for again it is the same, whatever came since', async () => {
    const shop = await seedShop();
    const first = await ask(shop, { kind: 'daily' });
    await shop.send([paid(ago(1), 99_999)]);
    const again = await ask(shop, { kind: 'daily', date: ago(1) });
    expect([again.status, again.body]).toEqual([200, first.body]);
    expect((await shop.call('GET', `/v1/reports/${first.body.id}`)).body).toEqual(first.body);
    const facts = await env.DB.prepare('SELECT count(*) AS n FROM reports WHERE project_id = ?')
      .bind(shop.project_id)
      .first('n');
    expect(facts).toBe(1);
  });

  it('asked for by ten at once is one', async () => {
    const shop = await seedShop();
    const asked = await Promise.all(Array.from({ length: 10 }, () => ask(shop, { kind: 'daily' })));
    expect(new Set(asked.map(({ body }) => JSON.stringify(body))).size).toBe(1);
  });
});

describe('a weekly report', () => {
  it('is of Monday to Sunday and the week before', async () => {
    const shop = await seedTenant({ industry: 'generic', currency: 'GBP', timezone: 'UTC' });
    const monday = ago(7, startOfPeriod(today(), 'week'));
    await shop.send([
      ...[paid(monday, 100), paid(ago(-6, monday), 200), paid(ago(7, monday), 400)],
      ...[paid(ago(1, monday), 800), paid(ago(8, monday), 1_600)],
    ]);
    const made = await ask(shop, { kind: 'weekly' });
    expect(made.body).toMatchObject({ kind: 'weekly', from: monday, to: ago(-6, monday) });
    expect(number(made, 'revenue')).toMatchObject({ value: 300, previous: 1_200, delta_pct: -75 });
    const series = await shop.call('GET', `/v1/metrics/revenue?from=${monday}&to=${ago(-6, monday)}&compare=previous`);
    expect(series.body).toMatchObject({ total: 300, delta_pct: -75 });
    expect(number(made, 'revenue').explanation).toContain('less than in the 7 days before (£12.00)');
    const inside = await ask(shop, { kind: 'weekly', date: ago(-3, monday) });
    expect(inside.body.id).toBe(made.body.id);
  });
});

describe('what else a report holds', () => {
  it('alerts of its days, and what there is to do', async () => {
    const shop = await seedTenant({ industry: 'ecommerce', timezone: 'UTC' });
    await shop.send([event('lead_created', ago(2)), event('payment_failed', ago(1))]);
    const [raised] = await judgeAll(shop, [firing(shop)]);
    await env.DB.prepare('UPDATE alerts SET created_at = ? WHERE id = ?')
      .bind(`${ago(1)}T10:00:00.000Z`, raised!.alert_id)
      .run();
    const made = await ask(shop, { kind: 'daily' });
    expect(made.body).toMatchObject({
      alerts_raised: 1,
      alerts: [{ id: raised!.alert_id, status: 'pending' }],
      noisy_rules: [],
    });
    expect(made.body.alerts[0].payload).not.toHaveProperty('event_ids');
    expect(made.body.next_actions).toEqual([
      {
        action: 'follow_up_leads',
        count: 1,
        more: false,
        url: expect.stringContaining('/leads?view=unanswered&project='),
      },
      { action: 'review_failed_payments', count: 1, more: false, url: expect.any(String) },
      { action: 'set_up_rules', count: 1, more: false, url: `/rules?project=${shop.project_id}` },
    ]);
    const older = await ask(shop, { kind: 'daily', date: ago(9) });
    expect(older.body).toMatchObject({ alerts_raised: 0, next_actions: [] });
  });
});

describe('refusals', () => {
  it('of days that are not over, too old, or none', async () => {
    const shop = await seedTenant({ timezone: 'UTC' });
    const codes = async (body: object) => (await ask(shop, body)).body.code;
    expect(await codes({ kind: 'daily', date: today() })).toBe('report.not_over');
    expect(await codes({ kind: 'weekly', date: today() })).toBe('report.not_over');
    expect(await codes({ kind: 'daily', date: '9999-12-31' })).toBe('report.not_over');
    expect(await codes({ kind: 'daily', date: '1999-12-31' })).toBe('report.too_old');
    expect(await codes({ kind: 'weekly', date: '0100-01-01' })).toBe('report.too_old');
    for (const body of [{ kind: 'hourly' }, { kind: 'daily', date: '2026-02-30' }, { kind: 'daily', days: 3 }, {}]) {
      expect((await ask(shop, body)).status).toBe(422);
    }
  });

  it('of whoever may read only', async () => {
    const shop = await seedShop();
    for (const [role, status] of [
      ['viewer', 403],
      ['partner', 403],
      ['editor', 201],
    ] as const) {
      const person = await seedPerson(shop, role);
      expect([role, (await ask(person, { kind: 'daily' })).status]).toEqual([role, status]);
      expect((await person.call('GET', '/v1/reports')).status).toBe(200);
    }
  });

  it('another project of the workspace does not have it', async () => {
    const shop = await seedShop();
    const other = await seedShop();
    const { id } = (await ask(shop, { kind: 'daily' })).body;
    const stranger = await seedPerson(other, 'owner');
    for (const call of [other.call, stranger.call]) {
      const reply = await call('GET', `/v1/reports/${id}`);
      expect([reply.status, reply.body.code]).toEqual([404, 'report.not_found']);
    }
    expect((await other.call('GET', '/v1/reports')).body.data).toEqual([]);
  });
});

it('lists the newest days first, page by page, of one kind where it is asked for', async () => {
  const shop = await seedTenant({ timezone: 'UTC' });
  for (const days of [3, 1, 2]) await ask(shop, { kind: 'daily', date: ago(days) });
  await ask(shop, { kind: 'weekly' });
  const all = await shop.call('GET', '/v1/reports?kind=daily');
  expect(all.body.data.map(({ from }: { from: string }) => from)).toEqual([ago(1), ago(2), ago(3)]);
  const first = await shop.call('GET', '/v1/reports?kind=daily&limit=2');
  const second = await shop.call('GET', `/v1/reports?kind=daily&limit=2&cursor=${first.body.next_cursor}`);
  expect(second.body.data.map(({ from }: { from: string }) => from)).toEqual([ago(3)]);
  expect((await shop.call('GET', '/v1/reports?kind=weekly')).body.data).toHaveLength(1);
});
