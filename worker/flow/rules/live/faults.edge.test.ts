import { env } from 'cloudflare:workers';
import { describe, expect, it } from 'vitest';
import { ledgerOf } from '../../../../durable/stubs.ts';
import { HOUR_MS } from '../../../shared/durations.ts';
import { abort, evict, query, ring } from '../../../testing/faults.ts';
import { ago, event, eventRule, inFrontOfHub, pendingIn, putRules, threshold } from '../../../testing/live-rules.ts';
import { alertsOf, makeRule, untilAlerts } from '../../../testing/rules.ts';
import { operate, payment, type Seed, seedTenant, until } from '../../../testing/seed.ts';
import type { RulesLedger } from '../objects.ts';

const taken = (shop: Seed) =>
  until(
    () => pendingIn(shop),
    ({ firings }) => firings === 0,
  );

describe('a Hub that cannot be reached', () => {
  it('keeps no append waiting; the alert comes later, once', async () => {
    const shop = await seedTenant();
    await putRules(shop, [threshold({ threshold: 1 })]);
    let calls = 0;
    const back = inFrontOfHub(shop, async () => {
      calls += 1;
      throw new Error('the Hub is away');
    });
    expect((await shop.send(payment())).body).toMatchObject({ accepted: 1 });
    expect((await shop.send(payment())).body).toMatchObject({ accepted: 1 });
    await until(
      async () => calls,
      (n) => n > 0,
    );
    expect(await pendingIn(shop)).toMatchObject({ firings: 1 });
    expect(await alertsOf(shop)).toEqual([]);
    back();
    await ring(shop, 'firings');
    expect(await untilAlerts(shop, 1)).toMatchObject([{ occurrences: 1, payload: { observed: 1 } }]);
    expect(await taken(shop)).toMatchObject({ firings: 0 });
  });

  it('cannot be reached for a while: the next append replies all the same', async () => {
    const shop = await seedTenant();
    await putRules(shop, [threshold({ threshold: 1 }), threshold({ id: 'rul_two', threshold: 2 })]);
    let released = false;
    const back = inFrontOfHub(shop, async (take) => {
      while (!released) await scheduler.wait(10);
      return await take();
    });
    await shop.send(payment());
    expect((await shop.send(payment())).body).toMatchObject({ accepted: 1 });
    expect(await pendingIn(shop)).toMatchObject({ firings: 2 });
    released = true;
    expect(await untilAlerts(shop, 2)).toHaveLength(2);
    back();
  });

  it('took it, but its reply was lost: the second call changes nothing', async () => {
    const shop = await seedTenant();
    await putRules(shop, [threshold({ threshold: 1 }), eventRule({ count: 1 })]);
    const back = inFrontOfHub(shop, async (take) => {
      await take();
      throw new Error('the reply was lost');
    });
    await shop.send([payment(), event('payment_failed'), event('payment_failed')]);
    await untilAlerts(shop, 2);
    expect(await pendingIn(shop)).toMatchObject({ firings: 2 });
    back();
    await ring(shop, 'firings');
    await taken(shop);
    expect((await alertsOf(shop)).map(({ rule_id, occurrences }) => [rule_id, occurrences]).sort()).toEqual([
      ['rul_event', 2],
      ['rul_threshold', 1],
    ]);
  });
});

describe('a ledger that ends', () => {
  it('between its commit and the call to the Hub hands over when it is back', async () => {
    const shop = await seedTenant();
    await putRules(shop, [threshold({ threshold: 1 })]);
    const back = inFrontOfHub(shop, async () => {
      for (;;) await scheduler.wait(1_000);
    });
    await shop.send(payment());
    expect(await pendingIn(shop)).toMatchObject({ firings: 1 });
    await abort(shop);
    back();
    expect(await alertsOf(shop)).toEqual([]);
    // Whatever wakes it: here the alarm that every append sets.
    await ring(shop, 'flush');
    expect(await untilAlerts(shop, 1)).toMatchObject([{ occurrences: 1 }]);
  });

  it('while it judges leaves neither the events nor the firing', async () => {
    const shop = await seedTenant();
    await putRules(shop, [threshold({ threshold: 1 })]);
    await query(shop, "CREATE TRIGGER broken BEFORE INSERT ON firings BEGIN SELECT raise(ABORT, 'broken'); END");
    expect((await shop.send(payment())).status).toBe(500);
    await query(shop, 'DROP TRIGGER broken');
    expect(await query(shop, 'SELECT * FROM rule_state')).toEqual([]);
    expect(await query(shop, 'SELECT * FROM seen')).toEqual([]);
    await shop.send(payment());
    expect(await untilAlerts(shop, 1)).toMatchObject([{ payload: { observed: 1 } }]);
  });

  it('again and again among many appends loses no firing and doubles none', async () => {
    const shop = await seedTenant();
    const rules = Array.from({ length: 20 }, (_, i) => threshold({ id: `rul_${i}`, threshold: (i + 1) * 10 }));
    await putRules(shop, [...rules, eventRule({ count: 1, event_type: 'signup' })]);
    const batches = Array.from({ length: 40 }, (_, b) => [
      ...Array.from({ length: 5 }, () => payment()),
      event('signup', { idempotency_key: `b${b}` }),
    ]);
    const sends = batches.map(async (batch, b) => {
      await scheduler.wait(b * 5);
      for (;;) {
        const reply = await shop.send(batch);
        if (reply.status === 200) return;
        await scheduler.wait(10);
      }
    });
    for (let i = 0; i < 6; i++) {
      await scheduler.wait(25);
      await (i % 2 ? abort : evict)(shop);
    }
    await Promise.all(sends);
    await ring(shop, 'flush');
    const alerts = await untilAlerts(shop, 21);
    await taken(shop);
    expect(alerts).toHaveLength(21);
    const settled = await alertsOf(shop);
    expect(settled.filter(({ rule_id }) => rule_id !== 'rul_event').every(({ occurrences }) => occurrences === 1)).toBe(
      true,
    );
    expect(settled.find(({ rule_id }) => rule_id === 'rul_event')).toMatchObject({ occurrences: 40 });
  });
});

describe('rules that change while events come', () => {
  it('are taken by their revision: an older set changes nothing', async () => {
    const shop = await seedTenant();
    const { rev } = await putRules(shop, [threshold({ threshold: 2 })]);
    const { tenant_id, project_id } = shop;
    const older = { tenant_id, project_id, rev: rev - 1, timezone: 'UTC', rules: [] };
    expect(await ledgerOf<RulesLedger>(env, project_id).putRules(older)).toMatchObject({ rev });
    await evict(shop);
    await shop.send([payment(), payment()]);
    expect(await untilAlerts(shop, 1)).toMatchObject([{ rule_id: 'rul_threshold' }]);
  });

  it('clear what they would not have raised, and raise what they now hold', async () => {
    const shop = await seedTenant();
    const rule = await makeRule(shop, { type: 'metric_threshold', metric: 'payments', threshold: 1 });
    await shop.send([payment(), payment()]);
    expect(await untilAlerts(shop, 1)).toMatchObject([{ status: 'pending' }]);
    await taken(shop);
    const set = (threshold: number) => shop.call('PATCH', `/v1/rules/${rule.id}`, { threshold });
    expect((await set(5)).status).toBe(200);
    const [cleared] = await until(
      () => alertsOf(shop),
      ([alert]) => alert.status === 'resolved',
    );
    expect(cleared).toMatchObject({ status: 'resolved', resolved_by: 'condition_cleared' });
    expect((await set(0)).status).toBe(200);
    expect(await untilAlerts(shop, 2)).toMatchObject([{ status: 'resolved' }, { status: 'pending', occurrences: 1 }]);
    await taken(shop);
    expect((await shop.call('DELETE', `/v1/rules/${rule.id}`)).status).toBe(204);
    await shop.send([payment(), payment()]);
    expect(await query(shop, 'SELECT * FROM rule_state')).toEqual([]);
    expect((await alertsOf(shop)).every(({ status }) => status === 'resolved')).toBe(true);
  });

  it('of events clear when the window no longer holds enough for them', async () => {
    const shop = await seedTenant();
    const rule = await makeRule(shop, { type: 'event', event_type: 'payment_failed', count: 2 });
    await shop.send([event('payment_failed'), event('payment_failed')]);
    await untilAlerts(shop, 1);
    await taken(shop);
    await shop.call('PATCH', `/v1/rules/${rule.id}`, { count: 3 });
    expect(
      await until(
        () => alertsOf(shop),
        ([alert]) => alert.status === 'resolved',
      ),
    ).toMatchObject([{ resolved_by: 'condition_cleared' }]);
    await shop.send(event('payment_failed'));
    expect(await untilAlerts(shop, 2)).toMatchObject([{}, { status: 'pending', payload: { observed: 3 } }]);
  });

  it('work on a project that never had an event, and move with its time zone', async () => {
    const shop = await seedTenant({ timezone: 'UTC' });
    const far = ['Pacific/Kiritimati', 'Pacific/Pago_Pago'].map((timezone) => ({ timezone, day: dayIn(timezone) }));
    // One of these two zones has another day than UTC at any time.
    const other = far.find(({ day }) => day !== dayIn('UTC'))!;
    await putRules(shop, [threshold({ threshold: 2 })], 'UTC');
    await evict(shop);
    const hours = Array.from({ length: 26 }, (_, i) => payment({ occurred_at: ago(i * HOUR_MS) }));
    const inZone = hours.filter(({ occurred_at }) => dayIn(other.timezone, occurred_at as string) === other.day).length;
    await putRules(shop, [threshold({ threshold: inZone, revision: 2 })], other.timezone);
    await shop.send(hours);
    expect(await untilAlerts(shop, 1)).toMatchObject([{ payload: { observed: inZone } }]);
  });
});

describe('many rules and wrong numbers', () => {
  it('500 rules that fire in the same second raise 500 alerts, and one append replies meanwhile', async () => {
    const shop = await seedTenant();
    await shop.send(Array.from({ length: 300 }, () => payment({ occurred_at: ago(7 * 24 * HOUR_MS) })));
    await putRules(
      shop,
      Array.from({ length: 500 }, (_, i) => threshold({ id: `rul_${i}`, threshold: 5 + (i % 5) })),
    );
    const started = Date.now();
    expect((await shop.send(Array.from({ length: 10 }, () => payment()))).body).toMatchObject({ accepted: 10 });
    expect((await shop.send(payment())).body).toMatchObject({ accepted: 1 });
    expect(Date.now() - started).toBeLessThan(5_000);
    const alerts = await until(
      () => alertsOf(shop),
      ({ length }) => length === 500,
      15,
    );
    expect(new Set(alerts.map(({ rule_id }) => rule_id)).size).toBe(500);
    expect(alerts.every(({ occurrences }) => occurrences === 1)).toBe(true);
  });

  it('a mark as a false positive is watched beyond: quiet up to its size, and an alert when more comes in the same period', async () => {
    const shop = await seedTenant();
    const rule = await makeRule(shop, { type: 'metric_threshold', metric: 'payments', operator: 'gte', threshold: 2 });
    await shop.send([payment(), payment(), payment()]);
    const [first] = await untilAlerts(shop, 1);
    await taken(shop);
    expect((await shop.call('POST', `/v1/alerts/${first.id}/false-positive`)).status).toBe(200);
    // The rule as it is asked anew, as the next period asks it.
    await shop.call('PATCH', `/v1/rules/${rule.id}`, { severity: 'critical' });
    await taken(shop);
    expect(await alertsOf(shop)).toHaveLength(1);
    expect(await query(shop, 'SELECT above FROM rule_state')).toEqual([{ above: 3 }]);
    await evict(shop);
    await shop.send(payment());
    expect(await untilAlerts(shop, 2)).toMatchObject([
      { suppressed: 1 },
      { status: 'pending', payload: { observed: 4 } },
    ]);
  });

  it('a healed cell moves the sum: what it raised wrongly is cleared, and what it hid is raised', async () => {
    const shop = await seedTenant();
    await putRules(shop, [threshold({ threshold: 4 })]);
    await shop.send([payment(), payment(), payment()]);
    await query(shop, 'UPDATE cells SET n = 9');
    await evict(shop);
    await shop.send(event('signup'));
    expect(await untilAlerts(shop, 1)).toMatchObject([{ status: 'pending', payload: { observed: 9 } }]);
    await taken(shop);
    await operate('POST', `/v1/admin/projects/${shop.project_id}/reconcile`, { days: 2 });
    await until(
      () => alertsOf(shop),
      ([alert]) => alert.status === 'resolved',
    );
    await shop.send(payment());
    expect(await untilAlerts(shop, 2)).toMatchObject([
      { status: 'resolved', resolved_by: 'condition_cleared' },
      { status: 'pending', payload: { observed: 4 } },
    ]);
  });
});

function dayIn(timeZone: string, at?: string): string {
  return new Intl.DateTimeFormat('en-CA', { timeZone, dateStyle: 'short' }).format(
    at === undefined ? new Date() : new Date(at),
  );
}
