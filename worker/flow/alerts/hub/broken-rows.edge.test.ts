import { env } from 'cloudflare:workers';
import { describe, expect, it } from 'vitest';
import { evictHub, queryHub, ringHub } from '../../../testing/hub-faults.ts';
import { firing, judgeAll } from '../../../testing/judgements.ts';
import { operate, type Seed, seedTenant, until } from '../../../testing/seed.ts';

const statusesOf = async (shop: Seed) => {
  const { body } = await shop.call('GET', '/v1/alerts');
  return Object.fromEntries(
    body.data.map((alert: { rule_id: string; status: string }) => [alert.rule_id, alert.status]),
  );
};

/** The operator's list of the tenant's rows, once the Hub has nothing left to put there. */
async function listed({ tenant_id }: Seed) {
  await until(
    () => queryHub<{ n: number }>({ tenant_id }, 'SELECT n FROM set_aside'),
    (rows) => rows.length === 0,
  );
  const list = env.DB.prepare('SELECT source, body, reason FROM quarantine WHERE tenant_id = ? ORDER BY source');
  return (await list.bind(tenant_id).all()).results;
}

/** Two firing rules, whose conditions end by themselves; the state of the first one becomes `body`. */
async function withBroken(body: string) {
  const shop = await seedTenant();
  const soon = Date.now() + 60_000;
  const [broken, sound] = [firing(shop, { holds_until: soon }), firing(shop, { holds_until: soon })];
  await judgeAll(shop, [broken, sound]);
  await queryHub(shop, 'UPDATE rule_states SET body = ? WHERE rule_id = ?', body, broken.rule_id);
  await evictHub(shop);
  return { shop, broken, sound };
}

describe('an alert state that cannot be read', () => {
  it.each(['broken', 'null', '{}'])('(%s) freezes no other rule of the tenant', async (body) => {
    const { shop, broken, sound } = await withBroken(body);
    await queryHub(
      shop,
      "UPDATE rule_states SET due_at = 1, body = json_replace(body, '$.holds_until', 1) WHERE rule_id = ?",
      sound.rule_id,
    );
    await queryHub(shop, 'UPDATE rule_states SET due_at = 0 WHERE rule_id = ?', broken.rule_id);
    await ringHub(shop, 'alerts');
    expect(await statusesOf(shop)).toEqual({ [sound.rule_id]: 'resolved', [broken.rule_id]: 'pending' });
    expect(await queryHub(shop, 'SELECT rule_id FROM rule_states WHERE due_at IS NOT NULL')).toEqual([]);
  });

  it('lets its rule and those behind it be judged on, and people end its alert', async () => {
    const { shop, broken, sound } = await withBroken('broken');
    const decisions = await judgeAll(shop, [
      { ...broken, window: 2 },
      { ...sound, window: 2 },
    ]);
    expect(decisions.map(({ outcome }) => outcome)).toEqual(['repeated', 'repeated']);
    const { body } = await shop.call('GET', `/v1/alerts?rule_id=${broken.rule_id}`);
    expect((await shop.call('POST', `/v1/alerts/${body.data[0].id}/resolve`)).status).toBe(200);
  });

  it('is listed with what stood there', async () => {
    const { shop, broken } = await withBroken('broken');
    await judgeAll(shop, [{ ...broken, window: 2 }]);
    expect(await listed(shop)).toEqual([{ source: 'hub.rule_states', body: 'broken', reason: 'unreadable' }]);
  });
});

describe('an open alert that cannot be read', () => {
  it('is set aside, and its rule raises the next one', async () => {
    const shop = await seedTenant();
    const judgement = firing(shop);
    await judgeAll(shop, [judgement]);
    await queryHub(shop, "UPDATE alerts SET body = 'broken'");
    await evictHub(shop);
    const [decision] = await judgeAll(shop, [{ ...judgement, window: 2 }]);
    expect(decision).toMatchObject({ outcome: 'raised' });
    const { body } = await shop.call('GET', '/v1/alerts');
    expect(body.data.map(({ status }: { status: string }) => status)).toEqual(['pending', 'resolved']);
    expect(await listed(shop)).toMatchObject([{ source: 'hub.alerts', body: 'broken' }, { source: 'hub.rule_states' }]);
  });
});

describe('what a person did to an alert, where the Hub cannot read it', () => {
  it('is listed, keeps no other entry out of the audit log, and gets there when it is put right', async () => {
    const shop = await seedTenant();
    const [one, two] = [firing(shop), firing(shop)];
    await judgeAll(shop, [one, two]);
    const ids = (await shop.call('GET', '/v1/alerts')).body.data.map(({ id }: { id: string }) => id);
    await queryHub(
      shop,
      `CREATE TRIGGER broken AFTER INSERT ON actions WHEN new.body LIKE '%${ids[0]}%'
       BEGIN UPDATE actions SET body = 'x' || body WHERE seq = new.seq; END`,
    );
    for (const id of ids) expect((await shop.call('POST', `/v1/alerts/${id}/acknowledge`)).status).toBe(200);
    const acknowledged = async () =>
      (await operate('GET', `/v1/admin/tenants/${shop.tenant_id}/audit?action=alert.acknowledged`)).body.data
        .map(({ target_id }: { target_id: string }) => target_id)
        .sort();
    await until(acknowledged, (found) => found.includes(ids[1]));
    expect(await acknowledged()).toEqual([ids[1]]);
    const [row] = await listed(shop);
    expect(row).toMatchObject({ source: 'hub.actions', reason: 'unreadable' });
    const { data } = (await operate('GET', `/v1/admin/quarantine?tenant_id=${shop.tenant_id}`)).body;
    const repair = (value: unknown) => operate('POST', `/v1/admin/quarantine/${data[0].id}/repair`, { value });
    expect(await repair({ alert_id: ids[0] })).toMatchObject({ status: 422 });
    expect((await repair(JSON.parse(String(row!.body).slice(1)))).status).toBe(200);
    expect(await acknowledged()).toEqual([...ids].sort());
    expect(await listed(shop)).toEqual([]);
  });
});
