import { describe, expect, it } from 'vitest';
import { entriesOf, verdictOn } from './audit.ts';
import {
  type Call,
  type Caller,
  expectNothingOf,
  expectRefusal,
  knock,
  makeWorld,
  namesThings,
  nobody,
  type Operation,
  operations,
  permitted,
  tooLittle,
  type World,
} from './contract.ts';
import { EXPECTATIONS } from './expectations.ts';
import { operate, request } from './seed.ts';

const all = await operations();
const guarded = all.filter(({ id }) => EXPECTATIONS[id] && EXPECTATIONS[id].audience !== 'anyone');
const ofTenants = guarded.filter(({ id }) => ['people', 'all'].includes(EXPECTATIONS[id]!.audience));

/** A valid request of every operation about the things of one world, each made once. */
async function callsOf(world: World, some: Operation[]): Promise<[Operation, Call][]> {
  const calls: [Operation, Call][] = [];
  for (const operation of some) calls.push([operation, await EXPECTATIONS[operation.id]!.request(world)]);
  return calls;
}

/** Ids of everything in a world that has one. */
async function idsOf(world: World): Promise<string[]> {
  const { owner } = world.people;
  const named = await callsOf(world, guarded);
  const found = JSON.stringify(named.map(([, { params, body }]) => [params, body])).match(
    /\b[a-z]{3}_[0-9a-f]{32}\b/g,
  )!;
  const fixed = [world.tenant_id, world.project_id, world.spare_key_id, owner.user_id, owner.session_id];
  return [...new Map([...fixed, ...found].map((id) => [id.slice(0, 3), id])).values()];
}

/** The calls that come of putting `id` in the place of one string at a time. */
function replacements(call: Call, id: string): Call[] {
  const { params = {}, body } = call;
  const fields = typeof body === 'object' && body !== null ? Object.entries(body) : [];
  return [
    ...Object.keys(params).map((name) => ({ ...call, params: { ...params, [name]: id } })),
    ...fields
      .filter(([, value]) => typeof value === 'string')
      .map(([name]) => ({ ...call, body: { ...(body as object), [name]: id } })),
  ];
}

/** What a world's owner sees of it. */
async function stateOf(world: World): Promise<unknown[]> {
  const paths = [
    'projects?status=all',
    'keys',
    'members',
    'members/invitations',
    'partners',
    'exports',
    'privacy/erasures',
    'events',
    'audit',
  ];
  return await Promise.all(paths.map(async (path) => (await world.people.owner.call('GET', `/v1/${path}`)).body));
}

describe('the table of expectations', () => {
  it('has a row for every operation of the document, and none too many', () => {
    const documented = all.map(({ id }) => id).sort();
    expect(
      documented.filter((id) => !EXPECTATIONS[id]),
      'routes without a row',
    ).toEqual([]);
    expect(
      Object.keys(EXPECTATIONS).filter((id) => !documented.includes(id)),
      'rows without a route',
    ).toEqual([]);
    expect(new Set(documented).size).toBe(documented.length);
  });
});

describe('every route', () => {
  it('lets a caller through who may: the requests below are refused for who sends them, not for their content', async () => {
    const wrong: unknown[] = [];
    let world = await makeWorld();
    for (const operation of all) {
      const expectation = EXPECTATIONS[operation.id]!;
      const { audience, expected_status } = expectation;
      const count = audience === 'anyone' ? 1 : permitted(expectation, world).length;
      for (let i = 0; i < count; i++) {
        const attempt = async () => {
          const call = await expectation.request(world);
          const [name, caller] =
            audience === 'anyone' ? (['nobody', nobody] as const) : permitted(expectation, world)[i]!;
          const { status, body } = await knock(operation, call, caller);
          const isRight = expected_status === undefined ? status < 300 : status === expected_status;
          return isRight ? [] : [[operation.id, name, status, body?.code]];
        };
        if ((await attempt().catch((error) => [error])).length === 0) continue;
        // What came before may have used this world up: somebody left it, a right of it was lost.
        world = await makeWorld();
        wrong.push(...(await attempt()));
      }
    }
    expect(wrong).toEqual([]);
  }, 120_000);

  it('refuses whoever has no credentials, or made some up', async () => {
    const world = await makeWorld();
    for (const [operation, call] of await callsOf(world, guarded)) {
      for (const headers of [{}, { cookie: '__Host-signalbox_session=x' }, { authorization: 'Bearer sk_x' }]) {
        const reply = await knock(operation, call, nobody, headers);
        expectRefusal(`${operation.id} ${JSON.stringify(headers)}`, reply, 401);
        expectNothingOf(world, reply, operation.id);
      }
    }
  });

  it('refuses whoever is allowed too little: roles below, keys of other scopes', async () => {
    const world = await makeWorld();
    const calls = await callsOf(world, guarded);
    const before = (await entriesOf(world)).length;
    let refused = 0;
    for (const [operation, call] of calls) {
      const expectation = EXPECTATIONS[operation.id]!;
      if (expectation.audience === 'session') continue;
      for (const [name, caller] of tooLittle(expectation, world)) {
        expectRefusal(`${operation.id} as ${name}`, await knock(operation, call, caller), 403);
        refused += 1;
      }
    }
    expect(refused).toBeGreaterThan(150);
    expect((await entriesOf(world)).length).toBe(before);
  });

  it('refuses a publishable key, but for sending events', async () => {
    const world = await makeWorld();
    const page = (method: string, path: string, body?: unknown, headers = {}) =>
      request(method, path, world.publishable_key, body, { origin: 'https://signalbox.test', ...headers });
    for (const [operation, call] of await callsOf(world, guarded)) {
      if (operation.id === 'appendEvents') continue;
      const { audience } = EXPECTATIONS[operation.id]!;
      const isPerson = audience === 'session' && !operation.path.startsWith('/v1/admin/');
      expectRefusal(operation.id, await knock(operation, call, page), isPerson ? 401 : 403);
    }
  });

  it('refuses everybody of a suspended tenant', async () => {
    const world = await makeWorld();
    const calls = await callsOf(world, ofTenants);
    await operate('PATCH', `/v1/admin/tenants/${world.tenant_id}`, { status: 'suspended' });
    for (const [operation, call] of calls) {
      const page: Caller = (method, path, body, headers) =>
        request(method, path, world.publishable_key, body, { origin: 'https://signalbox.test', ...headers });
      const callers = { owner: world.people.owner.call, key: world.call, 'publishable key': page };
      for (const [name, caller] of Object.entries(callers)) {
        expectRefusal(`${operation.id} as ${name}`, await knock(operation, call, caller), 403, 'tenant.suspended');
      }
    }
  });

  it('refuses whatever changes something and does not come from our own pages, session or not', async () => {
    const world = await makeWorld();
    let refused = 0;
    for (const operation of all.filter(({ id }) => EXPECTATIONS[id]!.audience !== 'operator')) {
      // What outside services call is signed by them, and links of mails hold a token: pages of anybody may send both.
      if (operation.method === 'GET' || operation.path.startsWith('/v1/webhooks/')) continue;
      const expectation = EXPECTATIONS[operation.id]!;
      const call = await expectation.request(world);
      const caller = expectation.audience === 'anyone' ? nobody : world.people.owner.call;
      for (const origin of [
        'https://evil.example',
        'null',
        '',
        'https://signalbox.test.evil.example',
        'http://signalbox.test',
      ]) {
        const reply = await knock(operation, call, caller, { origin });
        expectRefusal(`${operation.id} from ${origin}`, reply, 403, 'auth.foreign_origin');
        refused += 1;
      }
    }
    expect(refused).toBeGreaterThan(150);
  });

  it('refuses fields that it does not know: nobody assigns themselves a tenant, a role, an id', async () => {
    const [world, other] = [await makeWorld(), await makeWorld()];
    const extras = { tenant_id: other.tenant_id, project_id: other.project_id, role: 'owner', id: 'x', is_admin: true };
    let tried = 0;
    for (const operation of all) {
      const expectation = EXPECTATIONS[operation.id]!;
      // Nobody of this world is an operator, and what services send is signed: both are refused before fields are read.
      if (expectation.expected_status === 403 || operation.path.startsWith('/v1/webhooks/')) continue;
      const call = await expectation.request(world);
      if (typeof call.body !== 'object' || call.body === null) continue;
      const body = call.body as Record<string, unknown>;
      const caller = expectation.audience === 'anyone' ? nobody : permitted(expectation, world)[0]![1];
      for (const [name, value] of Object.entries(extras)) {
        if (name in body) continue;
        const reply = await knock(operation, { ...call, body: { ...body, [name]: value } }, caller);
        expectRefusal(`${operation.id} with ${name}`, reply, 422);
        tried += 1;
      }
    }
    expect(tried).toBeGreaterThan(100);
  });
});

describe('another tenant', () => {
  it('does not exist: its ids are 404, lists do not hold it, and nothing of it changes', async () => {
    const [victim, attacker] = [await makeWorld(), await makeWorld()];
    const calls = await callsOf(victim, guarded);
    const before = await entriesOf(victim);
    let foreign = 0;
    for (const [operation, call] of calls) {
      const expectation = EXPECTATIONS[operation.id]!;
      if (expectation.audience === 'operator' || operation.id === 'leaveTenant') continue;
      for (const [name, caller] of permitted(expectation, attacker)) {
        const what = `${operation.id} as another tenant’s ${name}`;
        const reply = await knock(operation, call, caller);
        if (namesThings(call)) {
          expectRefusal(what, reply, 404);
          foreign += 1;
        } else expect(reply.status, what).toBeLessThan(500);
        expectNothingOf(victim, reply, what);
      }
    }
    expect(foreign).toBeGreaterThan(18);
    expect(await entriesOf(victim)).toHaveLength(before.length);
    expect(await verdictOn(victim)).toMatchObject({ intact: true });
  });

  it('does not open with its project’s header either', async () => {
    const [victim, attacker] = [await makeWorld(), await makeWorld()];
    const header = { 'signalbox-project': victim.project_id };
    for (const [operation, call] of await callsOf(attacker, ofTenants)) {
      const expectation = EXPECTATIONS[operation.id]!;
      const person = await knock(operation, call, attacker.people.owner.call, header);
      expectRefusal(`${operation.id} as a person`, person, 404, 'project.not_found');
      // A key is of its own project, whatever the header says.
      if (expectation.audience === 'all') {
        expectNothingOf(victim, await knock(operation, call, attacker.call, header), operation.id);
      }
    }
  });

  it('is out of reach of every path and query, each parameter filled with each of its ids', async () => {
    const [victim, attacker] = [await makeWorld(), await makeWorld()];
    const ids = await idsOf(victim);
    let tried = 0;
    for (const operation of guarded) {
      const expectation = EXPECTATIONS[operation.id]!;
      if (expectation.audience === 'operator' || operation.method !== 'GET') continue;
      const call = await expectation.request(attacker);
      for (const [id, [name, caller]] of ids.flatMap((id) =>
        permitted(expectation, attacker).map((c) => [id, c] as const),
      )) {
        const queries = operation.query.map((parameter) => ({ ...call, query: `${parameter}=${id}` }));
        const paths = Object.keys(call.params ?? {}).map((one) => ({ ...call, params: { ...call.params, [one]: id } }));
        for (const attempt of [...queries, ...paths]) {
          const reply = await knock(operation, attempt, caller);
          const what = `${operation.id} as ${name} with ${JSON.stringify(attempt)}`;
          expect(reply.status, what).toBeLessThan(500);
          expectNothingOf(victim, reply, what, id);
          tried += 1;
        }
      }
    }
    expect(tried).toBeGreaterThan(400);
  }, 60_000);

  it('is not changed by any path or body, each string in them replaced by each of its ids', async () => {
    const [victim, attacker] = [await makeWorld(), await makeWorld()];
    const ids = await idsOf(victim);
    const before = await stateOf(victim);
    let tried = 0;
    for (const operation of guarded) {
      const expectation = EXPECTATIONS[operation.id]!;
      if (expectation.audience === 'operator' || operation.method === 'GET') continue;
      const [, caller] = permitted(expectation, attacker)[0]!;
      const call = await expectation.request(attacker);
      for (const attempt of ids.flatMap((id) => replacements(call, id))) {
        const reply = await knock(operation, attempt, caller);
        expect(reply.status, `${operation.id} with ${JSON.stringify(attempt)}`).toBeLessThan(500);
        tried += 1;
      }
    }
    expect(tried).toBeGreaterThan(200);
    expect(await stateOf(victim)).toEqual(before);
    expect(await verdictOn(victim)).toMatchObject({ intact: true });
  }, 60_000);

  it('is not read on from its cursors', async () => {
    const [victim, attacker] = [await makeWorld(), await makeWorld()];
    for (let i = 0; i < 2; i++) await callsOf(victim, guarded);
    const read: string[] = [];
    for (const operation of ofTenants.filter(({ query }) => query.includes('cursor'))) {
      const expectation = EXPECTATIONS[operation.id]!;
      const call = await expectation.request(victim);
      const first = await knock(operation, { ...call, query: 'limit=1' }, victim.people.owner.call);
      if (!first.body.next_cursor) continue;
      read.push(operation.id);
      const query = `limit=200&cursor=${encodeURIComponent(first.body.next_cursor)}`;
      for (const [name, caller] of permitted(expectation, attacker)) {
        const reply = await knock(operation, { ...(await expectation.request(attacker)), query }, caller);
        expect(reply.status, operation.id).toBeLessThan(500);
        expectNothingOf(victim, reply, `${operation.id} as ${name} with another’s cursor`);
      }
    }
    expect(read.length).toBeGreaterThan(5);
  });

  it('cannot be reached from one’s own things: every role of it is a stranger', async () => {
    const [victim, attacker] = [await makeWorld(), await makeWorld()];
    for (const [operation, call] of await callsOf(victim, ofTenants)) {
      if (!namesThings(call)) continue;
      for (const [role, person] of Object.entries(attacker.people)) {
        const reply = await knock(operation, call, person.call);
        expect([operation.id, role, [403, 404].includes(reply.status)]).toEqual([operation.id, role, true]);
        expectNothingOf(victim, reply, `${operation.id} as ${role}`);
      }
    }
  });
});
