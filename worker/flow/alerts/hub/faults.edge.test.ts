import { env } from 'cloudflare:workers';
import { describe, expect, it } from 'vitest';
import { hubOf } from '../../../../durable/stubs.ts';
import { openDb } from '../../../base/db.ts';
import { entriesOf, verdictOn } from '../../../testing/audit.ts';
import { breakD1, evictHub, queryHub, repairD1, ringHub } from '../../../testing/hub-faults.ts';
import { firing, judgeAll } from '../../../testing/judgements.ts';
import { liveAs } from '../../../testing/live.ts';
import { operate, type Seed, seedPerson, seedTenant } from '../../../testing/seed.ts';
import type { RulesHub } from '../../rules/objects.ts';
import { projectAlerts } from './projection-rows.ts';

async function listed(shop: Seed) {
  return (await shop.call('GET', '/v1/alerts?limit=200')).body.data;
}

async function triggered(shop: Seed): Promise<number> {
  return (await shop.call('GET', '/v1/billing/usage')).body.totals.alerts_triggered;
}

describe('while D1 cannot be reached', () => {
  it('an alert is a frame at once and in the list later, once', async () => {
    const shop = await seedTenant();
    const socket = await liveAs(shop.secret_key);
    await breakD1(shop, 'refuses');
    const judgement = firing(shop);
    const [raised] = await judgeAll(shop, [judgement]);
    expect(raised?.outcome).toBe('raised');
    expect(await socket.next()).toMatchObject({ type: 'alert.raised', data: { id: raised!.alert_id } });
    expect(await listed(shop)).toEqual([]);
    await judgeAll(shop, [judgement, { ...judgement, window: 2 }]);

    await ringHub(shop, 'projection');
    expect(await listed(shop)).toMatchObject([{ id: raised!.alert_id, occurrences: 2 }]);
    expect(await triggered(shop)).toBe(1);
    // Nothing is left to do, and the alarm knows it.
    expect(await queryHub(shop, "SELECT * FROM alarms WHERE name = 'projection'")).toEqual([]);
  });

  it('a Hub that is lost between deciding and writing writes when it is back', async () => {
    const shop = await seedTenant();
    await breakD1(shop, 'refuses');
    const [raised] = await judgeAll(shop, [firing(shop)]);
    await evictHub(shop);
    expect(await listed(shop)).toEqual([]);
    await ringHub(shop, 'projection');
    expect(await listed(shop)).toMatchObject([{ id: raised!.alert_id, status: 'pending' }]);
  });

  it('a reply that was lost doubles neither alert nor audit entry nor usage', async () => {
    const shop = await seedTenant();
    const ann = await seedPerson(shop, 'editor');
    await breakD1(shop, 'loses the reply');
    const [raised] = await judgeAll(shop, [firing(shop)]);
    const reply = await ann.call('POST', `/v1/alerts/${raised!.alert_id}/acknowledge`);
    expect(reply).toMatchObject({ status: 200, body: { status: 'acknowledged' } });
    await repairD1(shop);
    await ringHub(shop, 'projection');
    expect(await listed(shop)).toEqual([reply.body]);
    expect(await triggered(shop)).toBe(1);
    const entries = (await entriesOf(shop)).filter(({ action }) => action === 'alert.acknowledged');
    expect(entries).toMatchObject([{ actor_id: ann.user_id, target_id: raised!.alert_id, target_type: 'alert' }]);
    expect(await verdictOn(shop)).toMatchObject({ intact: true });
  });

  it('a writing that was overtaken changes nothing', async () => {
    const shop = await seedTenant();
    const judgement = firing(shop);
    await judgeAll(shop, [judgement]);
    const [{ body }] = (await queryHub<{ body: string }>(shop, 'SELECT body FROM alerts')) as [{ body: string }];
    await judgeAll(shop, [{ ...judgement, window: 2, verdict: 'clear' }]);
    const before = await listed(shop);
    expect(before).toMatchObject([{ status: 'resolved' }]);
    await projectAlerts(openDb(env.DB), shop.tenant_id, {
      alerts: [JSON.parse(body)],
      actions: [],
      usage: [],
      aside: [],
      facts: [],
    });
    expect(await listed(shop)).toEqual(before);
  });

  it('an alert that ended and the one after it arrive together', async () => {
    const shop = await seedTenant();
    const judgement = firing(shop);
    await judgeAll(shop, [judgement]);
    await breakD1(shop, 'refuses');
    await judgeAll(shop, [
      { ...judgement, window: 2, verdict: 'clear' },
      { ...judgement, window: 3 },
    ]);
    expect(await listed(shop)).toMatchObject([{ status: 'pending' }]);
    await ringHub(shop, 'projection');
    expect(await listed(shop)).toMatchObject([{ status: 'pending' }, { status: 'resolved' }]);
    expect(await triggered(shop)).toBe(2);
  });
});

describe('many at once', () => {
  it('500 rules that fire within a second are 500 alerts, however they arrive', async () => {
    const shop = await seedTenant();
    const judgements = Array.from({ length: 500 }, () => firing(shop));
    const alone = judgements.slice(0, 100).map((judgement) => judgeAll(shop, [judgement]));
    const together = judgeAll(shop, judgements.slice(100));
    const decisions = (await Promise.all([...alone, together])).flat();
    expect(decisions.filter(({ outcome }) => outcome === 'raised')).toHaveLength(500);
    // All of it again, as after a lost reply.
    const again = await judgeAll(shop, judgements);
    expect(again.filter(({ outcome }) => outcome !== 'ignored')).toEqual([]);
    expect((await shop.call('GET', '/v1/alerts/counts')).body.pending).toBe(500);
    expect(await triggered(shop)).toBe(500);
  });

  it('one rule that fires in many calls is one alert that counts them, and one of each currency', async () => {
    const shop = await seedTenant();
    const judgement = firing(shop);
    const firings = Array.from({ length: 50 }, (_, i) => ({ ...judgement, window: i + 1 }));
    const decisions = (await Promise.all(firings.map((one) => judgeAll(shop, [one])))).flat();
    // One that is overtaken by a later window is not counted.
    const taken = decisions.filter(({ outcome }) => outcome === 'raised' || outcome === 'repeated').length;
    expect(decisions.filter(({ outcome }) => outcome === 'raised')).toHaveLength(1);
    await judgeAll(shop, [
      { ...judgement, currency: 'EUR' },
      { ...judgement, currency: 'GBP' },
    ]);
    const alerts = await listed(shop);
    expect(alerts.map(({ currency }: { currency: string | null }) => currency).sort()).toEqual(['EUR', 'GBP', null]);
    expect(alerts.find(({ currency }: { currency: string | null }) => currency === null).occurrences).toBe(taken);
  });

  it('a rule that fires a thousand times in one call is one frame', async () => {
    const shop = await seedTenant();
    const socket = await liveAs(shop.secret_key);
    const judgement = firing(shop);
    await judgeAll(
      shop,
      Array.from({ length: 1_000 }, (_, i) => ({ ...judgement, window: i + 1 })),
    );
    expect(await socket.next()).toMatchObject({ type: 'alert.raised', data: { occurrences: 1_000 } });
    await socket.ping();
    expect(socket.frames).toEqual([]);
  });
});

describe('a rule that ends', () => {
  it('ends its alert, and judgements of it that are still on their way raise none', async () => {
    const shop = await seedTenant();
    const judgement = firing(shop, { revision: 3 });
    const [raised] = await judgeAll(shop, [judgement]);
    await hubOf<RulesHub>(env, shop.tenant_id).closeRule(shop.tenant_id, judgement.rule_id, 'ann@example.com', 3);
    expect(await listed(shop)).toMatchObject([
      { id: raised!.alert_id, status: 'resolved', resolved_by: 'ann@example.com' },
    ]);
    expect(await judgeAll(shop, [{ ...judgement, window: 2 }])).toMatchObject([{ outcome: 'ignored' }]);
    // Switched on again it has a new revision; a message that is late does not end what that has found.
    expect(await judgeAll(shop, [{ ...judgement, revision: 4 }])).toMatchObject([{ outcome: 'raised' }]);
    await hubOf<RulesHub>(env, shop.tenant_id).closeRule(shop.tenant_id, judgement.rule_id, 'ann@example.com', 3);
    expect((await listed(shop))[0]).toMatchObject({ status: 'pending', rule_revision: 4 });
  });

  it('even one that never fired', async () => {
    const shop = await seedTenant();
    const judgement = firing(shop);
    await hubOf<RulesHub>(env, shop.tenant_id).closeRule(shop.tenant_id, judgement.rule_id, 'ann@example.com', 1);
    expect(await judgeAll(shop, [judgement])).toMatchObject([{ outcome: 'ignored' }]);
    expect(await listed(shop)).toEqual([]);
  });
});

describe('an archived project', () => {
  it('has no open alerts and gets none, until it is back', async () => {
    const shop = await seedTenant();
    const owner = await seedPerson(shop, 'owner');
    const other = (await operate('POST', `/v1/admin/tenants/${shop.tenant_id}/projects`, { name: 'Other' })).body.id;
    const judgement = firing(shop);
    await judgeAll(shop, [judgement, firing({ project_id: other })]);
    await owner.call('POST', `/v1/projects/${shop.project_id}/archive`);
    const seen = (await owner.call('GET', '/v1/alerts')).body.data;
    expect(seen).toMatchObject([{ status: 'resolved', resolved_by: owner.email }]);
    const there = await owner.call('GET', '/v1/alerts', undefined, { 'signalbox-project': other });
    expect(there.body.data).toMatchObject([{ status: 'pending' }]);
    expect(await judgeAll(shop, [{ ...judgement, window: 2 }])).toMatchObject([{ outcome: 'ignored' }]);
    await owner.call('POST', `/v1/projects/${shop.project_id}/restore`);
    expect(await judgeAll(shop, [{ ...judgement, window: 2 }])).toMatchObject([{ outcome: 'raised' }]);
  });
});
