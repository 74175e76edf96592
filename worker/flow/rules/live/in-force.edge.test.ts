import { describe, expect, it } from 'vitest';
import { DAY_MS } from '../../../shared/durations.ts';
import { alertsOf, evaluate, makeRule, storedRule, untilAlerts } from '../../../testing/rules.ts';
import { payment, seedTenant, until } from '../../../testing/seed.ts';

describe('a live rule', () => {
  it('judges every event that follows the reply to its creation; a threshold that is crossed already fires', async () => {
    const shop = await seedTenant({ currency: 'GBP' });
    await shop.send([payment(), payment()]);
    const crossed = await makeRule(shop, {
      name: 'Crossed',
      type: 'metric_threshold',
      metric: 'payments',
      threshold: 1,
    });
    const next = await makeRule(shop, {
      name: 'Next',
      type: 'metric_threshold',
      metric: 'revenue',
      operator: 'gte',
      threshold: 3_000,
    });
    const every = await makeRule(shop, { name: 'Event', type: 'event', event_type: 'signup' });
    expect(await untilAlerts(shop, 1)).toMatchObject([
      { rule_id: crossed.id, title: 'Crossed', payload: { observed: 2 } },
    ]);
    await shop.send([payment(), { event_type: 'signup', idempotency_key: 's1' }]);
    const alerts = await untilAlerts(shop, 3);
    expect(alerts.map(({ rule_id, currency }) => [rule_id, currency]).sort()).toEqual(
      [
        [crossed.id, ''],
        [next.id, 'GBP'],
        [every.id, ''],
      ].sort(),
    );
    expect(await storedRule(next.id)).toMatchObject({ next_run_at: null });
    for (const { payload } of alerts) expect(payload.explanation).toMatch(/\.$/);
  });

  it('is judged at once when it changes, and stops when it is switched off or deleted', async () => {
    const shop = await seedTenant();
    await shop.send([payment(), payment(), payment()]);
    const rule = await makeRule(shop, { type: 'metric_threshold', metric: 'payments', threshold: 5 });
    await shop.call('PATCH', `/v1/rules/${rule.id}`, { threshold: 2 });
    expect(await untilAlerts(shop, 1)).toMatchObject([{ rule_revision: 2, status: 'pending' }]);
    await shop.call('PATCH', `/v1/rules/${rule.id}`, { threshold: 50 });
    const cleared = await until(
      () => alertsOf(shop),
      ([alert]) => alert.status === 'resolved',
    );
    expect(cleared).toMatchObject([{ resolved_by: 'condition_cleared' }]);
    const event = await makeRule(shop, { type: 'event', event_type: 'signup' });
    await shop.call('DELETE', `/v1/rules/${event.id}`);
    await shop.send({ event_type: 'signup', idempotency_key: 's' });
    await shop.call('PATCH', `/v1/rules/${rule.id}`, { threshold: 1, enabled: false });
    expect(await alertsOf(shop)).toHaveLength(1);
  });

  it('moves to the cron and back with its operator, without an alert left behind', async () => {
    const shop = await seedTenant();
    await shop.send([payment(), payment()]);
    const rule = await makeRule(shop, { type: 'metric_threshold', metric: 'payments', threshold: 1 });
    expect(await untilAlerts(shop, 1)).toMatchObject([{ status: 'pending' }]);
    await shop.call('PATCH', `/v1/rules/${rule.id}`, { operator: 'lt', threshold: 0 });
    expect(await alertsOf(shop)).toMatchObject([{ status: 'resolved', resolved_by: 'condition_cleared' }]);
    expect(Date.parse((await storedRule(rule.id)).next_run_at)).toBeLessThanOrEqual(Date.now());
  });

  it('runs by hand', async () => {
    const shop = await seedTenant();
    await shop.send([payment(), payment()]);
    const rule = await makeRule(shop, { type: 'metric_threshold', metric: 'payments', threshold: 1 });
    await untilAlerts(shop, 1);
    const run = await shop.call('POST', `/v1/rules/${rule.id}/run`);
    expect(run.body).toMatchObject({ firing: true, observed: 2, threshold: 1 });
    expect(await alertsOf(shop)).toHaveLength(1);
    const quiet = await makeRule(shop, { type: 'metric_threshold', metric: 'payments', threshold: 10 });
    expect((await shop.call('POST', `/v1/rules/${quiet.id}/run`)).body).toMatchObject({ firing: false, observed: 2 });
  });
});

describe('an alert of a complete period', () => {
  it('tells which field of the events moved the number', async () => {
    const shop = await seedTenant({ currency: 'GBP' });
    const noon = (back: number) => `${new Date(Date.now() - back * DAY_MS).toISOString().slice(0, 10)}T12:00:00Z`;
    const sale = (back: number, country: string) =>
      payment({ occurred_at: noon(back), payload: { amount_cents: 1_000, currency: 'GBP', country } });
    const of = (count: number, back: number, country: string) =>
      Array.from({ length: count }, () => sale(back, country));
    await shop.send([...of(10, 8, 'France'), ...of(10, 8, 'Spain'), ...of(9, 1, 'France'), ...of(1, 1, 'Spain')]);
    await makeRule(shop, { type: 'metric_threshold', metric: 'revenue', operator: 'lt', threshold: 15_000 });
    await evaluate(shop);
    const [alert] = await alertsOf(shop);
    expect(alert.payload.explanation).toMatch(
      /50% less than a week before \(£200\.00\): 10 payments instead of 20, £10\.00 on average as before; most of it from country Spain \(£10\.00 instead of £100\.00\)\.$/,
    );
    expect(alert.payload.parts).toContainEqual({
      kind: 'value',
      label: 'country Spain',
      now: 1_000,
      before: 10_000,
      unit: 'money',
    });
  });
});
