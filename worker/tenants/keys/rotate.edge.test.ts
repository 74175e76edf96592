import { createExecutionContext, waitOnExecutionContext } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import { describe, expect, it } from 'vitest';
import { app } from '../../app.ts';
import { clearCaches } from '../../base/isolate-cache.ts';
import { passTime } from '../../testing/clock.ts';
import { operate, request, type Seed, seedPerson, seedTenant } from '../../testing/seed.ts';

const signup = () => ({ event_type: 'signup', idempotency_key: crypto.randomUUID() });
const use = async (key: string, headers = {}) => (await request('POST', '/v1/events', key, signup(), headers)).status;
const keyOf = async (shop: Seed, id: string) =>
  (await shop.call('GET', '/v1/keys?limit=200')).body.data.find((key: { id: string }) => key.id === id);
const issue = async (shop: Seed, input: Record<string, unknown> = {}) =>
  (await operate('POST', `/v1/admin/projects/${shop.project_id}/keys`, { name: 'mine', ...input })).body;
const rotate = (shop: Seed, id: string, overlap_minutes: unknown) =>
  shop.call('POST', `/v1/keys/${id}/rotate`, { overlap_minutes });

const later = (minutes: number) => passTime(minutes * 60_000);

describe('rotating a key', () => {
  it('gives a new one of the same kind; both work until the overlap is over, cached or not', async () => {
    const shop = await seedTenant();
    const old = await issue(shop, { scopes: ['events:write', 'read'] });
    expect(await use(old.key)).toBe(200);
    const made = await rotate(shop, old.id, 30);
    expect(made).toMatchObject({
      status: 201,
      body: { name: 'mine', kind: 'secret', scopes: ['events:write', 'read'], origins: [], state: 'active' },
    });
    expect([await use(old.key), await use(made.body.key)]).toEqual([200, 200]);
    expect(await keyOf(shop, old.id)).toMatchObject({ state: 'expiring', replaced_by: made.body.id });
    expect((await keyOf(shop, made.body.id)).state).toBe('active');
    later(31);
    expect([await use(old.key), await use(made.body.key)]).toEqual([401, 200]);
    expect((await keyOf(shop, old.id)).state).toBe('expired');
  });

  it('an entry in the cache ends with the key, not a minute later', async () => {
    const shop = await seedTenant();
    const old = await issue(shop);
    await rotate(shop, old.id, 10);
    later(9.9);
    expect(await use(old.key)).toBe(200);
    later(0.2);
    expect(await use(old.key)).toBe(401);
  });

  it('without overlap the old one stops at once; a key may rotate itself', async () => {
    const shop = await seedTenant();
    const old = await issue(shop);
    const made = await request('POST', `/v1/keys/${old.id}/rotate`, old.key, { overlap_minutes: 0 });
    expect(made.status).toBe(201);
    expect([await use(old.key), await use(made.body.key)]).toEqual([401, 200]);
  });

  it('keeps the list of origins of a publishable key', async () => {
    const shop = await seedTenant();
    const old = await issue(shop, { kind: 'publishable', origins: ['https://shop.example'] });
    const made = (await rotate(shop, old.id, 5)).body;
    expect(made).toMatchObject({ kind: 'publishable', origins: ['https://shop.example'], scopes: ['events:write'] });
    expect(made.key).toMatch(/^pk_/);
    expect([await use(made.key, { origin: 'https://shop.example' }), await use(made.key)]).toEqual([200, 403]);
  });

  it('happens once: of twenty at the same time one passes, and a rotated or revoked key is a conflict', async () => {
    const shop = await seedTenant();
    const old = await issue(shop);
    const replies = await Promise.all(Array.from({ length: 20 }, () => rotate(shop, old.id, 60)));
    expect(replies.filter(({ status }) => status === 201)).toHaveLength(1);
    for (const reply of replies.filter(({ status }) => status !== 201)) {
      expect(reply).toMatchObject({ status: 409, body: { code: 'key.not_active' } });
    }
    expect((await shop.call('GET', '/v1/keys')).body.data).toHaveLength(4);
    await shop.call('DELETE', `/v1/keys/${old.id}`);
    expect((await keyOf(shop, old.id)).state).toBe('revoked');
    expect((await rotate(shop, old.id, 60)).status).toBe(409);
  });

  it('never gives more than the caller holds', async () => {
    const shop = await seedTenant();
    const [manager, full] = [await issue(shop, { scopes: ['manage'] }), await issue(shop)];
    const path = (id: string) => `/v1/keys/${id}/rotate`;
    const body = { overlap_minutes: 5 };
    expect((await request('POST', path(full.id), manager.key, body)).status).toBe(403);
    expect((await request('POST', path(manager.id), manager.key, body)).status).toBe(201);
    const reader = await issue(shop, { scopes: ['read', 'events:write'] });
    expect((await request('POST', path(reader.id), reader.key, body)).status).toBe(403);
    const editor = await seedPerson(shop, 'editor');
    expect((await editor.call('POST', path(full.id), body)).status).toBe(403);
    expect(await use(full.key)).toBe(200);
  });

  it.each([[-1], [10_081], [1.5], ['60'], [null], [undefined]])('an overlap of %o is refused', async (overlap) => {
    const shop = await seedTenant();
    const { id } = await issue(shop);
    expect((await rotate(shop, id, overlap)).status).toBe(422);
    const extra = { overlap_minutes: 5, scopes: ['manage'], project_id: 'prj_x' };
    expect((await shop.call('POST', `/v1/keys/${id}/rotate`, extra)).status).toBe(422);
  });
});

describe('changing a key', () => {
  it('takes a name and origins, at once; nothing else', async () => {
    const shop = await seedTenant();
    const { id, key } = await issue(shop, { kind: 'publishable' });
    const path = `/v1/keys/${id}`;
    expect(await use(key)).toBe(200);
    const changed = await shop.call('PATCH', path, {
      name: 'Page',
      origins: ['https://A.example/x', 'https://a.example'],
    });
    expect(changed).toMatchObject({
      status: 200,
      body: { name: 'Page', origins: ['https://a.example'], state: 'active' },
    });
    expect(JSON.stringify(changed.body)).not.toMatch(/digest|tenant_id/);
    expect([await use(key), await use(key, { origin: 'https://a.example' })]).toEqual([403, 200]);
    for (const extra of [
      { scopes: ['manage'] },
      { kind: 'secret' },
      { expires_at: null },
      { digest: 'x' },
      { name: '' },
    ]) {
      expect((await shop.call('PATCH', path, extra)).status, JSON.stringify(extra)).toBe(422);
    }
    await shop.call('DELETE', path);
    const over = { status: 409, body: { code: 'key.not_active' } };
    expect(await shop.call('PATCH', path, { name: 'x' })).toMatchObject(over);
    const expired = await issue(shop);
    await rotate(shop, expired.id, 0);
    expect(await shop.call('PATCH', `/v1/keys/${expired.id}`, { name: 'x' })).toMatchObject(over);
  });

  it.each([
    'https://*.example.com',
    'https://user:pass@shop.example',
    'https://user@shop.example',
    'null',
    '*',
    'ftp://shop.example',
    'https://',
    'data:text/html,x',
    `https://${'a'.repeat(250)}.example`,
  ])('the origin %s is refused', async (origin) => {
    const shop = await seedTenant();
    const reply = await shop.call('POST', '/v1/keys', { name: 'k', kind: 'publishable', origins: [origin] });
    expect(reply).toMatchObject({ status: 422, body: { code: 'request.invalid' } });
  });
});

/** A D1 that counts the statements prepared and remembers those that write. */
function counting() {
  const all: string[] = [];
  const db = new Proxy(env.DB, {
    get(target, name) {
      const value = Reflect.get(target, name) as unknown;
      if (name === 'prepare') {
        return (sql: string) => {
          all.push(sql);
          return target.prepare(sql);
        };
      }
      return typeof value === 'function' ? value.bind(target) : value;
    },
  });
  const take = () => all.splice(0);
  const call = async (key: string) => {
    const ctx = createExecutionContext();
    const init = { method: 'POST', headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' } };
    const body = JSON.stringify(signup());
    const reply = await app.fetch(
      new Request('https://signalbox.test/v1/events', { ...init, body }),
      { ...env, DB: db },
      ctx,
    );
    expect(reply.status).toBe(200);
    await waitOnExecutionContext(ctx);
    return take();
  };
  return { call };
}

describe('the last use of a key', () => {
  it('is written behind the reply, once an hour; a warm key reads and writes nothing', async () => {
    const shop = await seedTenant();
    const { id, key } = await issue(shop);
    const { call } = counting();
    expect((await keyOf(shop, id)).last_used_at).toBeNull();
    clearCaches();
    const cold = await call(key);
    expect(cold.filter((sql) => /^select/i.test(sql))).toHaveLength(3);
    expect(cold.filter((sql) => /^update "api_keys"/i.test(sql))).toHaveLength(1);
    for (let i = 0; i < 5; i++) expect(await call(key)).toEqual([]);
    const first = (await keyOf(shop, id)).last_used_at;
    expect(Date.now() - Date.parse(first)).toBeLessThan(10_000);
    // Another isolate, or this one once it has forgotten, knows from the row that there is nothing to write.
    clearCaches();
    expect((await call(key)).filter((sql) => /^update/i.test(sql))).toEqual([]);
    later(61);
    const due = await call(key);
    expect(due.filter((sql) => /^update/i.test(sql))).toHaveLength(1);
    expect(Date.parse((await keyOf(shop, id)).last_used_at)).toBeGreaterThan(Date.parse(first));
  });
});
