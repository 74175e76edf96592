import { runInDurableObject } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import { describe, expect, it } from 'vitest';
import { hubOf } from '../../../durable/stubs.ts';
import type { SocketsHub } from '../../base/sockets.ts';
import { HOUR_MS } from '../../shared/durations.ts';
import { evictHub, queryHub, ringHub } from '../../testing/hub-faults.ts';
import { firing, judgeAll } from '../../testing/judgements.ts';
import { askLive, type LiveClient, liveAs, openLive } from '../../testing/live.ts';
import { operate, type Person, request, type Seed, seedPerson, seedTenant } from '../../testing/seed.ts';
import type { EventsHub } from '../events/objects.ts';

const ORIGIN = 'https://signalbox.test';

/** A socket as the dashboard opens it. */
async function liveAsPerson(person: Person, query = ''): Promise<LiveClient> {
  return await openLive({ cookie: person.cookie, origin: ORIGIN }, query);
}

/** What a socket was sent so far, once everything on its way has arrived. */
async function drained(socket: LiveClient) {
  await socket.ping();
  // What people are told of their own list comes in its own time.
  return socket.frames.splice(0).filter(({ type }) => type !== 'notification.changed');
}

async function addProject(shop: Seed): Promise<string> {
  return (await operate('POST', `/v1/admin/tenants/${shop.tenant_id}/projects`, { name: 'Other' })).body.id;
}

describe('frames', () => {
  it('go to the sockets of their project and tenant, and to no others', async () => {
    const [shop, stranger] = [await seedTenant(), await seedTenant()];
    const other = await addProject(shop);
    const owner = await seedPerson(shop, 'owner');
    const [here, everywhere, there, foreign] = [
      await liveAs(shop.secret_key),
      await liveAsPerson(owner),
      await liveAsPerson(owner, `?project=${other}`),
      await liveAs(stranger.secret_key),
    ];
    const decisions = await judgeAll(shop, [firing(shop), firing({ project_id: other })]);
    const [mine, theirs] = decisions.map(({ alert_id }) => alert_id);
    const idsOf = async (socket: LiveClient) => (await drained(socket)).map(({ data }) => data.id);
    expect(await idsOf(here)).toEqual([mine]);
    expect(await idsOf(everywhere)).toEqual([mine, theirs]);
    expect(await idsOf(there)).toEqual([theirs]);
    expect(await idsOf(foreign)).toEqual([]);
  });

  it('tell of a project’s numbers, while anybody listens', async () => {
    const shop = await seedTenant();
    const hub = () => hubOf<EventsHub>(env, shop.tenant_id);
    expect(await hub().kpiChanged(shop.project_id)).toBe(false);
    const socket = await liveAs(shop.secret_key);
    expect(await hub().kpiChanged(shop.project_id)).toBe(true);
    expect(await hub().kpiChanged('prj_other')).toBe(false);
    expect(await drained(socket)).toEqual([
      { cursor: '0', type: 'kpi.changed', data: { project_id: shop.project_id } },
    ]);
    socket.socket.close();
    await expect.poll(() => hub().kpiChanged(shop.project_id)).toBe(false);
  });

  it('come out of a Hub that slept in between, to a ping without waking it', async () => {
    const shop = await seedTenant();
    const socket = await liveAs(shop.secret_key);
    await evictHub(shop, 'hibernate');
    await socket.ping();
    await judgeAll(shop, [firing(shop)]);
    expect(await drained(socket)).toMatchObject([{ type: 'alert.raised' }]);
  });
});

describe('a cursor', () => {
  it('brings what came since, in order, and then what happens', async () => {
    const shop = await seedTenant();
    const judgement = firing(shop);
    const first = await liveAs(shop.secret_key);
    await judgeAll(shop, [judgement]);
    const { cursor } = await first.next();
    first.socket.close();
    await judgeAll(shop, [{ ...judgement, window: 2 }]);
    await judgeAll(shop, [{ ...judgement, window: 3, verdict: 'clear' }]);
    const back = await liveAs(shop.secret_key, `?cursor=${cursor}`);
    await judgeAll(shop, [{ ...judgement, window: 4 }]);
    const seen = (await drained(back)).map(({ type, data }) => [type, data.status, data.occurrences]);
    expect(seen).toEqual([
      ['alert.changed', 'pending', 2],
      ['alert.changed', 'resolved', 2],
      ['alert.raised', 'pending', 1],
    ]);
    const last = await liveAs(shop.secret_key, '?cursor=4');
    expect(await drained(last)).toEqual([]);
  });

  it('that is unknown or too old brings every open alert, and can be taken up in the middle of that', async () => {
    const shop = await seedTenant();
    const [a, b, c] = [firing(shop), firing(shop), firing(shop)];
    await judgeAll(shop, [a, b, c]);
    await judgeAll(shop, [{ ...b, window: 2, verdict: 'clear' }]);
    for (const query of ['?cursor=', '?cursor=99', '?cursor=-1', '?cursor=x', '?cursor=1e3']) {
      const frames = await drained(await liveAs(shop.secret_key, query));
      expect(frames.map(({ type, data }) => [type, data.rule_id])).toEqual([
        ['alert.changed', a.rule_id],
        ['alert.changed', c.rule_id],
      ]);
      // Whoever got only the first of them gets all of them again.
      expect(frames.map(({ cursor }) => cursor)).toEqual(['', '4']);
    }
    // Frames are kept for the last thousand changes.
    await judgeAll(
      shop,
      Array.from({ length: 1_000 }, () => firing(shop)),
    );
    const [kept] = await queryHub<{ n: number }>(shop, 'SELECT count(*) AS n FROM frames');
    expect(kept!.n).toBe(1_000);
    expect(await drained(await liveAs(shop.secret_key, '?cursor=4'))).toHaveLength(1_000);
    const late = await drained(await liveAs(shop.secret_key, '?cursor=3'));
    expect(new Set(late.map(({ type }) => type))).toEqual(new Set(['alert.changed']));
  });

  it('is nobody else’s: frames of another project are passed over', async () => {
    const shop = await seedTenant();
    const other = await addProject(shop);
    await judgeAll(shop, [firing({ project_id: other }), firing(shop), firing({ project_id: other })]);
    const frames = await drained(await liveAs(shop.secret_key, '?cursor=0'));
    expect(frames.map(({ data }) => data.project_id)).toEqual([shop.project_id]);
    const open = await drained(await liveAs(shop.secret_key, '?cursor='));
    expect(open.map(({ data }) => data.project_id)).toEqual([shop.project_id]);
  });
});

describe('a credential that ends', () => {
  /** The sockets that are closed, of some that are open. */
  async function closedOf(sockets: Record<string, LiveClient>, expected: string[]): Promise<string[]> {
    for (const name of expected) expect((await sockets[name]!.end()).code, name).toBe(1008);
    return Object.keys(sockets).filter((name) => sockets[name]!.closed !== undefined);
  }

  it('takes its sockets along: revoked and rotated keys, removed members, ended sessions', async () => {
    const shop = await seedTenant();
    const owner = await seedPerson(shop, 'owner');
    const [leaver, visitor, stayer] = [
      await seedPerson(shop, 'viewer'),
      await seedPerson(shop, 'viewer'),
      await seedPerson(shop, 'viewer'),
    ];
    const issue = async (name: string) => (await owner.call('POST', '/v1/keys', { name, scopes: ['read'] })).body;
    const [revoked, rotated] = [await issue('a'), await issue('b')];
    const sockets = {
      kept: await liveAs(shop.secret_key),
      stayer: await liveAsPerson(stayer),
      revoked: await liveAs(revoked.key),
      rotated: await liveAs(rotated.key),
      leaver: await liveAsPerson(leaver, `?project=${shop.project_id}`),
      visitor: await liveAsPerson(visitor),
    };
    await owner.call('DELETE', `/v1/keys/${revoked.id}`);
    expect(await closedOf(sockets, ['revoked'])).toEqual(['revoked']);
    await owner.call('POST', `/v1/keys/${rotated.id}/rotate`, { overlap_minutes: 0 });
    await owner.call('DELETE', `/v1/members/${leaver.user_id}`);
    await visitor.call('POST', '/v1/auth/sign-out');
    const gone = ['revoked', 'rotated', 'leaver', 'visitor'];
    expect(await closedOf(sockets, gone)).toEqual(gone);
    expect((await askLive({ authorization: `Bearer ${revoked.key}` })).status).toBe(401);
    await judgeAll(shop, [firing(shop)]);
    expect(await drained(sockets.kept)).toHaveLength(1);
    expect(await drained(sockets.stayer)).toHaveLength(1);
  });

  it('a suspended tenant and an archived project have none, and get none', async () => {
    const shop = await seedTenant();
    const owner = await seedPerson(shop, 'owner');
    const other = await addProject(shop);
    const sockets = {
      key: await liveAs(shop.secret_key),
      chosen: await liveAsPerson(owner, `?project=${shop.project_id}`),
      elsewhere: await liveAsPerson(owner, `?project=${other}`),
    };
    await owner.call('POST', `/v1/projects/${shop.project_id}/archive`);
    expect(await closedOf(sockets, ['key', 'chosen'])).toEqual(['key', 'chosen']);
    const again = await askLive({ cookie: owner.cookie, origin: ORIGIN }, `?project=${shop.project_id}`);
    expect(again.status).toBe(403);
    await operate('PATCH', `/v1/admin/tenants/${shop.tenant_id}`, { status: 'suspended' });
    expect(await closedOf(sockets, ['elsewhere'])).toHaveLength(3);
    expect((await askLive({ cookie: owner.cookie, origin: ORIGIN })).status).toBe(403);
  });

  it('has to be shown again after a while', async () => {
    const shop = await seedTenant();
    const [old, fresh] = [await liveAs(shop.secret_key), await liveAs(shop.secret_key)];
    await runInDurableObject(hubOf(env, shop.tenant_id), (_, state) => {
      const [first, second] = state.getWebSockets();
      const later = { project_ids: [shop.project_id] };
      first!.serializeAttachment({ ...later, until: Date.now() - 1 });
      second!.serializeAttachment({ ...later, until: Date.now() + HOUR_MS });
    });
    await ringHub(shop, 'sockets');
    await expect.poll(() => [old, fresh].filter(({ closed }) => closed?.code === 1012).length).toBe(1);
    expect([old, fresh].filter(({ closed }) => closed).length).toBe(1);
  });
});

describe('a socket', () => {
  it('is opened by whoever may read alerts, from our own pages', async () => {
    const shop = await seedTenant();
    const other = await seedTenant();
    const owner = await seedPerson(shop, 'owner');
    const { cookie } = owner;
    const writer = await owner.call('POST', '/v1/keys', { name: 'writer', scopes: ['events:write'] });
    const asked: [string, Record<string, string>, string, number][] = [
      ['nobody', {}, '', 401],
      ['a key that may not read', { authorization: `Bearer ${writer.body.key}` }, '', 403],
      ['a publishable key', { authorization: `Bearer ${shop.publishable_key}`, origin: ORIGIN }, '', 403],
      ['another site with our cookie', { cookie, origin: 'https://evil.test' }, '', 403],
      ['no site with our cookie', { cookie }, '', 403],
      ['a person for a foreign project', { cookie, origin: ORIGIN }, `?project=${other.project_id}`, 404],
      [
        'a key for a foreign project',
        { authorization: `Bearer ${shop.secret_key}` },
        `?project=${other.project_id}`,
        404,
      ],
    ];
    for (const [who, headers, query, status] of asked) {
      const reply = await askLive(headers, query);
      expect([who, reply.status]).toEqual([who, status]);
    }
    const plain = await request('GET', '/v1/live', shop.secret_key);
    expect(plain).toMatchObject({ status: 426, body: { code: 'live.not_a_websocket' } });
  });

  it('is not heard, and is ended when it talks too much', async () => {
    const shop = await seedTenant();
    const socket = await liveAs(shop.secret_key);
    socket.socket.send('{"type":"alert.raised"}');
    socket.socket.send('x'.repeat(1_024));
    socket.socket.send(new Uint8Array(100));
    expect(await drained(socket)).toEqual([]);
    socket.socket.send('x'.repeat(1_025));
    expect((await socket.end()).code).toBe(1009);
    const chatty = await liveAs(shop.secret_key);
    for (let i = 0; i < 31; i++) chatty.socket.send('hello');
    expect((await chatty.end()).code).toBe(1008);
  });

  it('is one of a thousand a tenant: the next waits until one has gone', async () => {
    const [shop, other] = [await seedTenant(), await seedTenant()];
    const sockets: LiveClient[] = [];
    for (let i = 0; i < 1_000; i += 50) {
      sockets.push(...(await Promise.all(Array.from({ length: 50 }, () => liveAs(shop.secret_key)))));
    }
    const refused = await askLive({ authorization: `Bearer ${shop.secret_key}` });
    expect(refused.status).toBe(429);
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
    expect(await refused.json()).toMatchObject({ code: 'live.too_many_sockets' });
    (await liveAs(other.secret_key)).socket.close();
    await judgeAll(shop, [firing(shop)]);
    for (const socket of sockets) expect(await socket.next()).toMatchObject({ type: 'alert.raised' });
    sockets[0]!.socket.close();
    await expect.poll(async () => (await askLive({ authorization: `Bearer ${shop.secret_key}` })).status).toBe(101);
    await hubOf<SocketsHub>(env, shop.tenant_id).dropSockets({});
  }, 60_000);
});
