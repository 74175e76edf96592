import { env } from 'cloudflare:workers';
import { describe, expect, it } from 'vitest';
import { batch, openDb } from '../../base/db.ts';
import { firing, judgeAll } from '../../testing/judgements.ts';
import { operate, request, seedPerson, seedTenant } from '../../testing/seed.ts';
import { putUsage, type UsageRow } from './store.ts';

async function put(tenant_id: string, rows: Partial<UsageRow>[]): Promise<void> {
  const db = openDb(env.DB);
  const full = rows.map((row) => ({
    date: '2026-01-31',
    meter: 'ingest_unit',
    holder: '',
    quantity: 1,
    rev: 1,
    ...row,
  }));
  await batch(db, [putUsage(db, tenant_id, full)]);
}

describe('GET /v1/billing/usage', () => {
  it('gives every UTC day of the range with every meter, and the totals', async () => {
    const shop = await seedTenant();
    const holder = shop.project_id;
    await put(shop.tenant_id, [
      { holder, quantity: 5 },
      { holder, date: '2026-02-02', quantity: 7 },
      { holder, date: '2026-02-03', quantity: 100 },
      { meter: 'seat', date: '2026-02-01', quantity: 3 },
    ]);
    const { status, body } = await shop.call('GET', '/v1/billing/usage?from=2026-01-31&to=2026-02-02');
    expect(status).toBe(200);
    expect(body).toEqual({
      from: '2026-01-31',
      to: '2026-02-02',
      totals: { ingest_unit: 12, alerts_triggered: 0, seat: 3 },
      days: [
        { date: '2026-01-31', ingest_unit: 5, alerts_triggered: 0, seat: 0 },
        { date: '2026-02-01', ingest_unit: 0, alerts_triggered: 0, seat: 3 },
        { date: '2026-02-02', ingest_unit: 7, alerts_triggered: 0, seat: 0 },
      ],
    });
  });

  it('counts each alert on the day it was raised, in the current period by default', async () => {
    const shop = await seedTenant();
    const judgement = firing(shop);
    await judgeAll(shop, [judgement, { ...judgement, window: 2 }, firing(shop)]);
    const { body } = await shop.call('GET', '/v1/billing/usage');
    const today = new Date().toISOString().slice(0, 10);
    expect(body).toMatchObject({ from: `${today.slice(0, 7)}-01`, to: today, totals: { alerts_triggered: 2 } });
    expect(body.days.at(-1)).toMatchObject({ date: today, alerts_triggered: 2 });
    expect(body.days).toHaveLength(Number(today.slice(8)));
  });

  it('keeps the latest count of a day, whatever arrives last', async () => {
    const shop = await seedTenant();
    const holder = shop.project_id;
    await put(shop.tenant_id, [{ holder, quantity: 9, rev: 9 }]);
    await put(shop.tenant_id, [{ holder, quantity: 4, rev: 4 }]);
    await put(shop.tenant_id, [{ holder, quantity: 9, rev: 9 }]);
    const { body } = await shop.call('GET', '/v1/billing/usage?from=2026-01-31&to=2026-01-31');
    expect(body.totals.ingest_unit).toBe(9);
  });

  it('shows people the whole tenant, a key its own project, nobody another tenant', async () => {
    const [shop, stranger] = [await seedTenant(), await seedTenant()];
    const other = (await operate('POST', `/v1/admin/tenants/${shop.tenant_id}/projects`, { name: 'Other' })).body.id;
    await put(shop.tenant_id, [
      { holder: shop.project_id, quantity: 5 },
      { holder: other, quantity: 70 },
    ]);
    const range = '/v1/billing/usage?from=2026-01-31&to=2026-01-31';
    const owner = await seedPerson(shop, 'owner');
    expect((await owner.call('GET', range)).body.totals.ingest_unit).toBe(75);
    expect((await shop.call('GET', range)).body.totals.ingest_unit).toBe(5);
    expect((await stranger.call('GET', range)).body.totals.ingest_unit).toBe(0);
    expect((await (await seedPerson(shop, 'editor')).call('GET', range)).status).toBe(403);
  });

  it('refuses what is no range', async () => {
    const shop = await seedTenant();
    const wrong = ['from=2026-02-30', 'from=x', 'from=2026-02-02&to=2026-02-01', 'from=2010-01-01&to=2026-01-01'];
    for (const query of wrong) {
      expect([query, (await shop.call('GET', `/v1/billing/usage?${query}`)).status]).toEqual([query, 422]);
    }
    expect((await request('GET', '/v1/billing/usage', shop.publishable_key)).status).toBe(403);
  });
});
