import { env } from 'cloudflare:workers';
import { describe, expect, it } from 'vitest';
import { alertsOf, evaluate, makeRule, putPoints } from '../../testing/rules.ts';
import { seedTenant } from '../../testing/seed.ts';

const DAY = 86_400_000;

describe('GET /v1/alerts/noise', () => {
  it('counts what became of alerts and suggests the mildest threshold that would have been quiet', async () => {
    const shop = await seedTenant();
    const now = Date.now();
    const counts: number[] = Array.from({ length: 30 }, (_, i) => (i % 3 === 2 ? 4 : 10));
    counts[8] = 1;
    await putPoints(shop, 'day', 'booking_requested', counts, { now });
    const rule = await makeRule(shop, {
      name: 'Noisy',
      type: 'metric_threshold',
      metric: 'bookings',
      operator: 'lt',
      threshold: 5,
    });
    const start = new Date(now - 29 * DAY).toISOString();
    await env.DB.prepare('UPDATE rules SET next_run_at = ? WHERE id = ?').bind(start, rule.id).run();
    await evaluate(shop, now);
    const alerts = await alertsOf(shop);
    expect(alerts).toHaveLength(10);
    const set = (id: string, what: string) => env.DB.prepare(`UPDATE alerts SET ${what} WHERE id = ?`).bind(id).run();
    const worst = alerts.find(({ payload }) => payload.observed === 1);
    await set(worst.id, 'acknowledged_at = created_at');
    await set(alerts[0].id, 'false_positive = 1, suppressed = 3');
    const { status, body } = await shop.call('GET', '/v1/alerts/noise?days=30');
    expect(status).toBe(200);
    expect(body.data).toMatchObject([
      {
        rule_id: rule.id,
        name: 'Noisy',
        raised: 10,
        acknowledged: 1,
        false_positives: 1,
        suppressed: 3,
        ignored: 8,
        suggestion: { patch: { threshold: 4 }, alerts_now: 10, alerts_then: 1 },
      },
    ]);
    const applied = await shop.call('PATCH', `/v1/rules/${rule.id}`, body.data[0].suggestion.patch);
    expect(applied.body.threshold).toBe(4);
    // Were the others worth acknowledging too, no quieter threshold would keep them.
    for (const { id } of alerts) await set(id, 'acknowledged_at = created_at');
    await shop.call('PATCH', `/v1/rules/${rule.id}`, { threshold: 5 });
    expect((await shop.call('GET', '/v1/alerts/noise')).body.data[0].suggestion).toBeNull();
    expect((await shop.call('GET', '/v1/alerts/noise?days=0')).status).toBe(422);
  });
});
