import { expect, it } from 'vitest';
import { newOwner } from '../../testing/person.ts';
import { request, seedTenant } from '../../testing/seed.ts';

it('an owner makes another project in their own workspace, with defaults for what they leave out', async () => {
  const owner = await newOwner();
  const made = await owner.call('POST', '/v1/projects', {
    name: 'Second shop',
    timezone: 'Asia/Tokyo',
    currency: 'JPY',
  });
  expect(made).toMatchObject({ status: 201, body: { name: 'Second shop', currency: 'JPY', industry: 'generic' } });
  expect(made.body.tenant_id).toBe(owner.tenant_id);
  const listed = await owner.call('GET', '/v1/projects');
  expect(listed.body.data.map((project: { id: string }) => project.id)).toContain(made.body.id);
});

it.each([
  { name: 'x', tenant_id: 'ten_other' },
  { name: 'x', timezone: 'PST' },
  { name: 'x', currency: 'gbp' },
  { name: ' ' },
  {},
])('refuses %j and makes nothing', async (body) => {
  const owner = await newOwner();
  const before = (await owner.call('GET', '/v1/projects')).body.data.length;
  expect((await owner.call('POST', '/v1/projects', body)).status).toBe(422);
  expect((await owner.call('GET', '/v1/projects')).body.data).toHaveLength(before);
});

it('a key makes no projects, and nobody does without credentials', async () => {
  const shop = await seedTenant();
  expect(await shop.call('POST', '/v1/projects', { name: 'x' })).toMatchObject({
    status: 403,
    body: { code: 'auth.forbidden' },
  });
  expect((await request('POST', '/v1/projects', undefined, { name: 'x' })).status).toBe(401);
});
