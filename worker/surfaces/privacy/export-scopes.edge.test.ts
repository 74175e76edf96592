import { expect, it } from 'vitest';
import { finished } from '../../testing/privacy.ts';
import { operate, payment, request, type Seed, seedTenant } from '../../testing/seed.ts';

async function keyWith(shop: Seed, scopes: string[]): Promise<string> {
  return (await operate('POST', `/v1/admin/projects/${shop.project_id}/keys`, { name: scopes.join(), scopes })).body
    .key;
}

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
