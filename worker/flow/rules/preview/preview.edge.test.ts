import { env } from 'cloudflare:workers';
import { describe, expect, it } from 'vitest';
import { alertsOf, evaluate, makeRule, putPoints } from '../../../testing/rules.ts';
import { payment, seedTenant } from '../../../testing/seed.ts';
import { completePeriods, periodAt } from '../scheduled/periods.ts';

const DAY = 86_400_000;

describe('POST /v1/rules/preview', () => {
  it('tells what a rule judged by day would have raised: the same as judging each day gave', async () => {
    const shop = await seedTenant();
    const now = Date.now();
    const counts = Array.from({ length: 40 }, (_, i) => (i === 36 || i === 37 || i === 39 ? 2 : 10));
    await putPoints(shop, 'day', 'booking_requested', counts, { now });
    const asked = { name: 'p', type: 'metric_threshold', metric: 'bookings', operator: 'lt', threshold: 5 };
    const days = completePeriods('day', 'UTC', now, 10).map(({ at }) => at);
    const { status, body } = await shop.call('POST', '/v1/rules/preview', { ...asked, days: 10 });
    expect(status).toBe(200);
    expect(body.alerts).toMatchObject([
      { at: days[6], observed: 2, expected: 10, threshold: 5, occurrences: 2, cleared_at: `${days[9]}T00:00:00.000Z` },
      { at: days[9], observed: 2, cleared_at: null },
    ]);
    expect(body.points.map(({ at }: { at: string }) => at)).toEqual(days);
    expect(body.points.at(-1)).toEqual({ at: days[9], value: 2 });
    expect(body).toMatchObject({
      unit: 'count',
      grain: 'day',
      currency: null,
      timezone: 'UTC',
      rule: { for_minutes: 0 },
    });
    expect((await shop.call('GET', '/v1/rules')).body.data).toEqual([]);
    const rule = await makeRule(shop, asked);
    const start = new Date(now - 9 * DAY).toISOString();
    await env.DB.prepare('UPDATE rules SET next_run_at = ? WHERE id = ?').bind(start, rule.id).run();
    for (let day = 9; day >= 0; day--) await evaluate(shop, now - day * DAY + 1_000);
    const raised = await alertsOf(shop);
    expect(raised.map(({ payload, occurrences, status }) => [payload.window.from, occurrences, status])).toEqual([
      // The payload is that of the newest firing.
      [`${days[7]}T00:00:00.000Z`, 2, 'resolved'],
      [`${days[9]}T00:00:00.000Z`, 1, 'pending'],
    ]);
  });

  it('finds the hour in which a growing count crosses its threshold', async () => {
    const shop = await seedTenant({ currency: 'GBP' });
    const now = Date.now();
    const hours = completePeriods('hour', 'UTC', now, 72);
    const values: number[] = hours.map(({ at }) => (at.slice(11, 13) === '10' ? 4 : at.slice(11, 13) === '15' ? 3 : 0));
    await putPoints(shop, 'hour', 'payment_succeeded', values, { now, amount: 100, currency: 'GBP' });
    const yesterday = completePeriods('day', 'UTC', now, 1)[0]!.at;
    const rule = { name: 'p', type: 'metric_threshold', metric: 'revenue', threshold: 500 };
    const { body } = await shop.call('POST', '/v1/rules/preview', { ...rule, days: 1 });
    expect(body.alerts[0]).toMatchObject({ at: `${yesterday}T15:00:00+00:00`, observed: 700, threshold: 500 });
    expect(body).toMatchObject({ unit: 'money', currency: 'GBP' });
    const hourly = await shop.call('POST', '/v1/rules/preview', { ...rule, threshold: 350, grain: 'hour', days: 2 });
    expect(hourly.body.alerts.map(({ observed }: { observed: number }) => observed)).toEqual([400, 400]);
    // The day that is still running counts as well.
    const today = periodAt('day', 'UTC', now).at;
    const sum = values.reduce((total, value, i) => (hours[i]!.at.startsWith(today) ? total + value : total), 0);
    const running = await shop.call('POST', '/v1/rules/preview', { ...rule, threshold: -1, days: 1 });
    expect(running.body.alerts).toHaveLength(2);
    expect(running.body.points.at(-1).at).toBe(today);
    expect(sum).toBeLessThanOrEqual(7);
  });

  it('keeps to the cooldown', async () => {
    const shop = await seedTenant();
    await putPoints(shop, 'day', 'booking_requested', [10, 2, 10, 2, 10, 10, 2]);
    const rule = { name: 'p', type: 'metric_threshold', metric: 'bookings', operator: 'lt', threshold: 5, days: 6 };
    const alerts = async (over = {}) =>
      (await shop.call('POST', '/v1/rules/preview', { ...rule, ...over })).body.alerts;
    expect(await alerts()).toHaveLength(3);
    expect(await alerts({ cooldown_minutes: 2 * 1_440 })).toHaveLength(2);
  });

  it('shows anomalies with the range that was usual', async () => {
    const shop = await seedTenant();
    await putPoints(shop, 'day', 'signup', [...Array.from({ length: 45 }, (_, i) => 20 + (i % 3)), 60, 21]);
    const { body } = await shop.call('POST', '/v1/rules/preview', {
      name: 'p',
      type: 'anomaly',
      metric: 'signups',
      days: 10,
    });
    expect(body.alerts).toHaveLength(1);
    const [alert] = body.alerts;
    expect(alert).toMatchObject({ observed: 60, threshold: 2.5, occurrences: 1 });
    expect(alert.low).toBeGreaterThan(10);
    expect(alert.high).toBeLessThan(30);
    expect(body.points).toHaveLength(10);
    const found = body.points.find(({ at }: { at: string }) => at === alert.at);
    expect(found).toEqual({ at: alert.at, value: 60, low: alert.low, high: alert.high });
    for (const { value, low, high, at } of body.points) {
      if (at !== alert.at) expect(low <= value && value <= high, at).toBe(true);
    }
  });

  it('goes through stored events for rules of events and follow-ups', async () => {
    const shop = await seedTenant();
    const at = (minutes: number) => new Date(Date.now() - minutes * 60_000).toISOString();
    const failed = (minutes: number, plan: string) => ({
      event_type: 'payment_failed',
      idempotency_key: `f${minutes}`,
      occurred_at: at(minutes),
      payload: { plan },
    });
    await shop.send([
      failed(300, 'pro'),
      failed(290, 'pro'),
      failed(280, 'pro'),
      failed(100, 'pro'),
      failed(95, 'free'),
      failed(90, 'pro'),
    ]);
    const rule = { name: 'p', type: 'event', event_type: 'payment_failed', count: 2, window_minutes: 30, days: 1 };
    const preview = async (asked: object) => (await shop.call('POST', '/v1/rules/preview', asked)).body.alerts;
    expect(await preview(rule)).toMatchObject([
      { observed: 2, occurrences: 2, threshold: 2 },
      { observed: 2, occurrences: 2, threshold: 2 },
    ]);
    const free = { ...rule, count: 1, where: { field: 'plan', operator: 'eq', value: 'free' } };
    expect(await preview(free)).toMatchObject([{ observed: 1, occurrences: 1 }]);
    await shop.send([
      { event_type: 'checkout_started', idempotency_key: 'c1', session_id: 's1', occurred_at: at(200) },
      { event_type: 'checkout_started', idempotency_key: 'c2', session_id: 's2', occurred_at: at(190) },
      payment({ idempotency_key: 'p1', session_id: 's1', occurred_at: at(180) }),
    ]);
    const follow = {
      name: 'p',
      type: 'missing_follow_up',
      event_type: 'checkout_started',
      follow_up: 'payment_succeeded',
      days: 1,
    };
    expect(await preview({ ...follow, within_minutes: 60 })).toMatchObject([{ occurrences: 1 }]);
    expect(await preview({ ...follow, within_minutes: 5 })).toMatchObject([{ occurrences: 2 }]);
    expect(await preview({ ...follow, within_minutes: 600 })).toEqual([]);
  });

  it('lists the runs of a schedule, and refuses what cannot be saved', async () => {
    const shop = await seedTenant();
    const daily = { name: 'p', type: 'schedule', schedule: '0 8 * * *', days: 7 };
    expect((await shop.call('POST', '/v1/rules/preview', daily)).body.alerts).toHaveLength(7);
    for (const wrong of [{ days: 0 }, { days: 366 }, { schedule: 'never' }]) {
      expect((await shop.call('POST', '/v1/rules/preview', { ...daily, ...wrong })).status).toBe(422);
    }
  });
});
