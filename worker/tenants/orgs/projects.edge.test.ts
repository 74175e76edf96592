import { env } from 'cloudflare:workers';
import { describe, expect, it } from 'vitest';
import { operate, payment, request, type Seed, seedPerson, seedTenant, until } from '../../testing/seed.ts';

const archived = { status: 403, body: { code: 'project.archived' } };

describe('making projects', () => {
  it('is for owners and admins; no key makes one', async () => {
    const shop = await seedTenant();
    for (const role of ['owner', 'admin', 'editor', 'viewer'] as const) {
      const reply = await (await seedPerson(shop, role)).call('POST', '/v1/projects', { name: role });
      expect([role, reply.status]).toEqual([role, role === 'owner' || role === 'admin' ? 201 : 403]);
    }
    expect((await shop.call('POST', '/v1/projects', { name: 'x' })).status).toBe(403);
    const asOperator = await request('POST', '/v1/projects', env.INTERNAL_ADMIN_API_KEY, { name: 'x' });
    expect(asOperator.status).toBe(403);
  });

  it.each<Record<string, unknown>>([
    { tenant_id: 'ten_x' },
    { id: 'prj_x' },
    { key: 'main' },
    { status: 'archived' },
    { zone_rev: 7 },
    { points_timezone: 'UTC' },
    { created_at: '2020-01-01' },
    { __proto__: { a: 1 }, constructor: 1 },
    { timezone: 'Mars/Olympus' },
    { currency: 'XXZ' },
    { industry: 'mining' },
  ])('with %o is refused', async (extra) => {
    const owner = await seedPerson(await seedTenant(), 'owner');
    const reply = await owner.call('POST', '/v1/projects', { name: 'x', ...extra });
    expect(reply).toMatchObject({ status: 422, body: { code: 'request.invalid' } });
  });

  it('stops at the plan’s number, however many ask at once; archived ones make room', async () => {
    const shop = await seedTenant({ plan: 'free' });
    const owner = await seedPerson(shop, 'owner');
    const add = () => owner.call('POST', '/v1/projects', { name: 'more' });
    const replies = await Promise.all(Array.from({ length: 20 }, add));
    expect(replies.filter(({ status }) => status === 201)).toHaveLength(2);
    expect(replies.filter(({ status }) => status === 402)).toHaveLength(18);
    expect(await add()).toMatchObject({ status: 402, body: { code: 'project.limit_reached' } });
    const path = `/v1/projects/${shop.project_id}`;
    expect((await owner.call('POST', `${path}/archive`)).status).toBe(200);
    const restores = [add(), owner.call('POST', `${path}/restore`), add(), owner.call('POST', `${path}/restore`)];
    const settled = (await Promise.all(restores)).map(({ status }) => status);
    expect(settled.filter((status) => status < 300).length).toBeGreaterThan(0);
    expect((await owner.call('GET', '/v1/projects')).body.data).toHaveLength(3);
    const again = { key: 'main', name: 'Fourth' };
    expect((await operate('POST', `/v1/admin/tenants/${shop.tenant_id}/projects`, again)).status).toBe(402);
  });
});

describe('listing projects', () => {
  it('goes page by page, without the archived unless they are asked for', async () => {
    const shop = await seedTenant();
    const owner = await seedPerson(shop, 'owner');
    for (let i = 0; i < 6; i++) await owner.call('POST', '/v1/projects', { name: `P${i}` });
    await owner.call('POST', `/v1/projects/${shop.project_id}/archive`);
    const names = async (query: string) => {
      const found: string[] = [];
      for (let cursor = ''; ; ) {
        const { status, body } = await owner.call('GET', `/v1/projects?limit=4${query}${cursor}`);
        expect(status).toBe(200);
        found.push(...body.data.map(({ name }: { name: string }) => name));
        if (!body.next_cursor) return found;
        cursor = `&cursor=${body.next_cursor}`;
      }
    };
    const six = ['P0', 'P1', 'P2', 'P3', 'P4', 'P5'];
    expect(await names('')).toEqual(six);
    expect(await names('&status=archived')).toEqual(['Shop']);
    expect(await names('&status=all')).toEqual(['Shop', ...six]);
    expect((await owner.call('GET', '/v1/projects?status=gone')).status).toBe(422);
    const session = (await owner.call('GET', '/v1/auth/session')).body;
    expect(session.projects.map(({ name }: { name: string }) => name)).toEqual(six);
  });
});

describe('an archived project', () => {
  const archive = async (shop: Seed) => {
    const owner = await seedPerson(shop, 'owner');
    const path = `/v1/projects/${shop.project_id}`;
    expect(await owner.call('POST', `${path}/archive`)).toMatchObject({ status: 200, body: { status: 'archived' } });
    return { owner, path };
  };

  it('takes nothing more: its keys stop at once, people cannot write either', async () => {
    const shop = await seedTenant();
    await shop.send(payment());
    const { owner, path } = await archive(shop);
    expect(await shop.send(payment())).toMatchObject(archived);
    expect(await shop.call('GET', '/v1/events')).toMatchObject(archived);
    const page = await request('POST', '/v1/events', shop.publishable_key, {
      event_type: 'signup',
      idempotency_key: 'a',
    });
    expect(page).toMatchObject(archived);
    expect(await owner.call('POST', '/v1/events', payment())).toMatchObject(archived);
    expect(await owner.call('POST', '/v1/keys', { name: 'k' })).toMatchObject(archived);
    expect(await owner.call('PATCH', path, { name: 'x' })).toMatchObject(archived);
    const { data } = (await owner.call('GET', '/v1/keys')).body;
    expect(await owner.call('POST', `/v1/keys/${data[0].id}/rotate`, { overlap_minutes: 0 })).toMatchObject(archived);
    expect((await owner.call('DELETE', `/v1/keys/${data[0].id}`)).status).toBe(204);
  });

  it('stays readable for people, and comes back as it was', async () => {
    const shop = await seedTenant();
    await shop.send(payment());
    const read = () => owner.call('GET', '/v1/metrics/payments?from=2026-01-01&to=2030-01-01');
    const { owner, path } = await archive(shop);
    expect((await owner.call('GET', '/v1/events')).body.data).toHaveLength(1);
    expect((await until(read, ({ body }) => body.total === 1)).body.total).toBe(1);
    expect((await owner.call('GET', path)).body).toMatchObject({ id: shop.project_id, status: 'archived' });
    expect((await owner.call('POST', `${path}/archive`)).status).toBe(200);
    expect(await owner.call('POST', `${path}/restore`)).toMatchObject({ status: 200, body: { status: 'active' } });
    expect((await shop.send(payment())).status).toBe(200);
    expect((await owner.call('GET', '/v1/events')).body.data).toHaveLength(2);
  });

  it('is archived by owner, admin or operator; not by a key, not by another tenant', async () => {
    const [shop, other] = [await seedTenant(), await seedTenant()];
    const path = `/v1/projects/${shop.project_id}`;
    const stranger = await seedPerson(other, 'owner');
    for (const verb of ['archive', 'restore']) {
      for (const role of ['editor', 'viewer'] as const) {
        expect((await (await seedPerson(shop, role)).call('POST', `${path}/${verb}`)).status).toBe(403);
      }
      expect((await shop.call('POST', `${path}/${verb}`)).status).toBe(403);
      const foreign = await request('POST', `${path}/${verb}`, other.secret_key);
      expect(foreign.status).toBe(403);
      expect((await stranger.call('POST', `${path}/${verb}`)).status).toBe(404);
    }
    expect((await operate('POST', `${path}/archive`)).body).toMatchObject({ status: 'archived' });
    expect((await operate('POST', `${path}/restore`)).body).toMatchObject({ status: 'active' });
    expect((await operate('POST', '/v1/projects/prj_none/archive')).status).toBe(404);
  });
});
