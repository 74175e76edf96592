import { describe, expect, it } from 'vitest';
import { passTime } from '../../../testing/clock.ts';
import { evict, query, ring } from '../../../testing/faults.ts';
import { ago, event, followUp, pendingIn, putRules } from '../../../testing/live-rules.ts';
import { alertsOf, makeRule, untilAlerts } from '../../../testing/rules.ts';
import { type Seed, seedTenant, until } from '../../../testing/seed.ts';

const MINUTE = 60_000;
/** A follow-up is due two minutes after its event, which lies this far back, so in two seconds and a half. */
const SOON = 2 * MINUTE - 2_500;

const checkout = (over: Record<string, unknown>) => event('checkout_started', { occurred_at: ago(SOON), ...over });
const paid = (over: Record<string, unknown>) =>
  event('payment_succeeded', { payload: { amount_cents: 900, currency: 'GBP' }, ...over });

/** The alerts, once the alarm of the platform has rung by itself and nothing waits for a follow-up any more. */
async function whenRung(shop: Seed): Promise<Awaited<ReturnType<typeof alertsOf>>> {
  await until(
    () => pendingIn(shop),
    ({ waiting, firings }) => waiting === 0 && firings === 0,
  );
  return await alertsOf(shop);
}

/** The same without waiting for the alarm. */
async function whenDue(shop: Seed): Promise<Awaited<ReturnType<typeof alertsOf>>> {
  passTime(2_600);
  await ring(shop, 'rules');
  return await whenRung(shop);
}

/** The session of each event that an alert names. */
async function sessionsOf(shop: Seed, ids: string[]): Promise<string[]> {
  const found = await Promise.all(ids.map((id) => shop.call('GET', `/v1/events/${id}`)));
  return found.map(({ body }) => body.session_id).sort();
}

describe('a missing follow-up', () => {
  it('is told when its time is up, once for all that fell due together, and only of what nothing followed', async () => {
    const shop = await seedTenant();
    const rule = await makeRule(shop, {
      name: 'Abandoned checkouts',
      type: 'missing_follow_up',
      event_type: 'checkout_started',
      follow_up: 'payment_succeeded',
      within_minutes: 2,
    });
    const names = ['lost-1', 'lost-2', 'paid-1', 'paid-early', 'paid-too-early', 'paid-late'];
    // Paid before its checkout arrived: out of order, and no answer if it was paid before the checkout.
    await shop.send([
      paid({ session_id: 'paid-early', occurred_at: ago(SOON - 500) }),
      paid({ session_id: 'paid-too-early', occurred_at: ago(SOON + 500) }),
    ]);
    await shop.send(names.map((session_id) => checkout({ session_id })));
    await shop.send(checkout({ session_id: 'old', occurred_at: ago(3 * MINUTE) }));
    await shop.send(paid({ session_id: 'paid-1', occurred_at: ago(60_000) }));
    await shop.send(paid({ session_id: 'paid-late' }));
    expect(await alertsOf(shop)).toEqual([]);
    const [alert] = await whenRung(shop);
    expect(alert).toMatchObject({ rule_id: rule.id, title: 'Abandoned checkouts', occurrences: 3, currency: '' });
    expect(alert.payload.explanation).toBe('3 checkouts without a payment within 2 minutes.');
    expect(await sessionsOf(shop, alert.payload.event_ids)).toEqual(['lost-1', 'lost-2', 'paid-too-early']);
    expect(await pendingIn(shop)).toEqual({ waiting: 0, keys: 0, firings: 0 });
  });

  it('is joined on any key that both have: session, correlation, entity, or the person where there is none of these', async () => {
    const shop = await seedTenant();
    await putRules(shop, [followUp()]);
    const pairs: [string, Record<string, string>, Record<string, string>][] = [
      ['session', { session_id: 's1', correlation_id: 'c1' }, { session_id: 's1', correlation_id: 'other' }],
      ['correlation', { session_id: 's2', correlation_id: 'c2' }, { correlation_id: 'c2' }],
      ['entity', { entity_type: 'cart', entity_id: '7' }, { entity_type: 'cart', entity_id: '7', session_id: 'x' }],
      ['person', { actor_id: 'ada' }, { actor_id: 'ada', session_id: 'of-ada' }],
      ['visitor', { anonymous_id: 'v1' }, { anonymous_id: 'v1' }],
      [
        'other-entity',
        { session_id: 'o1', entity_type: 'cart', entity_id: '8' },
        { entity_type: 'order', entity_id: '8' },
      ],
      ['person-beside-session', { session_id: 'o2', actor_id: 'bob' }, { actor_id: 'bob' }],
      ['nobody', {}, {}],
    ];
    await shop.send(pairs.map(([plan, keys]) => checkout({ ...keys, payload: { plan } })));
    await evict(shop);
    await shop.send(pairs.map(([, , keys]) => paid(keys)));
    const [alert] = await whenDue(shop);
    const events = await Promise.all(alert.payload.event_ids.map((id: string) => shop.call('GET', `/v1/events/${id}`)));
    expect(events.map(({ body }) => body.payload.plan).sort()).toEqual(['other-entity', 'person-beside-session']);
  });

  it('is found by the alarm alone after an eviction, and waits no longer for rules that are gone', async () => {
    const shop = await seedTenant();
    await putRules(shop, [followUp(), followUp({ id: 'rul_gone', within_minutes: 3 })]);
    await shop.send([checkout({ session_id: 'a' }), checkout({ session_id: 'b' })]);
    expect(await pendingIn(shop)).toMatchObject({ waiting: 4, keys: 4 });
    await putRules(shop, [followUp()]);
    expect(await pendingIn(shop)).toMatchObject({ waiting: 2, keys: 2 });
    passTime(2_600);
    await ring(shop, 'rules');
    expect(await untilAlerts(shop, 1)).toMatchObject([{ occurrences: 2 }]);
  });

  it('goes on waiting when only its name changes, by its new time when that changes, and starts anew for other events', async () => {
    const shop = await seedTenant();
    await putRules(shop, [followUp({ within_minutes: 60 })]);
    await shop.send([checkout({ session_id: 'a' }), checkout({ session_id: 'b', occurred_at: ago(20 * MINUTE) })]);
    await putRules(shop, [followUp({ within_minutes: 60, revision: 2, name: 'Carts' })]);
    expect(await pendingIn(shop)).toMatchObject({ waiting: 2 });
    await putRules(shop, [followUp({ within_minutes: 2, revision: 3 })]);
    expect(await pendingIn(shop)).toMatchObject({ waiting: 1 });
    expect(await whenDue(shop)).toMatchObject([{ occurrences: 1, rule_revision: 3 }]);
    await shop.send(checkout({ session_id: 'c' }));
    await putRules(shop, [followUp({ revision: 4, follow_up: 'signup' })]);
    expect(await pendingIn(shop)).toMatchObject({ waiting: 0, keys: 0 });
  });

  it('is counted for ten thousand carts in bounded turns, each once', async () => {
    const shop = await seedTenant();
    await putRules(shop, [followUp({ within_minutes: 10 })]);
    const occurred_at = ago(5 * MINUTE);
    for (let batch = 0; batch < 20; batch++) {
      await shop.send(Array.from({ length: 500 }, (_, i) => checkout({ occurred_at, session_id: `s${batch}-${i}` })));
    }
    await shop.send(Array.from({ length: 300 }, (_, i) => paid({ session_id: `s3-${i}` })));
    expect(await pendingIn(shop)).toMatchObject({ waiting: 9_700, keys: 9_700 });
    const due = Date.parse(occurred_at) + 10 * MINUTE;
    await query(shop, 'UPDATE waiting SET due_ms = due_ms - ?', 9 * MINUTE);
    await query(shop, 'UPDATE waiting_keys SET due_ms = due_ms - ?', 9 * MINUTE);
    expect(due).toBeGreaterThan(Date.now());
    for (let turn = 0; turn < 10; turn++) {
      await ring(shop, 'rules');
      const { waiting } = await pendingIn(shop);
      expect(waiting).toBe(Math.max(0, 9_700 - (turn + 1) * 1_000));
    }
    const [alert] = await until(
      () => alertsOf(shop),
      ([found]) => found?.occurrences === 9_700,
    );
    expect(alert).toMatchObject({ occurrences: 9_700 });
    expect(alert.payload.event_ids).toHaveLength(10);
    expect(await alertsOf(shop)).toHaveLength(1);
  });

  it('keeps nothing readable of a person', async () => {
    const shop = await seedTenant({ pii_policy: 'keep' });
    await putRules(shop, [followUp()]);
    await shop.send([
      checkout({ actor_id: 'ada@example.com' }),
      checkout({ session_id: 'secret-session', actor_id: 'ada@example.com' }),
    ]);
    const text =
      JSON.stringify(await query(shop, 'SELECT * FROM waiting')) +
      JSON.stringify(await query(shop, 'SELECT * FROM waiting_keys'));
    expect(text).toMatch(/"keys":"\[\\"[\w-]{16}\\"\]"/);
    expect(text).not.toMatch(/ada|secret/);
  });
});
