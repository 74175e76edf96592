import { env } from 'cloudflare:workers';
import { describe, expect, it } from 'vitest';
import { ledgerOf } from '../../../../durable/stubs.ts';
import { DAY_MS } from '../../../shared/durations.ts';
import { evict, query, ring } from '../../../testing/faults.ts';
import { ago, event, eventRule, pendingIn, putRules, threshold } from '../../../testing/live-rules.ts';
import { alertsOf, makeRule, untilAlerts } from '../../../testing/rules.ts';
import { payment, seedTenant, until } from '../../../testing/seed.ts';
import type { RulesLedger } from '../objects.ts';

const MINUTE = 60_000;
const pounds = (amount_cents: number, over = {}) => payment({ payload: { amount_cents, currency: 'GBP' }, ...over });

describe('a live threshold', () => {
  it('raises its alert with the event that reaches it, tells why, and stays quiet afterwards', async () => {
    const shop = await seedTenant({ currency: 'GBP' });
    const rule = await makeRule(shop, {
      name: 'Revenue today',
      type: 'metric_threshold',
      metric: 'revenue',
      operator: 'gte',
      threshold: 5_000,
    });
    expect((await shop.send([pounds(2_000), pounds(2_999)])).body).toMatchObject({ accepted: 2 });
    await shop.send(payment({ payload: { amount_cents: 90_000, currency: 'EUR' } }));
    await shop.send(pounds(1));
    const [alert] = await untilAlerts(shop, 1);
    expect(alert).toMatchObject({
      rule_id: rule.id,
      currency: 'GBP',
      title: 'Revenue today',
      status: 'pending',
      occurrences: 1,
    });
    expect(alert.payload).toMatchObject({ metric: 'revenue', unit: 'money', observed: 5_000, threshold: 5_000 });
    expect(alert.payload.explanation).toMatch(
      /^Revenue of £50\.00 so far on .*, at or above the threshold of £50\.00\.$/,
    );
    for (let i = 0; i < 5; i++) await shop.send(pounds(9_000));
    await evict(shop);
    await shop.send(pounds(9_000));
    await until(
      () => pendingIn(shop),
      ({ firings }) => firings === 0,
    );
    expect(await alertsOf(shop)).toMatchObject([{ occurrences: 1, status: 'pending' }]);
  });

  it('is compared with the week before only where there was one', async () => {
    const shop = await seedTenant({ currency: 'GBP' });
    await shop.send(pounds(1, { occurred_at: new Date(Date.now() - 9 * DAY_MS).toISOString() }));
    await makeRule(shop, { name: 'Revenue today', type: 'metric_threshold', metric: 'revenue', threshold: 1_000 });
    await shop.send(pounds(2_000));
    const [alert] = await untilAlerts(shop, 1);
    expect(alert.payload.explanation).toMatch(/, after nothing by this time a week before\.$/);
  });

  it('that is crossed already fires when the rule is made; one event more or less decides, after an eviction too', async () => {
    const shop = await seedTenant();
    await shop.send([payment(), payment()]);
    await putRules(shop, [threshold({ id: 'rul_two', threshold: 2 }), threshold({ id: 'rul_three', threshold: 3 })]);
    expect((await untilAlerts(shop, 1)).map(({ rule_id }) => rule_id)).toEqual(['rul_two']);
    await evict(shop);
    await shop.send(payment());
    expect((await untilAlerts(shop, 2)).map(({ rule_id }) => rule_id)).toEqual(['rul_two', 'rul_three']);
  });

  it('does not hear of imports, counts late events of its own period, and an append of 500 at once', async () => {
    const shop = await seedTenant();
    await putRules(
      shop,
      [threshold({ threshold: 500, grain: 'day' }), threshold({ id: 'rul_501', threshold: 501 })],
      'UTC',
    );
    const old = Array.from({ length: 500 }, () => payment({ occurred_at: ago(3 * 24 * 60 * MINUTE) }));
    await shop.send(old);
    expect(await query(shop, 'SELECT * FROM rule_state')).toEqual([]);
    const midnight = new Date(new Date().setUTCHours(0, 0, 0, 0)).toISOString();
    await shop.send(Array.from({ length: 500 }, () => payment({ occurred_at: midnight })));
    const alerts = await untilAlerts(shop, 1);
    expect(alerts).toMatchObject([{ rule_id: 'rul_threshold', payload: { observed: 500 } }]);
    const rows = await query(shop, 'SELECT rule_id FROM rule_state');
    expect(rows).toEqual([{ rule_id: 'rul_threshold' }]);
  });

  it('writes nothing for an event that does not fire', async () => {
    const shop = await seedTenant();
    const many = Array.from({ length: 50 }, (_, i) => threshold({ id: `rul_${i}`, threshold: 1_000 + i }));
    await putRules(shop, [...many, eventRule({ count: 20 })]);
    for (let i = 0; i < 5; i++) await shop.send([payment(), event('payment_failed')]);
    expect(await query(shop, 'SELECT * FROM rule_state')).toEqual([]);
    expect(await pendingIn(shop)).toEqual({ waiting: 0, keys: 0, firings: 0 });
    expect(await query(shop, "SELECT name FROM alarms WHERE name IN ('rules', 'firings')")).toEqual([]);
  });

  it('with a time to hold fires that much later, also when the object was evicted meanwhile', async () => {
    const shop = await seedTenant();
    await putRules(shop, [threshold({ threshold: 1, for_minutes: 30 })]);
    await shop.send(payment());
    expect(await alertsOf(shop)).toEqual([]);
    expect(await query(shop, 'SELECT fired FROM rule_state')).toEqual([{ fired: 0 }]);
    await query(shop, 'UPDATE rule_state SET crossed_at = crossed_at - ?', 31 * MINUTE);
    await evict(shop);
    expect((await ledgerOf<RulesLedger>(env, shop.project_id).judgeNow('rul_threshold'))?.firing).toBe(false);
    await ring(shop, 'rules');
    expect(await untilAlerts(shop, 1)).toMatchObject([{ occurrences: 1, payload: { observed: 1 } }]);
  });

  it('judged by hand says what it stands at, and raises nothing twice', async () => {
    const shop = await seedTenant();
    const rule = await makeRule(shop, { type: 'metric_threshold', metric: 'payments', operator: 'gt', threshold: 1 });
    await shop.send(payment());
    const run = async () => (await shop.call('POST', `/v1/rules/${rule.id}/run`)).body;
    expect(await run()).toMatchObject({ firing: false, observed: 1, decisions: [] });
    await shop.send(payment());
    await untilAlerts(shop, 1);
    expect(await run()).toMatchObject({ firing: true, observed: 2, decisions: [{ outcome: 'ignored' }] });
    expect(await alertsOf(shop)).toMatchObject([{ occurrences: 1 }]);
  });
});

describe('a live event rule', () => {
  it('fires on the last of its events within the window, counts those that follow, and finds them again after an eviction', async () => {
    const shop = await seedTenant();
    const rule = await makeRule(shop, { type: 'event', event_type: 'payment_failed', count: 3, window_minutes: 10 });
    const failed = (over = {}) => event('payment_failed', over);
    await shop.send([failed({ occurred_at: ago(11 * MINUTE) }), failed({ occurred_at: ago(9 * MINUTE) })]);
    await evict(shop);
    await shop.send(failed());
    await evict(shop);
    expect(await alertsOf(shop)).toEqual([]);
    const third = await shop.send(failed({ occurred_at: ago(2 * MINUTE) }));
    const [alert] = await untilAlerts(shop, 1);
    expect(alert).toMatchObject({ rule_id: rule.id, occurrences: 1, payload: { observed: 3, threshold: 3 } });
    expect(alert.payload.event_ids).toHaveLength(3);
    expect(alert.payload.event_ids).toContain(third.body.results[0].event_id);
    expect(alert.payload.explanation).toMatch(/^3 failed payments within 10 minutes, the last at \d\d:\d\d\.$/);
    await shop.send([failed(), failed(), failed({ occurred_at: ago(30 * MINUTE) })]);
    const [after] = await until(
      () => alertsOf(shop),
      ([found]) => found.occurrences > 1,
    );
    expect(after).toMatchObject({ occurrences: 3, payload: { observed: 5 } });
  });

  it('judges the payload as it is stored, and only events that come after it', async () => {
    const shop = await seedTenant();
    const large = (amount_cents: number, extra = {}) =>
      event('payment_failed', { payload: { amount_cents, currency: 'GBP', ...extra } });
    await shop.send(large(90_000, { customer: { email: 'ada@example.com' } }));
    await putRules(shop, [
      eventRule({ id: 'rul_large', count: 1, where: { field: 'amount_cents', operator: 'gte', value: 50_000 } }),
      eventRule({ id: 'rul_mail', count: 1, where: { field: 'customer.email', operator: 'contains', value: '@' } }),
      eventRule({
        id: 'rul_hash',
        count: 1,
        where: { field: 'customer.email', operator: 'contains', value: 'email_' },
      }),
    ]);
    await shop.send([large(49_999), event('payment_failed')]);
    expect(await alertsOf(shop)).toEqual([]);
    await shop.send(large(50_000, { customer: { email: 'ada@example.com' } }));
    const alerts = await untilAlerts(shop, 2);
    expect(alerts.map(({ rule_id }) => rule_id).sort()).toEqual(['rul_hash', 'rul_large']);
  });

  it('finds the matches of a rule that fits rarely among many events of its type', async () => {
    const shop = await seedTenant();
    const one = eventRule({ count: 2, window_minutes: 60, where: { field: 'code', operator: 'eq', value: 'fraud' } });
    await putRules(shop, [one]);
    const failed = (code: string) => event('payment_failed', { payload: { code } });
    await shop.send(failed('fraud'));
    for (let i = 0; i < 4; i++) await shop.send(Array.from({ length: 300 }, () => failed('funds')));
    await evict(shop);
    await shop.send(failed('fraud'));
    expect(await untilAlerts(shop, 1)).toMatchObject([{ occurrences: 1, payload: { observed: 2 } }]);
  });
});
