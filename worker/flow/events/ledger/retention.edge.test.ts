import { runDurableObjectAlarm, runInDurableObject } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import { describe, expect, it } from 'vitest';
import { ledgerOf } from '../../../../durable/stubs.ts';
import { CRONS } from '../../../crons.ts';
import { DAY_MS } from '../../../shared/durations.ts';
import { heldBy, listAll, query } from '../../../testing/faults.ts';
import { checkChain, newJob } from '../../../testing/privacy.ts';
import { operate, payment, type Seed, seedTenant, until } from '../../../testing/seed.ts';
import { applyRetention } from './apply-retention.ts';

const retain = (shop: Seed, retention_days: unknown) =>
  shop.call('PATCH', `/v1/projects/${shop.project_id}`, { retention_days });
const kept = async (shop: Seed) =>
  (await query<{ retention_days: number }>(shop, 'SELECT retention_days FROM state'))[0]!.retention_days;

/** Three events of now, of which the ledger believes that two came so many days ago. */
async function aged(days: number): Promise<Seed> {
  const shop = await seedTenant({ currency: 'GBP' });
  for (let i = 0; i < 3; i++) {
    await shop.send(payment({ occurred_at: new Date(Date.now() - (i < 2 ? days : 0) * DAY_MS).toISOString() }));
  }
  await runInDurableObject(ledgerOf(env, shop.project_id), (_, state) => {
    state.storage.sql.exec('UPDATE segments SET received_at = received_at - ? * 86400000 WHERE seq < 2', days);
  });
  return shop;
}

describe('retention of a project', () => {
  it('is a setting from one day to what the plan keeps', async () => {
    const shop = await seedTenant();
    for (const days of [0, -1, 1.5, '30', 91]) expect((await retain(shop, days)).status).toBe(422);
    expect((await retain(shop, 91)).body).toMatchObject({
      code: 'project.retention_over_plan',
      errors: [{ path: 'retention_days' }],
    });
    expect((await retain(shop, 30)).body).toMatchObject({ retention_days: 30 });
    expect((await retain(shop, null)).body).toMatchObject({ retention_days: null });
  });

  it('drops older raw events soon after it was shortened; KPIs, keys and the chain stay, also when it is lengthened again', async () => {
    const shop = await aged(5);
    const before = await heldBy(shop);
    await retain(shop, 3);
    await until(
      () => kept(shop),
      (days) => days === 3,
    );
    await runDurableObjectAlarm(ledgerOf(env, shop.project_id));
    expect(await listAll(shop)).toHaveLength(1);
    const count = (await operate('POST', `/v1/admin/projects/${shop.project_id}/reconcile`, { days: 7 })).body;
    expect(count.differences).toEqual([]);
    await retain(shop, null);
    await until(
      () => kept(shop),
      (days) => days === 90,
    );
    const longer = (await operate('POST', `/v1/admin/projects/${shop.project_id}/reconcile`, { days: 7 })).body;
    expect(longer.differences).toEqual([]);
    expect(await heldBy(shop)).toEqual({ ...before, events: 1 });
    expect((await checkChain(shop)).problems).toEqual([]);
  });

  it('reaches a ledger that gets no events any more by the daily cron, down to the last event', async () => {
    const shop = await aged(40);
    await query(shop, 'UPDATE segments SET received_at = received_at - 40 * 86400000 WHERE seq = 2');
    await env.DB.prepare('UPDATE projects SET retention_days = 2 WHERE id = ?').bind(shop.project_id).run();
    await CRONS['17 3 * * *']!(newJob());
    await until(
      () => kept(shop),
      (days) => days === 2,
      // The cron visits the projects of all tests.
      45,
    );
    await runDurableObjectAlarm(ledgerOf(env, shop.project_id));
    expect(await heldBy(shop)).toMatchObject({ keys: 3, events: 0, counted: 3, sum: 3_000 });
    const count = (await operate('POST', `/v1/admin/projects/${shop.project_id}/reconcile`, { days: 50 })).body;
    expect(count.differences).toEqual([]);
  }, 60_000);

  it('follows a plan that keeps less', async () => {
    const shop = await aged(1);
    await applyRetention(newJob(), shop.project_id);
    expect(await kept(shop)).toBe(90);
    await retain(shop, 60);
    await applyRetention(newJob(), shop.project_id);
    expect(await kept(shop)).toBe(60);
    const empty = await seedTenant();
    await applyRetention(newJob(), empty.project_id);
    await applyRetention(newJob(), 'prj_none');
  });
});
