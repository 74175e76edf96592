import { runInDurableObject } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import { expect, it } from 'vitest';
import { hubOf } from '../../../durable/stubs.ts';
import { DAY_MS } from '../../shared/durations.ts';
import { listAll, query } from '../../testing/faults.ts';
import { firing, judgeAll } from '../../testing/judgements.ts';
import { checkChain, finished, rawText } from '../../testing/privacy.ts';
import { payment, type Seed, seedPerson, seedTenant, until } from '../../testing/seed.ts';

type Rows = { name: string }[];
const TABLES =
  "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' AND name NOT LIKE '_cf_%'";
const text = (value: unknown) => JSON.stringify(value, (_, held) => (held instanceof ArrayBuffer ? bytes(held) : held));
const bytes = (held: ArrayBuffer) => Buffer.from(held).toString('utf8');

/** That time of the day, so many days ago. */
const daysAgo = (days: number) => new Date(Date.now() - days * DAY_MS).toISOString();

/** Every value of every row of D1. */
async function d1Text(): Promise<string> {
  const { results } = await env.DB.prepare(TABLES).all<{ name: string }>();
  const tables = await Promise.all(results.map(({ name }) => env.DB.prepare(`SELECT * FROM "${name}"`).all()));
  return text(tables.map((table) => table.results));
}

/** Every value of every row of the tenant's hub. */
async function hubText({ tenant_id }: Seed): Promise<string> {
  return await runInDurableObject(hubOf(env, tenant_id), (_, { storage: { sql } }) => {
    return text((sql.exec(TABLES).toArray() as Rows).map(({ name }) => sql.exec(`SELECT * FROM "${name}"`).toArray()));
  });
}

/** Why a report says that there was more revenue. */
function explanationOf({ numbers }: { numbers: { metric: string; explanation: string }[] }): string {
  return numbers.find(({ metric }) => metric === 'revenue')!.explanation;
}

/** What Ana left: events, an alert that names her, an open dashboard's frames of it, a report with both. */
async function seedAna(tag: string) {
  const shop = await seedTenant({ currency: 'GBP', timezone: 'UTC' });
  const ana = { name: `Ana "${tag}" Ümit`, actor_id: `ana-${tag}`, email: `ana-${tag}@example.com` };
  const paid = (owner: string, over: object) =>
    payment({
      occurred_at: daysAgo(1),
      ...over,
      payload: { amount_cents: 5, currency: 'GBP', owner, country: `GB${tag}` },
    });
  await shop.send([
    ...[1, 2].map(() => paid(ana.name, { actor_id: ana.actor_id })),
    {
      event_type: 'signup',
      idempotency_key: `signup ${ana.email}`,
      actor_id: ana.actor_id,
      payload: { mail: ana.email },
    },
    paid('Bob', { actor_id: 'bob' }),
    paid('Bob', { actor_id: 'bob', occurred_at: daysAgo(8) }),
  ]);
  const part = (label: string) => ({ kind: 'value' as const, label, now: 9, before: 1, unit: 'count' as const });
  const parts = [part(`owner ${ana.name}`), part(`country GB${tag}`)];
  await seedPerson(shop, 'owner');
  const base = firing(shop);
  const explanation = `9 payments, most of it from ${parts[0]!.label} (9 instead of 1)`;
  const first = { ...base, payload: { ...base.payload, parts, explanation } };
  const alert_id = (await judgeAll(shop, [first]))[0]!.alert_id!;
  // Snoozed alerts, repeated firings and the first frames all hold the sentence.
  await judgeAll(shop, [{ ...first, window: first.window + 1, at: first.at + 1 }]);
  const told = () => env.DB.prepare('SELECT count(*) AS n FROM notifications WHERE tenant_id = ? AND content LIKE ?');
  await until(
    () => told().bind(shop.tenant_id, `%${tag}%`).first<number>('n'),
    (n) => n === 1,
  );
  await env.DB.prepare('UPDATE alerts SET created_at = ? WHERE id = ?').bind(daysAgo(1), alert_id).run();
  const report = await shop.call('POST', '/v1/reports', { kind: 'daily' });
  const named = `owner ${ana.name}`;
  expect(explanationOf(report.body)).toContain(named);
  expect(report.body.alerts[0].payload.parts[0].label).toBe(named);
  return { shop, ana, alert_id, report_id: report.body.id as string };
}

it('an erased person is nowhere: not in D1, not in either object, not in alerts, what they share with others stays', async () => {
  const tag = crypto.randomUUID().slice(0, 8);
  const { shop, ana, alert_id, report_id } = await seedAna(tag);
  const inJson = JSON.stringify(ana.name).slice(1, -1);
  expect(await hubText(shop)).toContain(`ana-${tag}`.slice(4));
  expect(await d1Text()).toContain(JSON.stringify(inJson).slice(1, -1));
  const receipt = await shop.call('POST', '/v1/privacy/erasures', { actor_id: ana.actor_id, email: ana.email });
  expect(receipt.body).toMatchObject({ status: 'done', erased: 3 });
  const everything = { d1: await d1Text(), hub: await hubText(shop), ledger: await rawText(shop) };
  for (const [where, held] of Object.entries(everything)) {
    for (const said of [`Ana \\\\\\"${tag}`, `Ana \\"${tag}`, `Ana "${tag}`, ana.actor_id, ana.email]) {
      expect([where, said, held.includes(said)]).toEqual([where, said, false]);
    }
  }
  const { body: alert } = await shop.call('GET', `/v1/alerts/${alert_id}`);
  expect(alert.payload.parts.map(({ label }: { label: string }) => label)).toEqual([
    'owner [erased]',
    `country GB${tag}`,
  ]);
  expect(alert.payload.explanation).toBe('9 payments, most of it from owner [erased] (9 instead of 1)');
  const { body: report } = await shop.call('GET', `/v1/reports/${report_id}`);
  expect(explanationOf(report)).toContain('most of it from owner [erased]');
  expect(report.alerts[0].payload.parts[0].label).toBe('owner [erased]');
  const mails = await env.DB.prepare('SELECT count(*) AS n FROM mail_outbox WHERE text LIKE ?')
    .bind(`%${tag}%`)
    .first('n');
  expect(mails).toBe(0);
  const owner = await seedPerson(shop, 'owner');
  expect(JSON.stringify((await owner.call('GET', '/v1/audit?limit=200')).body)).not.toContain(tag);
});

it('exports that were made before an erasure are deleted with it, those of other projects stay', async () => {
  const [shop, other] = [await seedTenant(), await seedTenant()];
  for (const each of [shop, other]) {
    await each.send([payment({ actor_id: 'ana' })]);
    await finished(each, (await each.call('POST', '/v1/exports')).body.id);
  }
  const owner = await seedPerson(shop, 'owner');
  const whole = (await owner.call('POST', '/v1/exports')).body.id;
  await finished(shop, whole).catch(() => {});
  const files = async ({ tenant_id }: Seed) => (await env.ARCHIVE.list({ prefix: `exports/${tenant_id}/` })).objects;
  expect(await files(shop)).not.toEqual([]);
  const { body: receipt } = await shop.call('POST', '/v1/privacy/erasures', { actor_id: 'ana' });
  expect(receipt.exports).toHaveLength(2);
  for (const { expires_at } of receipt.exports) expect(Date.parse(expires_at)).toBeLessThanOrEqual(Date.now());
  expect(await files(shop)).toEqual([]);
  expect(await files(other)).not.toEqual([]);
  const { body: list } = await owner.call('GET', '/v1/exports');
  expect(list.data.map(({ status }: { status: string }) => status)).not.toContain('ready');
  const { body: log } = await owner.call('GET', '/v1/audit?action=export.deleted');
  expect(log.data).toHaveLength(2);
  const again = await shop.call('POST', '/v1/privacy/erasures', { actor_id: 'ana' });
  expect(again.body.exports).toEqual([]);
});

it('what is erased is written over where it lies: the text of a segment keeps its length', async () => {
  const shop = await seedTenant();
  const paid = (actor_id: string, n: number) =>
    payment({ actor_id, payload: { amount_cents: 5, currency: 'GBP', note: 'ä'.repeat(n) } });
  await shop.send([paid('ana', 3_000), paid('bob', 10), paid('ana', 1)]);
  const lengths = () => query<{ bytes: number }>(shop, 'SELECT octet_length(body) AS bytes FROM segments ORDER BY seq');
  const before = await lengths();
  await shop.call('POST', '/v1/privacy/erasures', { actor_id: 'ana' });
  expect(await lengths()).toEqual(before);
  expect((await checkChain(shop)).problems).toEqual([]);
  expect((await listAll(shop)).filter(({ erased }) => erased)).toHaveLength(2);
});
