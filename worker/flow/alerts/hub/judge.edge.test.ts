import { env } from 'cloudflare:workers';
import { describe, expect, it } from 'vitest';
import { queryHub } from '../../../testing/hub-faults.ts';
import { firing, judgeAll } from '../../../testing/judgements.ts';
import { seedTenant } from '../../../testing/seed.ts';

async function rowsOf(tenant_id: string) {
  const { results } = await env.DB.prepare('SELECT * FROM alerts WHERE tenant_id = ? ORDER BY id')
    .bind(tenant_id)
    .all();
  return results;
}

describe('a judgement', () => {
  it('that changes nothing writes nothing', async () => {
    const shop = await seedTenant();
    const judgement = firing(shop);
    await judgeAll(shop, [judgement]);
    const changes = async () => (await queryHub<{ n: number }>(shop, 'SELECT total_changes() AS n'))[0]!.n;
    const before = await changes();
    const fine = Array.from({ length: 20 }, () => firing(shop, { verdict: 'clear' }));
    const decisions = await judgeAll(shop, [...fine, judgement, { ...judgement, window: 0, verdict: 'clear' }]);
    expect(decisions.filter(({ outcome }) => outcome !== 'ignored')).toEqual([]);
    expect(await changes()).toBe(before);
    expect(await queryHub(shop, 'SELECT rule_id FROM rule_states')).toEqual([{ rule_id: judgement.rule_id }]);
  });

  it('becomes an alert that D1 holds when the Hub replies, and counts on while it is open', async () => {
    const shop = await seedTenant();
    const first = firing(shop);
    const [raised] = await judgeAll(shop, [first]);
    expect(raised).toMatchObject({ rule_id: first.rule_id, currency: '', outcome: 'raised' });
    const [row] = await rowsOf(shop.tenant_id);
    expect(row).toMatchObject({ id: raised!.alert_id, status: 'pending', occurrences: 1, false_positive: 0 });
    expect(JSON.parse(row!.payload as string)).toEqual(first.payload);
    const [repeated, again] = await judgeAll(shop, [
      { ...first, window: 2 },
      { ...first, window: 2 },
    ]);
    expect(repeated).toMatchObject({ outcome: 'repeated', alert_id: raised!.alert_id });
    expect(again).toMatchObject({ outcome: 'ignored' });
    const rows = await rowsOf(shop.tenant_id);
    expect(rows).toHaveLength(1);
    expect(rows[0]).toMatchObject({ occurrences: 2 });
    const [cleared] = await judgeAll(shop, [{ ...first, window: 3, verdict: 'clear' }]);
    expect(cleared).toMatchObject({ outcome: 'cleared', alert_id: raised!.alert_id });
    expect((await rowsOf(shop.tenant_id))[0]).toMatchObject({ status: 'resolved', resolved_by: 'condition_cleared' });
    const usage = await env.DB.prepare('SELECT * FROM usage_days WHERE tenant_id = ?').bind(shop.tenant_id).all();
    expect(usage.results).toMatchObject([{ meter: 'alerts_triggered', holder: shop.project_id, quantity: 1 }]);
  });
});
