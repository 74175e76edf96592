import { env } from 'cloudflare:workers';
import { describe, expect, it } from 'vitest';
import { alertsOf, evaluate, makeRule, putPoints, runMinute, storedRule, untilAlerts } from '../../../testing/rules.ts';
import { operate, seedTenant } from '../../../testing/seed.ts';

const HOUR = 3_600_000;

describe('rules that time decides', () => {
  it('raise an alert with the next minute’s cron, once, and clear it when the condition no longer holds', async () => {
    const shop = await seedTenant({ currency: 'GBP' });
    const now = Date.now();
    await putPoints(shop, 'hour', 'booking_requested', [...Array(168).fill(10), 3], { now });
    const rule = await makeRule(shop, {
      name: 'Few bookings',
      type: 'metric_threshold',
      metric: 'bookings',
      operator: 'lt',
      threshold: 5,
      grain: 'hour',
    });
    expect(rule).toMatchObject({
      operator: 'lt',
      for_minutes: 0,
      window_days: 30,
      severity: 'warning',
      last_run_at: null,
    });
    expect(Date.parse(rule.next_run_at)).toBeLessThanOrEqual(Date.now());
    await runMinute(now + 5_000);
    const [alert] = await untilAlerts(shop, 1);
    expect(alert).toMatchObject({ rule_id: rule.id, status: 'pending', title: 'Few bookings', occurrences: 1 });
    expect(alert.payload).toMatchObject({
      metric: 'bookings',
      observed: 3,
      expected: 10,
      threshold: 5,
      change_pct: -70,
    });
    expect(alert.payload.explanation).toMatch(
      /^3 bookings on \w+, \d+ \w+ between \d\d:00 and \d\d:00, below the threshold of 5, 70% fewer than a week before \(10\)\.$/,
    );
    await runMinute(now + 5_000);
    await evaluate(shop, now + 10_000);
    expect(await alertsOf(shop)).toMatchObject([{ occurrences: 1 }]);
    const next = now + HOUR + 120_000;
    await putPoints(shop, 'hour', 'booking_requested', [9], { now: next });
    await evaluate(shop, next);
    expect(await alertsOf(shop)).toMatchObject([{ status: 'resolved', resolved_by: 'condition_cleared' }]);
  });

  it('judge every hour that a cron missed', async () => {
    const shop = await seedTenant();
    const now = Date.now();
    await putPoints(shop, 'hour', 'booking_requested', Array(10).fill(10), { now });
    const rule = await makeRule(shop, {
      type: 'metric_threshold',
      metric: 'bookings',
      operator: 'lt',
      threshold: 5,
      grain: 'hour',
    });
    await evaluate(shop, now + 1_000);
    const later = now + 4 * HOUR;
    await putPoints(shop, 'hour', 'booking_requested', [10, 2, 10, 10], { now: later });
    await evaluate(shop, later);
    expect(await alertsOf(shop)).toMatchObject([{ rule_id: rule.id, status: 'resolved', payload: { observed: 2 } }]);
  });

  it('raise a missed schedule once, however many of its runs were missed', async () => {
    const shop = await seedTenant({ currency: 'GBP' });
    await putPoints(shop, 'day', 'payment_succeeded', Array(20).fill(3), { amount: 1_000, currency: 'GBP' });
    const rule = await makeRule(shop, {
      name: 'Briefing',
      type: 'schedule',
      schedule: '30 * * * *',
      metric: 'revenue',
    });
    expect(rule).toMatchObject({ timezone: 'UTC', threshold: null, operator: null });
    await evaluate(shop);
    expect(await alertsOf(shop)).toEqual([]);
    const later = Date.parse(rule.next_run_at) + 5 * HOUR;
    await evaluate(shop, later);
    await evaluate(shop, later);
    const [alert, ...more] = await alertsOf(shop);
    expect(more).toEqual([]);
    expect(alert).toMatchObject({ occurrences: 1, status: 'pending', payload: { observed: 3_000 } });
    expect(alert.payload.explanation).toMatch(/^Revenue of £30\.00 on .*, the same as on the day before\.$/);
    await evaluate(shop, later + HOUR);
    expect(await alertsOf(shop)).toMatchObject([{ occurrences: 2 }]);
    expect(Date.parse((await storedRule(rule.id)).next_run_at)).toBeGreaterThan(later + HOUR);
  });

  it('raise anomalies of the newest complete day', async () => {
    const shop = await seedTenant({ currency: 'GBP' });
    await putPoints(shop, 'day', 'payment_succeeded', [...Array(30).fill(40), 10], { amount: 2_500, currency: 'GBP' });
    await makeRule(shop, { name: 'Revenue', type: 'anomaly', metric: 'revenue', direction: 'down' });
    await evaluate(shop);
    const [alert] = await alertsOf(shop);
    expect(alert).toMatchObject({ currency: 'GBP', payload: { observed: 25_000, expected: 100_000, threshold: 2.5 } });
    expect(alert.payload.explanation).toMatch(
      /^Revenue of £250\.00 on \w+, \d+ \w+, where £[\d.,]+ to £[\d.,]+ is usual, 75% less than a week before \(£1,000\.00\): 10 payments instead of 40, £25\.00 on average as before\.$/,
    );
  });

  it('rest while their tenant is suspended or their project archived', async () => {
    const shop = await seedTenant();
    const rule = await makeRule(shop, { type: 'metric_threshold', metric: 'bookings', operator: 'lt', threshold: 5 });
    await operate('PATCH', `/v1/admin/tenants/${shop.tenant_id}`, { status: 'suspended' });
    await evaluate(shop);
    expect(await alertsOf(shop)).toEqual([]);
    const stored = await storedRule(rule.id);
    expect(stored.last_run_at).toBeNull();
    expect(Date.parse(stored.next_run_at)).toBeGreaterThan(Date.now());
    await operate('PATCH', `/v1/admin/tenants/${shop.tenant_id}`, { status: 'active' });
    await operate('POST', `/v1/projects/${shop.project_id}/archive`);
    await env.DB.prepare('UPDATE rules SET next_run_at = created_at WHERE id = ?').bind(rule.id).run();
    await evaluate(shop);
    expect(await alertsOf(shop)).toEqual([]);
  });

  it('that throw are marked and backed off, and stop no other', async () => {
    const shop = await seedTenant();
    const bad = await makeRule(shop, { name: 'Bad', type: 'schedule', schedule: '0 8 * * *' });
    const good = await makeRule(shop, {
      name: 'Good',
      type: 'metric_threshold',
      metric: 'bookings',
      operator: 'lt',
      threshold: 5,
    });
    const now = Date.now();
    await env.DB.prepare("UPDATE rules SET timezone = 'Mars/Olympus', next_run_at = created_at WHERE id = ?")
      .bind(bad.id)
      .run();
    await evaluate(shop, now);
    expect(await alertsOf(shop)).toMatchObject([{ rule_id: good.id }]);
    const waits = [];
    for (let at = now, i = 0; i < 8; i++) {
      const stored = await storedRule(bad.id);
      expect(stored).toMatchObject({ failures: i + 1, last_run_at: null });
      waits.push((Date.parse(stored.next_run_at) - at) / 60_000);
      at = Date.parse(stored.next_run_at);
      await evaluate(shop, at);
    }
    expect(waits).toEqual([1, 2, 4, 8, 16, 32, 60, 60]);
    const shown = (await shop.call('GET', `/v1/rules/${bad.id}`)).body;
    expect(shown.last_error).toContain('Mars/Olympus');
    expect(shown.last_error_code).toBe('internal');
    await env.DB.prepare("UPDATE rules SET timezone = 'UTC' WHERE id = ?").bind(bad.id).run();
    await evaluate(shop, now + 10 * 24 * HOUR);
    expect(await storedRule(bad.id)).toMatchObject({ failures: 0, last_error: null, last_error_code: null });
  });
});
