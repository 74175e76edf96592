import { env } from 'cloudflare:workers';
import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { ledgerOf } from '../../../durable/stubs.ts';
import { leafOf, placeOf } from '../../../scripts/events/verify-heads.ts';
import { CRONS } from '../../crons.ts';
import { firing, judgeAll } from '../../testing/judgements.ts';
import { checkChain, download, finished, linesOf, newJob } from '../../testing/privacy.ts';
import { operate, payment, request, type Seed, seedPerson, seedTenant, until } from '../../testing/seed.ts';
import { exportLink } from './export-link.ts';
import type { PrivacyLedger } from './objects.ts';
import { purgeExports } from './purge.ts';
import { runExport } from './run-export.ts';
import { type ExportRow, insertExport } from './store.ts';

const day = 86_400_000;

async function exported(shop: Seed): Promise<{ id: string; url: string; text: string }> {
  const asked = await shop.call('POST', '/v1/exports');
  expect(asked).toMatchObject({ status: 202, body: { id: expect.stringMatching(/^exp_/), status: 'running' } });
  const { download_url: url } = (await finished(shop, asked.body.id)).body;
  const { status, headers, text } = await download(url);
  expect([status, headers.get('content-type')]).toEqual([200, 'application/x-ndjson']);
  return { id: asked.body.id, url, text };
}

/** A running export whose message nobody has sent, so that the test alone carries it out. */
async function stalled(shop: Seed): Promise<string> {
  const asked = (await shop.call('POST', '/v1/exports')).body;
  await finished(shop, asked.id);
  const row = (await env.DB.prepare('SELECT * FROM exports WHERE id = ?')
    .bind(asked.id)
    .first()) as unknown as ExportRow;
  const id = `${asked.id}x`;
  const fresh = { id, status: 'running', step: 0, position: { source: 0, after: '' }, counts: {}, bytes: 0 } as const;
  const unbegun = { lease_until: null, total_events: null, error_code: null, failures: 0 };
  const expires_at = new Date(Date.now() + day).toISOString();
  const statement = insertExport(newJob().db, {
    ...row,
    ...fresh,
    ...unbegun,
    finished_at: null,
    expires_at,
    purged: false,
  });
  await (statement as unknown as Promise<unknown>);
  return id;
}

const objects = async (shop: Seed, id: string) =>
  (await env.ARCHIVE.list({ prefix: `exports/${shop.tenant_id}/${id}/` })).objects.map((object) => object.key);

describe('an export', () => {
  it('holds everything, without secrets, under a manifest that can be checked', async () => {
    const shop = await seedTenant();
    await operate('PUT', `/v1/admin/tenants/${shop.tenant_id}/owner`, {
      email: `${shop.tenant_id}@example.com`,
      name: 'Olga',
      password: 'a long enough password',
    });
    await shop.send(
      Array.from({ length: 30 }, () =>
        payment({ actor_id: 'user-1', payload: { amount_cents: 5, currency: 'GBP', '2': 'b', a: { '1': 'ü' } } }),
      ),
    );
    await shop.send(payment({ payload: { amount_cents: 5, currency: 'GBP', email: 'ana@example.com' } }));
    await until(
      () => shop.call('GET', `/v1/metrics/payments?from=2026-01-01&to=2030-01-01`),
      ({ body }) => body.total === 31,
    );
    const { id, text } = await exported(shop);
    const lines = linesOf(text);
    const [manifest] = lines.manifest!;
    expect(text.startsWith('{"kind":"manifest"')).toBe(true);
    expect(manifest).toMatchObject({ version: 1, id, tenant_id: shop.tenant_id, project_id: shop.project_id });
    let at = Buffer.byteLength(text.slice(0, text.indexOf('\n') + 1));
    const bytes = Buffer.from(text);
    for (const part of manifest.parts) {
      const held = bytes.subarray(at, at + part.bytes);
      expect(createHash('sha256').update(held).digest('hex')).toBe(part.sha256);
      expect(held.toString().trimEnd().split('\n')).toHaveLength(part.lines);
      at += part.bytes;
    }
    expect(at).toBe(bytes.length);
    expect(Object.fromEntries(Object.entries(lines).map(([kind, found]) => [kind, found.length]))).toEqual({
      manifest: 1,
      ...manifest.counts,
    });
    expect(manifest.counts).toMatchObject({ tenant: 1, project: 1, key: 2, event: 31 });
    expect(lines.point!.length).toBeGreaterThanOrEqual(2);
    const keys = (await shop.call('GET', '/v1/events?limit=1')).body.data;
    expect(lines.event!.at(-1)).toMatchObject({
      id: keys[0].id,
      data: { payload: { email: expect.stringMatching(/^email_/) } },
    });
    for (const secret of [shop.secret_key, 'digest', 'password', 'ana@']) expect(text).not.toContain(secret);

    const { places } = await checkChain(shop);
    for (const event of lines.event!) expect(await leafOf(event)).toBe(places.get(placeOf(event)));
    await shop.call('POST', '/v1/privacy/erasures', { actor_id: 'user-1' });
    const after = linesOf((await exported(shop)).text).event!;
    expect(after.filter((event) => event.data.erased && /^0+$/.test(event.salt))).toHaveLength(30);
  });

  it('holds rules, alerts and usage, of a key those of its own project', async () => {
    const shop = await seedTenant();
    const other = (await operate('POST', `/v1/admin/tenants/${shop.tenant_id}/projects`, { name: 'Other' })).body.id;
    const rule = { name: 'Failures', type: 'event', event_type: 'payment_failed' };
    const { rule_id } = (await judgeAll(shop, [firing(shop), firing({ project_id: other })]))[0]!;
    const owner = await seedPerson(shop, 'owner');
    await shop.call('POST', '/v1/rules', rule);
    const [{ id }] = (await shop.call('GET', '/v1/rules')).body.data;
    const key = linesOf((await exported(shop)).text);
    expect(key.rule).toMatchObject([{ data: { id, name: 'Failures' } }]);
    expect(key.alert).toMatchObject([{ data: { rule_id, project_id: shop.project_id, status: 'pending' } }]);
    expect(key.usage).toMatchObject([{ data: { meter: 'alerts_triggered', holder: shop.project_id, quantity: 1 } }]);
    const all = linesOf((await exported({ ...shop, call: owner.call })).text);
    expect([all.alert!.length, all.usage!.length]).toEqual([2, 2]);
  });

  it('of a tenant without events is short, and a second request waits for the first', async () => {
    const shop = await seedTenant();
    const [one, two] = [await shop.call('POST', '/v1/exports'), await shop.call('POST', '/v1/exports')];
    if (one.body.status === two.body.status) expect(two.body.id).toBe(one.body.id);
    const { text } = await exported(shop);
    expect(linesOf(text).manifest![0].counts).toEqual({ tenant: 1, project: 1, key: 2 });
    const list = await shop.call('GET', '/v1/exports?limit=1');
    expect(list.body.data[0]).toMatchObject({ status: 'ready', counts: { key: 2 } });
  });

  it('by a person covers all projects, the members and the invited; a key sees only its own', async () => {
    const shop = await seedTenant();
    const email = `${shop.tenant_id}@example.com`;
    const password = 'a long enough password';
    await operate('PUT', `/v1/admin/tenants/${shop.tenant_id}/owner`, { email, name: 'Olga', password });
    const second = (await operate('POST', `/v1/admin/tenants/${shop.tenant_id}/projects`, { name: 'Second' })).body;
    await shop.send(payment());
    const origin = { origin: 'https://signalbox.test' };
    const signedIn = await request('POST', '/v1/auth/sign-in', undefined, { email, password }, origin);
    const cookie = signedIn.headers.get('set-cookie')!.split(';')[0]!;
    const invited = { email: 'new@example.com', role: 'viewer' };
    const invitation = await request('POST', '/v1/members/invitations', undefined, invited, { cookie, ...origin });
    expect(invitation.status).toBe(201);
    const asked = (await request('POST', '/v1/exports', undefined, undefined, { cookie, ...origin })).body;
    expect(asked.project_id).toBeNull();
    const read = () => request('GET', `/v1/exports/${asked.id}`, undefined, undefined, { cookie });
    const { body } = await until(read, (reply) => reply.body.status === 'ready');
    const lines = linesOf((await download(body.download_url)).text);
    expect(lines.member).toMatchObject([{ data: { email, role: 'owner', name: 'Olga' } }]);
    expect(lines.invitation).toMatchObject([{ data: invited }]);
    expect(lines.invitation![0].data).not.toHaveProperty('digest');
    expect(lines.project!.map((line) => line.data.id)).toEqual([shop.project_id, second.id]);
    expect(lines.event).toHaveLength(1);
    expect((await shop.call('GET', `/v1/exports/${asked.id}`)).status).toBe(404);
    const receipt = await shop.call('POST', '/v1/privacy/erasures', { actor_id: 'nobody' });
    expect(receipt.body.exports).toMatchObject([{ id: asked.id, created_at: body.created_at }]);
    expect((await read()).body.status).toBe('expired');
  });

  it('is another tenant’s 404, and its link opens only what was signed, while it is good', async () => {
    const shop = await seedTenant();
    const other = await seedTenant();
    const { id, url } = await exported(shop);
    expect(await other.call('GET', `/v1/exports/${id}`)).toMatchObject({
      status: 404,
      body: { code: 'export.not_found' },
    });
    expect((await other.call('DELETE', `/v1/exports/${id}`)).status).toBe(404);
    expect((await other.call('GET', '/v1/exports')).body.data).toEqual([]);
    const theirs = await exported(other);
    const codes = [];
    for (const bad of [
      url.replace(id, theirs.id),
      url.replace(/expires=\d/, 'expires=9'),
      `${url}x`,
      url.replace(/signature=.*/, 'signature='),
      `https://signalbox.test${exportLink(env.EVENT_SECRET, id, Date.now() - 3_601_000)}`,
      `https://signalbox.test${exportLink(env.EVENT_SECRET, 'exp_none', Date.now())}`,
      url.split('?')[0]!,
    ]) {
      const { status, text } = await download(bad);
      codes.push(`${status} ${JSON.parse(text).code}`);
    }
    expect(codes).toEqual([
      ...Array(4).fill('403 export.link_invalid'),
      '403 export.link_expired',
      '404 export.not_found',
      '422 request.invalid',
    ]);
    await operate('PATCH', `/v1/admin/tenants/${shop.tenant_id}`, { status: 'suspended' });
    expect((await download(url)).status).toBe(403);
    expect((await request('POST', '/v1/exports', other.publishable_key)).status).toBe(403);
  });

  it('is written once when its message comes twice at once, and again later', async () => {
    const shop = await seedTenant();
    await shop.send(Array.from({ length: 200 }, () => payment()));
    const id = await stalled(shop);
    await Promise.all([1, 2, 3].map(() => runExport(newJob(), shop.tenant_id, id)));
    await runExport(newJob(), shop.tenant_id, id);
    const { body } = await shop.call('GET', `/v1/exports/${id}`);
    expect(body).toMatchObject({ status: 'ready', counts: { event: 200, key: 2 } });
    const { text } = await download(body.download_url);
    expect(new Set(linesOf(text).event!.map((event) => event.id)).size).toBe(200);
    expect(await objects(shop, id)).toHaveLength(linesOf(text).manifest![0].parts.length);
    await runExport(newJob(), shop.tenant_id, id);
    expect((await download(body.download_url)).text).toBe(text);
  });

  it('goes on where it stopped, in as many parts as it needs', async () => {
    const shop = await seedTenant();
    const big = 'x'.repeat(30_000);
    for (let i = 0; i < 12; i++) {
      await shop.send(
        Array.from({ length: 30 }, () => payment({ payload: { amount_cents: 1, currency: 'GBP', big } })),
      );
    }
    const id = await stalled(shop);
    // The clock of the turn has run out, so each call hands over after what it has done.
    const late = { ...newJob(), now: Date.now() - 59_990 };
    await runExport(late, shop.tenant_id, id);
    const { body } = await finished(shop, id);
    expect(body.counts.event).toBe(360);
    const [manifest] = linesOf((await download(body.download_url)).text).manifest!;
    expect(manifest.parts.filter((part: { kind: string }) => part.kind === 'event').length).toBeGreaterThan(1);
  });

  it('goes on within seconds when its run was lost half-way, and shows how far it is', async () => {
    const shop = await seedTenant();
    const big = 'x'.repeat(20_000);
    for (let i = 0; i < 4; i++) {
      await shop.send(
        Array.from({ length: 40 }, () => payment({ payload: { amount_cents: 1, currency: 'GBP', big } })),
      );
    }
    const id = await stalled(shop);
    // A run that is killed gives nothing back: after its second part of events it never writes again.
    let parts = 0;
    let reached = () => {};
    const killed = new Promise<void>((resolve) => {
      reached = resolve;
    });
    const put = async (...args: Parameters<R2Bucket['put']>) => {
      if (args[0].includes('-event-') && ++parts > 2) {
        reached();
        return await new Promise<never>(() => {});
      }
      return await env.ARCHIVE.put(...args);
    };
    void runExport({ ...newJob(), env: { ...env, ARCHIVE: { put } as unknown as R2Bucket } }, shop.tenant_id, id);
    await killed;
    const half = (await shop.call('GET', `/v1/exports/${id}`)).body;
    expect(half).toMatchObject({ status: 'running', progress: { total: 160 } });
    expect(half.progress.events).toBeGreaterThan(0);
    expect(half.progress.events).toBeLessThan(160);
    // While the lease holds, a second message leaves the export to the run that has it.
    await runExport(newJob(), shop.tenant_id, id);
    expect((await shop.call('GET', `/v1/exports/${id}`)).body.progress).toEqual(half.progress);
    await shop.send(Array.from({ length: 3 }, () => payment()));
    const { lease_until } = (await env.DB.prepare('SELECT lease_until FROM exports WHERE id = ?').bind(id).first())!;
    expect(Date.parse(lease_until as string) - Date.now()).toBeLessThanOrEqual(5_000);
    await env.DB.prepare('UPDATE exports SET lease_until = ? WHERE id = ?')
      .bind(new Date(Date.now() - 1).toISOString(), id)
      .run();
    // Whoever looks sets it going; so does the minute's job.
    const { body } = await finished(shop, id);
    expect(body).toMatchObject({ status: 'ready', counts: { event: 163 }, progress: { events: 163, total: 163 } });
    expect(new Set(linesOf((await download(body.download_url)).text).event!.map((event) => event.id)).size).toBe(163);
  });

  it('is taken up by the minute’s job when nobody looks', async () => {
    const shop = await seedTenant();
    const id = await stalled(shop);
    await CRONS['* * * * *']!(newJob());
    const status = () => env.DB.prepare('SELECT status FROM exports WHERE id = ?').bind(id).first<string>('status');
    expect(await until(status, (now) => now === 'ready')).toBe('ready');
  });

  it('is written in small steps: no reading of the ledger is long enough to keep an append waiting', async () => {
    const shop = await seedTenant();
    const big = 'x'.repeat(30_000);
    for (let i = 0; i < 6; i++) {
      await shop.send(Array.from({ length: 7 }, () => payment({ payload: { amount_cents: 1, currency: 'GBP', big } })));
    }
    for (let from = 0; ; ) {
      const { segments, next } = await ledgerOf<PrivacyLedger>(env, shop.project_id).readRaw(from);
      const text = segments.reduce((sum, { body }) => sum + body.length, 0);
      expect(text).toBeLessThan(500_000);
      if (next === null) break;
      from = next;
    }
  });

  it('outlives an R2 that fails: the message comes again and nothing is lost or doubled', async () => {
    const shop = await seedTenant();
    await shop.send(Array.from({ length: 20 }, () => payment()));
    const id = await stalled(shop);
    let puts = 0;
    const put = async (...args: Parameters<R2Bucket['put']>) => {
      puts += 1;
      if (puts % 2 === 0) throw new Error('R2 is away');
      return await env.ARCHIVE.put(...args);
    };
    const flaky = { ...newJob(), env: { ...env, ARCHIVE: { put } as unknown as R2Bucket } };
    let failures = 0;
    for (let i = 0; i < 12; i++) await runExport(flaky, shop.tenant_id, id).catch(() => failures++);
    expect(failures).toBeGreaterThan(1);
    const { body } = await shop.call('GET', `/v1/exports/${id}`);
    expect(body).toMatchObject({ status: 'ready', counts: { tenant: 1, key: 2, event: 20 } });
    expect(linesOf((await download(body.download_url)).text).event).toHaveLength(20);
  });

  it('goes when its owner says so, when its week is over, and when it never finished', async () => {
    const shop = await seedTenant();
    const first = await exported(shop);
    expect(await objects(shop, first.id)).not.toEqual([]);
    expect((await shop.call('DELETE', `/v1/exports/${first.id}`)).status).toBe(204);
    expect(await objects(shop, first.id)).toEqual([]);
    expect((await download(first.url)).status).toBe(404);
    expect((await shop.call('GET', `/v1/exports/${first.id}`)).body).toMatchObject({
      status: 'expired',
      download_url: null,
    });
    expect((await shop.call('DELETE', `/v1/exports/${first.id}`)).status).toBe(204);

    const second = await exported(shop);
    const stuck = await stalled(shop);
    await purgeExports({ ...newJob(), now: Date.now() + 6 * day });
    expect((await shop.call('GET', `/v1/exports/${stuck}`)).body.status).toBe('failed');
    expect((await download(second.url)).status).toBe(200);
    await CRONS['17 3 * * *']!({ ...newJob(), now: Date.now() + 8 * day });
    expect(await objects(shop, second.id)).toEqual([]);
    expect((await shop.call('GET', `/v1/exports/${second.id}`)).body.status).toBe('expired');
    await runExport(newJob(), shop.tenant_id, stuck);
    expect(await objects(shop, stuck)).toEqual([]);
  });
});
