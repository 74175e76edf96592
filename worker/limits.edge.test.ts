import { createExecutionContext, evictDurableObject, waitOnExecutionContext } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import { describe, expect, it } from 'vitest';
import { hubOf } from '../durable/stubs.ts';
import { app } from './app.ts';
import { dropBlocks } from './tenants/usage/take-request.ts';
import { operate, payment, seedTenant } from './testing/seed.ts';

const LIMIT = 600;
const allowed = (replies: { status: number }[]) => replies.filter((reply) => reply.status === 200).length;

describe('requests of a tenant', () => {
  it('are counted to the last one, at once or one by one, and told in the standard fields', async () => {
    const shop = await seedTenant({ plan: 'free' });
    const first = await shop.call('GET', '/v1/projects');
    expect(Object.fromEntries(first.headers)).toMatchObject({
      'ratelimit-limit': '600',
      'ratelimit-remaining': '599',
      'ratelimit-reset': '60',
      'ratelimit-policy': '"requests";q=600;w=60',
      ratelimit: '"requests";r=599;t=60',
    });
    const second = await shop.call('PATCH', `/v1/projects/${shop.project_id}`, { name: 'Renamed' });
    expect([second.status, second.headers.get('ratelimit-remaining')]).toEqual([200, '598']);
    const crowd = await Promise.all(Array.from({ length: 650 }, () => shop.call('GET', '/v1/projects')));
    expect(allowed(crowd)).toBe(LIMIT - 2);
    const refused = await shop.call('GET', '/v1/projects');
    expect(refused).toMatchObject({ status: 429, body: { code: 'requests.rate_limited' } });
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
    expect(refused.headers.get('ratelimit-remaining')).toBe('0');
  }, 60_000);

  it('are counted over isolates and over evictions of the Hub', async () => {
    const shop = await seedTenant({ plan: 'free' });
    let passed = 0;
    for (let i = 0; i < LIMIT + 20; i++) {
      if (i % 7 === 0) dropBlocks();
      if (i === 250) await evictDurableObject(hubOf(env, shop.tenant_id));
      passed += allowed([await shop.call('GET', '/v1/projects')]);
    }
    expect(passed).toBeLessThanOrEqual(LIMIT);
    expect(passed).toBeGreaterThan(LIMIT / 2);
  });

  it('are all there for those who call, though the Hub restarts ten times within the minute', async () => {
    const shop = await seedTenant({ plan: 'free' });
    let passed = 0;
    for (let i = 0; i < LIMIT + 20; i++) {
      if (i % 60 === 30) await evictDurableObject(hubOf(env, shop.tenant_id));
      passed += allowed([await shop.call('GET', '/v1/projects')]);
    }
    expect(passed).toBe(LIMIT);
    const internal = await seedTenant({ plan: 'internal' });
    for (let i = 0; i < 20; i++) {
      dropBlocks();
      expect((await internal.call('GET', '/v1/projects')).status).toBe(200);
      await evictDurableObject(hubOf(env, internal.tenant_id));
    }
  });

  it('leave event ingest, other tenants and the operator alone', async () => {
    const shop = await seedTenant({ plan: 'free' });
    await Promise.all(Array.from({ length: LIMIT }, () => shop.call('GET', '/v1/projects')));
    expect((await shop.call('GET', '/v1/kpis')).status).toBe(429);
    const sent = await shop.send(payment());
    // What it tells of is the ledger's own limit.
    expect([sent.status, sent.headers.get('ratelimit-limit')]).toEqual([200, '1000']);
    expect((await operate('GET', '/v1/admin/tenants?limit=1')).status).toBe(200);
    expect((await (await seedTenant({ plan: 'free' })).call('GET', '/v1/projects')).status).toBe(200);
    await operate('PATCH', `/v1/admin/tenants/${shop.tenant_id}`, { plan: 'growth' });
    dropBlocks();
    const more = await shop.call('GET', '/v1/projects');
    expect([more.status, more.headers.get('ratelimit-limit')]).toEqual([200, '6000']);
  }, 60_000);

  it('are not refused when the Hub cannot be reached', async () => {
    const shop = await seedTenant({ plan: 'free' });
    await shop.call('GET', '/v1/projects');
    const broken = { ...env, HUB: { idFromName: () => '', get: () => ({}) } };
    const reply = await call('/v1/projects', { authorization: `Bearer ${shop.secret_key}` }, broken);
    expect([reply.status, reply.headers.get('ratelimit-limit')]).toEqual([200, null]);
  });
});

describe('the shield per address', () => {
  const production = { ...env, ENVIRONMENT: 'production' };

  it('stops sign-ins and wrong keys of one address, but neither known keys nor other addresses', async () => {
    const shop = await seedTenant();
    await shop.call('GET', '/v1/projects');
    const from = (ip: string, key: string) => ({ 'cf-connecting-ip': ip, authorization: `Bearer ${key}` });
    const tries = [];
    for (let i = 0; i < 70; i++)
      tries.push(await call('/v1/projects', from('198.51.100.1', `sk_wrong${i}`), production));
    expect(tries.filter((reply) => reply.status === 401)).toHaveLength(61);
    const stopped = tries.at(-1)!;
    expect([stopped.status, stopped.headers.get('retry-after')]).toEqual([429, '60']);
    expect(await stopped.json()).toMatchObject({ code: 'requests.shielded' });
    expect((await call('/v1/projects', from('198.51.100.1', shop.secret_key), production)).status).toBe(200);
    expect((await call('/v1/projects', from('198.51.100.2', 'sk_wrong'), production)).status).toBe(401);
    expect((await call('/v1/projects', from('198.51.100.1', 'sk_wrong'), env)).status).toBe(401);
  });

  it('counts every attempt to sign in', async () => {
    const headers = { 'cf-connecting-ip': '198.51.100.3', 'content-type': 'application/json' };
    const statuses = [];
    for (let i = 0; i < 62; i++) statuses.push((await call('/v1/auth/sign-in', headers, production, '{}')).status);
    expect(statuses.filter((status) => status === 429)).toHaveLength(2);
  });

  it('counts every guess at the link of an invitation, read or accepted', async () => {
    const headers = { 'cf-connecting-ip': '198.51.100.4', 'content-type': 'application/json' };
    const guess = (i: number) =>
      call(`/v1/invitations/${i % 2 ? 'read' : 'accept'}`, headers, production, `{"token":"guess-${i}"}`);
    const codes = [];
    for (let i = 0; i < 62; i++) codes.push(((await (await guess(i)).json()) as { code: string }).code);
    expect(codes.filter((code) => code === 'requests.shielded')).toHaveLength(2);
    const other = { ...headers, 'cf-connecting-ip': '198.51.100.5' };
    expect((await call('/v1/invitations/guess', other, production)).status).toBe(404);
  });
});

async function call(path: string, headers: Record<string, string>, bindings: object, body?: string): Promise<Response> {
  const waiting = createExecutionContext();
  const method = body === undefined ? 'GET' : 'POST';
  const reply = await app.fetch(
    new Request(`https://signalbox.test${path}`, { method, headers, body }),
    bindings,
    waiting,
  );
  await waitOnExecutionContext(waiting);
  return reply;
}
