import { env } from 'cloudflare:workers';
import { describe, expect, it } from 'vitest';
import { clearCaches } from '../../../base/isolate-cache.ts';
import { HOUR_MS } from '../../../shared/durations.ts';
import { evict, jobWith, query } from '../../../testing/faults.ts';
import { eventRule, putRules, threshold } from '../../../testing/live-rules.ts';
import { makeRule, untilAlerts } from '../../../testing/rules.ts';
import { payment, type Seed, seedTenant } from '../../../testing/seed.ts';
import { evaluateDue } from '../scheduled/evaluate-due.ts';
import { pushRules } from './push-rules.ts';

async function setZone({ project_id }: Seed, zone: string): Promise<void> {
  await env.DB.prepare('UPDATE projects SET timezone = ?, points_timezone = ? WHERE id = ?')
    .bind(zone, zone, project_id)
    .run();
  clearCaches();
}

/** Lets the minute after the next try come. */
async function evaluateLater(shop: Seed): Promise<void> {
  const job = { ...jobWith(), now: Date.now() + HOUR_MS };
  await evaluateDue(job, shop.tenant_id, shop.project_id);
}

const changesOf = (shop: Seed) => pushRules(jobWith(), shop.tenant_id, shop.project_id);
const stored = async (shop: Seed, id: string) => (await shop.call('GET', `/v1/rules/${id}`)).body;

describe('a live rule that cannot be judged', () => {
  it('because of the project’s row keeps no event out, says so, and is judged once the row is repaired', async () => {
    const shop = await seedTenant();
    const rule = await makeRule(shop, { type: 'metric_threshold', metric: 'payments', threshold: 1 });
    await setZone(shop, 'Mars/Olympus');
    await env.DB.prepare('UPDATE rule_sets SET rev = rev + 1 WHERE project_id = ?').bind(shop.project_id).run();
    await changesOf(shop);
    expect((await shop.send([payment(), payment()])).body).toMatchObject({ accepted: 2 });
    await evict(shop);
    expect((await shop.send(payment())).body).toMatchObject({ accepted: 1 });
    const broken = await stored(shop, rule.id);
    expect(broken).toMatchObject({
      last_error: expect.stringContaining('Mars/Olympus'),
      last_error_code: 'rule.not_judged',
    });
    await setZone(shop, 'Europe/London');
    await evaluateLater(shop);
    expect(await stored(shop, rule.id)).toMatchObject({ last_error: null, next_run_at: null });
    expect(await untilAlerts(shop, 1)).toMatchObject([{ rule_id: rule.id, payload: { observed: 3 } }]);
  });

  it('because its copy in the ledger is broken is judged again from what D1 holds', async () => {
    const shop = await seedTenant();
    const rule = await makeRule(shop, { type: 'metric_threshold', metric: 'payments', threshold: 1 });
    await shop.send(payment());
    await query(shop, "UPDATE live_rules SET rule = 'broken'");
    await evict(shop);
    expect((await shop.send(payment())).body).toMatchObject({ accepted: 1 });
    await changesOf(shop);
    expect(await untilAlerts(shop, 1)).toMatchObject([{ rule_id: rule.id, payload: { observed: 2 } }]);
  });

  it('keeps no other rule from being judged', async () => {
    const shop = await seedTenant();
    const wrong = { ...threshold({ id: 'rul_wrong' }), measure: undefined as never };
    const reply = await putRules(shop, [wrong, threshold({ threshold: 2 }), eventRule({ count: 1 })]);
    expect(reply).toMatchObject({ failures: [{ rule_id: 'rul_wrong' }] });
    await shop.send([payment(), payment(), payment({ event_type: 'payment_failed', payload: {} })]);
    const alerts = await untilAlerts(shop, 2);
    expect(alerts.map(({ rule_id }: { rule_id: string }) => rule_id).sort()).toEqual(['rul_event', 'rul_threshold']);
  });
});
