import { env } from 'cloudflare:workers';
import { describe, expect, it } from 'vitest';
import { operate, payment, request, type Seed, seedTenant } from '../../testing/seed.ts';

const signup = (key = crypto.randomUUID()) => ({ event_type: 'signup', idempotency_key: key });

interface NewKey {
  id: string;
  key: string;
}

const issue = async (shop: Seed, input: Record<string, unknown>, as = shop.secret_key) =>
  await request('POST', '/v1/keys', as, { name: 'k', ...input });

/** A key of the shop with these scopes, made by the operator. */
async function keyWith(shop: Seed, scopes: string[]): Promise<string> {
  const reply = await operate('POST', `/v1/admin/projects/${shop.project_id}/keys`, { name: 'some', scopes });
  expect(reply.status).toBe(201);
  return reply.body.key;
}

const idOf = async (shop: Seed, key: string): Promise<string> => {
  const { body } = await shop.call('GET', '/v1/keys?limit=200');
  return body.data.find((row: { hint: string }) => row.hint === key.slice(-4)).id;
};

describe('a key', () => {
  it('is shown once, stored hashed, listed without its secret', async () => {
    const shop = await seedTenant();
    const made = await issue(shop, { name: 'server', scopes: ['read'] });
    expect(made).toMatchObject({
      status: 201,
      body: {
        name: 'server',
        kind: 'secret',
        scopes: ['read'],
        origins: [],
        revoked_at: null,
        project_id: shop.project_id,
      },
    });
    expect(made.body.key).toMatch(/^sk_[\w-]{43}$/);
    const listed = await shop.call('GET', '/v1/keys');
    expect(listed.body.data.find((row: NewKey) => row.id === made.body.id)).toMatchObject({
      hint: made.body.key.slice(-4),
    });
    for (const text of [
      JSON.stringify(listed.body),
      JSON.stringify(await env.DB.prepare('SELECT * FROM api_keys').all()),
    ]) {
      expect(text).not.toContain(made.body.key);
      expect(text).not.toContain(made.body.key.slice(3, 30));
    }
    expect(JSON.stringify(listed.body)).not.toContain('digest');
  });

  it('is listed page by page, those of the project only', async () => {
    const [shop, other] = [await seedTenant(), await seedTenant()];
    for (let i = 0; i < 5; i++) await issue(shop, { name: `k${i}` });
    const ids: string[] = [];
    for (let cursor = ''; ; ) {
      const { body } = await shop.call('GET', `/v1/keys?limit=3${cursor}`);
      ids.push(...body.data.map((row: NewKey) => row.id));
      if (!body.next_cursor) break;
      cursor = `&cursor=${body.next_cursor}`;
    }
    expect(new Set(ids).size).toBe(7);
    const others = (await other.call('GET', '/v1/keys')).body.data.map((row: NewKey) => row.id);
    expect(others.some((id: string) => ids.includes(id))).toBe(false);
    expect(await shop.call('GET', '/v1/keys?cursor=W10')).toMatchObject({
      status: 400,
      body: { code: 'cursor.invalid' },
    });
  });

  it('stops at once where it is revoked, stays listed, and cannot be revoked from outside', async () => {
    const [shop, other] = [await seedTenant(), await seedTenant()];
    const made: NewKey = (await issue(shop, { scopes: ['read'] })).body;
    for (let i = 0; i < 2; i++) expect((await request('GET', '/v1/events', made.key)).status).toBe(200);
    expect(await other.call('DELETE', `/v1/keys/${made.id}`)).toMatchObject({
      status: 404,
      body: { code: 'key.not_found' },
    });
    expect((await request('GET', '/v1/events', made.key)).status).toBe(200);
    expect((await shop.call('DELETE', `/v1/keys/${made.id}`)).status).toBe(204);
    expect(await request('GET', '/v1/events', made.key)).toMatchObject({
      status: 401,
      body: { code: 'auth.invalid_key' },
    });
    const { body } = await shop.call('GET', '/v1/keys?limit=200');
    expect(body.data.find((row: NewKey) => row.id === made.id).revoked_at).not.toBeNull();
    expect([204, 404]).toContain((await shop.call('DELETE', `/v1/keys/${made.id}`)).status);
    expect((await shop.call('DELETE', '/v1/keys/key_none')).status).toBe(404);
  });

  it('replaced: the new one works, namesakes of its kind stop, all others stay', async () => {
    const [shop, other] = [await seedTenant(), await seedTenant()];
    const make = async (of: Seed, input: object): Promise<string> => (await issue(of, { ...input })).body.key;
    const [old, publishable, another, foreign] = [
      await make(shop, { name: 'deploy' }),
      await make(shop, { name: 'deploy', kind: 'publishable' }),
      await make(shop, { name: 'deploy 2' }),
      await make(other, { name: 'deploy' }),
    ];
    for (const key of [old, another, foreign]) expect((await request('GET', '/v1/events', key)).status).toBe(200);
    const fresh = await make(shop, { name: 'deploy', replace: true });
    const codes = [];
    for (const key of [fresh, another, foreign, old]) codes.push((await request('GET', '/v1/events', key)).status);
    expect(codes).toEqual([200, 200, 200, 401]);
    expect((await request('POST', '/v1/events', publishable, signup())).status).toBe(200);
  });

  it('of bad form is refused', async () => {
    const shop = await seedTenant();
    const bad = [
      { name: '' },
      { name: ' ' },
      { name: 'x'.repeat(121) },
      { name: 7 },
      { kind: 'admin' },
      { scopes: [] },
      { scopes: ['admin'] },
      { scopes: ['*'] },
      { origins: ['shop.example'] },
      { origins: ['javascript:alert(1)'] },
      { origins: ['file:///x'] },
      { project_id: 'prj_x' },
      { tenant_id: 'ten_x' },
    ];
    for (const input of bad) expect((await issue(shop, input)).status, JSON.stringify(input)).toBe(422);
    expect((await shop.call('GET', '/v1/keys')).body.data).toHaveLength(2);
  });
});

describe('what a key may do', () => {
  it('it cannot give away scopes it does not hold', async () => {
    const shop = await seedTenant();
    const manager = await keyWith(shop, ['manage']);
    expect((await issue(shop, { scopes: ['manage'] }, manager)).status).toBe(201);
    for (const scopes of [['read'], ['manage', 'read'], ['events:write'], undefined]) {
      expect(await issue(shop, { scopes }, manager), String(scopes)).toMatchObject({ status: 403 });
    }
    const both = await keyWith(shop, ['manage', 'read']);
    expect((await issue(shop, { scopes: ['read', 'manage'] }, both)).status).toBe(201);
    for (const scopes of [['read'], ['events:write'], ['read', 'events:write']]) {
      const key = await keyWith(shop, scopes);
      expect((await issue(shop, { scopes }, key)).status).toBe(403);
      expect((await request('GET', '/v1/keys', key)).status).toBe(403);
      expect((await request('DELETE', `/v1/keys/${await idOf(shop, shop.secret_key)}`, key)).status).toBe(403);
    }
  });

  it('it cannot get events:write by way of a publishable key', async () => {
    const shop = await seedTenant();
    const manager = await keyWith(shop, ['manage']);
    const made = await issue(shop, { kind: 'publishable', scopes: ['manage'] }, manager);
    expect(made.status).toBe(403);
  });

  it('holding events:write and manage it may make a publishable key without naming scopes', async () => {
    const shop = await seedTenant();
    const key = await keyWith(shop, ['manage', 'events:write']);
    expect((await issue(shop, { kind: 'publishable' }, key)).status).toBe(201);
  });

  it.each([
    ['read', 'GET', '/v1/events'],
    ['read', 'GET', '/v1/metrics'],
    ['read', 'GET', '/v1/metrics/revenue?from=2026-01-01&to=2026-01-02'],
    ['read', 'GET', '/v1/kpis'],
    ['read', 'GET', '/v1/projects'],
    ['events:write', 'POST', '/v1/events'],
    ['manage', 'GET', '/v1/keys'],
  ])('only %s opens %s %s', async (needed, method, path) => {
    const shop = await seedTenant();
    const body = method === 'POST' ? signup() : undefined;
    for (const scope of ['read', 'events:write', 'manage']) {
      const reply = await request(method, path, await keyWith(shop, [scope]), body);
      expect([scope, reply.status]).toEqual([scope, scope === needed ? 200 : 403]);
    }
  });

  it('another tenant’s project or key does not exist, by whatever id', async () => {
    const [shop, other] = [await seedTenant(), await seedTenant()];
    const foreign = await idOf(other, other.secret_key);
    const calls: [string, string, unknown?][] = [
      ['PATCH', `/v1/projects/${other.project_id}`, { name: 'mine' }],
      ['PATCH', '/v1/projects/prj_none', { name: 'mine' }],
      ['DELETE', `/v1/keys/${foreign}`],
      ['DELETE', '/v1/keys/key_none'],
    ];
    for (const [method, path, body] of calls) {
      const reply = await shop.call(method, path, body);
      expect(reply, path).toMatchObject({ status: 404 });
    }
    const seen = (await shop.call('GET', '/v1/projects')).body.data;
    expect(seen.map((project: { id: string }) => project.id)).toEqual([shop.project_id]);
    const header = { 'signalbox-project': other.project_id };
    await other.send(payment());
    expect((await shop.call('GET', '/v1/events', undefined, header)).body.data).toEqual([]);
    expect((await other.call('GET', '/v1/projects')).body.data[0].name).toBe('Shop');
  });

  it('another project of its own tenant does not exist for it either', async () => {
    const shop = await seedTenant();
    const made = await operate('POST', `/v1/admin/tenants/${shop.tenant_id}/projects`, { name: 'Second' });
    const path = `/v1/admin/projects/${made.body.id}/keys`;
    const second: NewKey = (await operate('POST', path, { name: 'second' })).body;
    expect((await shop.call('PATCH', `/v1/projects/${made.body.id}`, { name: 'x' })).status).toBe(404);
    expect((await shop.call('DELETE', `/v1/keys/${second.id}`)).status).toBe(404);
    expect((await shop.call('GET', '/v1/projects')).body.data).toHaveLength(1);
    expect((await request('GET', '/v1/events', second.key)).status).toBe(200);
  });
});

describe('a publishable key', () => {
  it('opens POST /v1/events and nothing else in the whole document', async () => {
    const shop = await seedTenant();
    const { paths } = (await request('GET', '/openapi.json', undefined)).body as {
      paths: Record<string, Record<string, { security?: unknown[] }>>;
    };
    let tried = 0;
    for (const [path, methods] of Object.entries(paths)) {
      for (const [method, operation] of Object.entries(methods)) {
        if (!path.startsWith('/v1/') || path.startsWith('/v1/auth/') || operation.security?.length === 0) continue;
        if (path === '/v1/events' && method === 'post') continue;
        const real = path.replace('{id}', shop.project_id).replace('{metric}', 'revenue');
        const body = method === 'get' || method === 'delete' ? undefined : {};
        const reply = await request(method.toUpperCase(), real, shop.publishable_key, body);
        expect([method, path, reply.status]).toEqual([method, path, 403]);
        tried += 1;
      }
    }
    expect(tried).toBeGreaterThan(12);
    expect((await request('HEAD', '/v1/events', shop.publishable_key)).status).toBe(403);
    expect((await request('GET', '/v1/nowhere', shop.publishable_key)).status).toBe(403);
  });

  it('with a list of origins works from those pages alone', async () => {
    const shop = await seedTenant();
    const origins = ['https://shop.example/', 'http://localhost:3000/path'];
    const { key } = (await issue(shop, { kind: 'publishable', origins })).body;
    const from = (origin?: string) =>
      request('POST', '/v1/events', key, signup(), origin === undefined ? {} : { origin });
    for (const origin of ['https://shop.example', 'http://localhost:3000']) {
      const reply = await from(origin);
      expect(reply.status).toBe(200);
      expect(reply.headers.get('access-control-allow-origin')).toBe(origin);
    }
    const others = [
      'http://shop.example',
      'https://shop.example.evil',
      'https://sub.shop.example',
      'http://localhost',
      'null',
    ];
    for (const origin of [...others, '', undefined, 'https://shop.example:8443', 'https://SHOP.example/']) {
      expect(await from(origin), origin).toMatchObject({ status: 403, body: { code: 'auth.origin_not_allowed' } });
    }
  });
});

describe('CORS of POST /v1/events', () => {
  const origin = 'https://shop.example';
  const expectReadable = (headers: Headers) => {
    expect(headers.get('access-control-allow-origin')).toBe(origin);
    expect(headers.get('vary')).toMatch(/origin/i);
    expect(headers.get('access-control-allow-credentials')).toBeNull();
  };

  it('replies to preflights without credentials, for the headers that senders use', async () => {
    const asks = {
      'access-control-request-method': 'POST',
      'access-control-request-headers': 'authorization,content-type',
    };
    const reply = await request('OPTIONS', '/v1/events', undefined, undefined, { origin, ...asks });
    expect(reply.status).toBe(204);
    expectReadable(reply.headers);
    expect(reply.headers.get('access-control-allow-methods')).toBe('POST');
    const allowed = reply.headers.get('access-control-allow-headers')!.split(', ');
    expect(allowed).toEqual(expect.arrayContaining(['authorization', 'content-type', 'content-encoding']));
    expect(reply.headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/);
  });

  it('lets the page read every reply, errors too', async () => {
    const shop = await seedTenant({ plan: 'free' });
    const listed = (await issue(shop, { kind: 'publishable', origins: ['https://other.example'] })).body.key;
    const of = async (status: number, key: string | undefined, body: unknown, headers = {}) => {
      const reply = await request('POST', '/v1/events', key, body, { origin, ...headers });
      expect(reply.status).toBe(status);
      expectReadable(reply.headers);
      expect(reply.headers.get('x-request-id')).not.toBeNull();
    };
    const pk = shop.publishable_key;
    await of(200, pk, signup());
    await of(400, pk, '{');
    await of(401, undefined, signup());
    await of(401, `${pk}x`, signup());
    await of(403, pk, payment());
    await of(403, listed, signup());
    await of(413, pk, JSON.stringify(Array(501).fill({})));
    await of(415, pk, 'x', { 'content-type': 'text/plain' });
    await of(422, pk, {});
    await of(
      200,
      pk,
      Array.from({ length: 499 }, () => signup()),
    );
    await of(
      200,
      pk,
      Array.from({ length: 500 }, () => signup()),
    );
    await of(
      429,
      pk,
      Array.from({ length: 100 }, () => signup()),
    );
  });

  it('opens nothing else to other pages', async () => {
    const shop = await seedTenant();
    for (const path of ['/v1/events', '/v1/metrics', '/v1/keys', '/v1/projects', '/v1/auth/session']) {
      const reply = await shop.call('GET', path, undefined, { origin });
      expect(reply.headers.get('access-control-allow-origin'), path).toBeNull();
      if (path === '/v1/events') continue;
      const asked = await request('OPTIONS', path, undefined, undefined, {
        origin,
        'access-control-request-method': 'POST',
      });
      expect(asked.status, path).toBeGreaterThanOrEqual(400);
      expect(asked.headers.get('access-control-allow-origin'), path).toBeNull();
    }
  });
});
