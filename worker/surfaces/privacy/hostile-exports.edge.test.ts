import { env } from 'cloudflare:workers';
import { expect, it } from 'vitest';
import { finished, newJob } from '../../testing/privacy.ts';
import { operate, payment, request, type Seed, seedTenant } from '../../testing/seed.ts';
import { runExport } from './run-export.ts';

async function keyWith(shop: Seed, scopes: string[]): Promise<string> {
  return (await operate('POST', `/v1/admin/projects/${shop.project_id}/keys`, { name: scopes.join(), scopes })).body
    .key;
}

it('takes no choices: a body with fields, or that is no JSON, is refused', async () => {
  const shop = await seedTenant();
  const refused = await shop.call('POST', '/v1/exports', { project_id: 'prj_x', format: 'csv' });
  expect(refused).toMatchObject({ status: 422, body: { code: 'request.invalid' } });
  expect(refused.body.errors).toMatchObject([
    { path: 'project_id', code: 'unknown' },
    { path: 'format', code: 'unknown' },
  ]);
  const form = { 'content-type': 'application/x-www-form-urlencoded' };
  expect((await request('POST', '/v1/exports', shop.secret_key, 'format=csv', form)).status).toBe(415);
  expect((await request('POST', '/v1/exports?format=csv', shop.secret_key)).status).toBe(422);
  expect((await shop.call('GET', '/v1/exports')).body.data).toEqual([]);
  const json = { 'content-type': 'application/json' };
  expect((await request('POST', '/v1/exports', shop.secret_key, undefined, json)).status).toBe(202);
  expect((await shop.call('POST', '/v1/exports', {})).status).toBe(202);
});

it('a key that may not read events gets none by an export: neither a new one nor the link of another’s', async () => {
  const shop = await seedTenant();
  await shop.send(payment({ actor_id: 'user-1' }));
  const { id } = (await shop.call('POST', '/v1/exports')).body;
  await finished(shop, id);
  const manager = await keyWith(shop, ['manage']);
  const forbidden = { status: 403, body: { code: 'auth.forbidden', permission: 'events:read' } };
  expect(await request('POST', '/v1/exports', manager)).toMatchObject(forbidden);
  expect(await request('GET', `/v1/exports/${id}`, manager)).toMatchObject(forbidden);
  expect((await request('GET', '/v1/exports', manager)).status).toBe(200);
  expect((await request('POST', '/v1/exports', await keyWith(shop, ['read']))).status).toBe(403);
  const both = await keyWith(shop, ['manage', 'read']);
  expect((await request('POST', '/v1/exports', both)).status).toBe(202);
  expect((await request('GET', `/v1/exports/${id}`, both)).body.download_url).toContain('/download?');
});

it('an export that cannot be written ends as failed, says why, and can be asked for again', async () => {
  const shop = await seedTenant();
  const { id } = (await shop.call('POST', '/v1/exports')).body;
  await finished(shop, id);
  await env.DB.prepare(
    "UPDATE exports SET status = 'running', position = ?, step = 50, finished_at = NULL WHERE id = ?",
  )
    .bind(JSON.stringify({ source: 0, after: '' }), id)
    .run();
  const put = () => Promise.reject(new Error('no'));
  const broken = { ...newJob(), log: () => {}, env: { ...env, ARCHIVE: { put } as unknown as R2Bucket } };
  let tries = 0;
  for (; tries < 20; tries++) {
    const thrown = await runExport(broken, shop.tenant_id, id).then(
      () => false,
      () => true,
    );
    if (!thrown) break;
  }
  expect(tries).toBe(8);
  const failed = (await shop.call('GET', '/v1/exports')).body.data[0];
  expect(failed).toMatchObject({ id, status: 'failed', error_code: 'export.failed', finished_at: expect.any(String) });
  const again = (await shop.call('POST', '/v1/exports')).body;
  expect(again.id).not.toBe(id);
  await finished(shop, again.id);
});
