import { describe, expect, it } from 'vitest';
import { evict, query, ring } from '../../../testing/faults.ts';
import { eventRule, followUp, pendingIn, putRules, threshold } from '../../../testing/live-rules.ts';
import { alertsOf, untilAlerts } from '../../../testing/rules.ts';
import { operate, payment, type Reply, type Seed, seedTenant, until } from '../../../testing/seed.ts';

interface Entry {
  id: string;
  source: string;
  project_id: string;
  reason: string;
  body: string;
}

const list = async ({ tenant_id }: Seed): Promise<Entry[]> =>
  (await operate('GET', `/v1/admin/quarantine?tenant_id=${tenant_id}`)).body.data;
const listed = (shop: Seed, count: number) =>
  until(
    () => list(shop),
    ({ length }) => length === count,
  );
const repair = (entry: Entry, value: unknown): Promise<Reply> =>
  operate('POST', `/v1/admin/quarantine/${entry.id}/repair`, { value });
const asideIn = (shop: Seed) => query<{ n: number }>(shop, 'SELECT n FROM set_aside');

describe('a firing that cannot be read', () => {
  it.each(['broken', 'null', '{}'])(
    '(%s) while the ledger runs keeps none behind it from the Hub, and is listed',
    async (body) => {
      const shop = await seedTenant();
      await putRules(shop, [threshold({ threshold: 1 })]);
      await shop.send({ event_type: 'signup', idempotency_key: 's' });
      // Without an eviction: the object is in the middle of its work.
      await query(shop, 'INSERT INTO firings (judgement) VALUES (?)', body);
      await shop.send(payment());
      expect(await untilAlerts(shop, 1)).toMatchObject([{ occurrences: 1 }]);
      await until(
        () => pendingIn(shop),
        ({ firings }) => firings === 0,
      );
      expect(await listed(shop, 1)).toMatchObject([
        { source: 'ledger.firings', project_id: shop.project_id, reason: 'unreadable', body },
      ]);
      expect(
        await until(
          () => asideIn(shop),
          ({ length }) => length === 0,
        ),
      ).toEqual([]);
    },
  );

  it('reaches the Hub when the operator puts it right, and no other project’s does', async () => {
    const shop = await seedTenant();
    await putRules(shop, [threshold({ threshold: 1 })]);
    await query(
      shop,
      "CREATE TRIGGER broken AFTER INSERT ON firings BEGIN UPDATE firings SET judgement = 'x' || judgement WHERE n = new.n; END",
    );
    await shop.send(payment());
    const [entry] = await listed(shop, 1);
    expect(await alertsOf(shop)).toEqual([]);
    await query(shop, 'DROP TRIGGER broken');
    const judgement = JSON.parse(entry!.body.slice(1));
    for (const wrong of [1, {}, { ...judgement, window: 'x' }, { ...judgement, project_id: 'prj_other' }]) {
      expect(await repair(entry!, wrong)).toMatchObject({ status: 422, body: { code: 'quarantine.not_repairable' } });
    }
    expect((await repair(entry!, judgement)).status).toBe(200);
    expect(await untilAlerts(shop, 1)).toMatchObject([{ occurrences: 1, payload: { observed: 1 } }]);
    expect(await list(shop)).toEqual([]);
  });

  it('from before the restart is listed as well', async () => {
    const shop = await seedTenant();
    await putRules(shop, [eventRule({ count: 1 })]);
    await shop.send(payment());
    await query(shop, "INSERT INTO firings (judgement) VALUES ('broken')");
    await evict(shop);
    await ring(shop, 'flush');
    expect(await listed(shop, 1)).toMatchObject([{ source: 'ledger.firings', body: 'broken' }]);
  });
});

describe('an event that waits and cannot be read', () => {
  const checkout = { event_type: 'checkout_started', idempotency_key: 'c', session_id: 's' };
  const waiting = (shop: Seed) => query<{ keys: string; due_ms: number }>(shop, 'SELECT keys, due_ms FROM waiting');

  it('is joined by the keys that its other table holds', async () => {
    const shop = await seedTenant();
    await putRules(shop, [followUp()]);
    await shop.send(checkout);
    await query(shop, "UPDATE waiting SET keys = 'broken'");
    await evict(shop);
    await shop.send(payment({ session_id: 's' }));
    expect(await waiting(shop)).toEqual([]);
    expect(await asideIn(shop)).toEqual([]);
  });

  it('without those raises no false alert, is listed, and waits on once it is put right', async () => {
    const shop = await seedTenant();
    await putRules(shop, [followUp()]);
    await shop.send(checkout);
    const [row] = await waiting(shop);
    await query(shop, "UPDATE waiting SET keys = 'broken', due_ms = 0");
    await query(shop, 'DELETE FROM waiting_keys');
    await ring(shop, 'rules');
    const [entry] = await listed(shop, 1);
    expect(entry).toMatchObject({ source: 'ledger.waiting' });
    expect(await alertsOf(shop)).toEqual([]);
    const value = { ...JSON.parse(entry!.body), keys: JSON.parse(row!.keys), due_ms: row!.due_ms };
    expect((await repair(entry!, { ...value, keys: [] })).status).toBe(422);
    expect((await repair(entry!, value)).status).toBe(200);
    expect(await waiting(shop)).toEqual([row]);
    await shop.send(payment({ session_id: 's' }));
    expect(await waiting(shop)).toEqual([]);
  });
});
