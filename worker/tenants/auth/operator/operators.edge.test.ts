import { createExecutionContext } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import { describe, expect, it } from 'vitest';
import worker from '../../../index.ts';
import { Authenticator } from '../../../testing/authenticator.ts';
import { codeOf, freshEmail, newOwner, newPerson, withTwoFactor } from '../../../testing/person.ts';
import { operate, type Reply, request, seedTenant } from '../../../testing/seed.ts';

type Role = 'viewer' | 'support' | 'admin';
const ROLES: Role[] = ['viewer', 'support', 'admin'];

/** A person with a second factor and the role, and a token of theirs. */
async function newOperator(role: Role) {
  const { person, otpauth_uri } = await withTwoFactor(await newPerson(freshEmail(role)));
  const { id } = (await operate('PUT', '/v1/admin/operators', { email: person.email, role })).body;
  const issued = await person.call('POST', '/v1/admin/tokens', { code: codeOf(otpauth_uri) });
  expect(issued.status, JSON.stringify(issued.body)).toBe(201);
  const token: string = issued.body.token;
  const call = (method: string, path: string, body?: unknown): Promise<Reply> => request(method, path, token, body);
  return { id: id as string, person, token, issued, call };
}

/** Calls of one operator, newest first. */
async function callsOf(operator_id: string) {
  return (await operate('GET', `/v1/admin/audit-log?operator_id=${operator_id}&limit=200`)).body.data;
}

/** One request to a Worker whose variables are other ones. */
async function within(variables: object, path: string, token: string, address: string): Promise<number> {
  const headers = { authorization: `Bearer ${token}`, 'cf-connecting-ip': address };
  const asked = new Request(`https://signalbox.test${path}`, { headers }) as never;
  return (await worker.fetch(asked, { ...env, ...variables } as never, createExecutionContext())).status;
}

/** Every route of operators with the role that it names. */
async function routes(): Promise<{ method: string; path: string; role: Role | undefined }[]> {
  const { paths } = (await request('GET', '/openapi.json', undefined)).body;
  return Object.entries<Record<string, { 'x-operator-role'?: Role }>>(paths)
    .filter(([path]) => path.startsWith('/v1/admin/') && path !== '/v1/admin/tokens')
    .flatMap(([path, methods]) =>
      Object.entries(methods).map(([method, { 'x-operator-role': role }]) => {
        return { method: method.toUpperCase(), path: path.replace(/\{\w+\}/g, 'none'), role };
      }),
    );
}

describe('a token of an operator', () => {
  it('takes an operator, a verified address, a second factor and a fresh code, and is kept hashed', async () => {
    const { person, otpauth_uri } = await withTwoFactor(await newPerson());
    const ask = (code: string, minutes?: number) => person.call('POST', '/v1/admin/tokens', { code, minutes });
    expect((await ask(codeOf(otpauth_uri))).body.code).toBe('auth.forbidden');
    await operate('PUT', '/v1/admin/operators', { email: person.email, role: 'viewer' });
    expect((await ask('000000')).status).toBe(401);
    expect((await ask(codeOf(otpauth_uri), 61)).status).toBe(422);
    const code = codeOf(otpauth_uri);
    const { status, body } = await ask(code, 5);
    expect([status, body.role]).toEqual([201, 'viewer']);
    expect(Date.parse(body.expires_at) - Date.now()).toBeLessThanOrEqual(5 * 60_000);
    expect((await ask(code)).status, 'a code works once').toBe(401);
    const { results } = await env.DB.prepare('SELECT * FROM operator_tokens').all();
    expect(JSON.stringify(results)).toContain(body.id);
    expect(JSON.stringify(results)).not.toContain(body.token);
  });

  it('takes a passkey instead of a code, of the person who is signed in alone, and ends with the last one', async () => {
    const [person, other] = [await newPerson(), await newPerson()];
    for (const { email } of [person, other]) await operate('PUT', '/v1/admin/operators', { email, role: 'viewer' });
    const key = new Authenticator();
    const made = await person.call('POST', '/v1/auth/passkeys/begin');
    const added = await person.call('POST', '/v1/auth/passkeys', { name: 'Laptop', response: key.create(made.body) });
    const signed = async () => key.get((await person.call('POST', '/v1/auth/passkeys/ask')).body);
    const passkey = await signed();
    expect((await person.call('POST', '/v1/admin/tokens', { passkey, code: '123456' })).status).toBe(422);
    expect((await other.call('POST', '/v1/admin/tokens', { passkey })).body.code).toBe(
      'operator.second_factor_required',
    );
    const { status, body } = await person.call('POST', '/v1/admin/tokens', { passkey, minutes: 5 });
    expect(status).toBe(201);
    expect((await person.call('POST', '/v1/admin/tokens', { passkey })).status, 'a reply works once').not.toBe(201);
    const sessions = (await person.call('GET', '/v1/auth/sessions')).body.data;
    expect(sessions).toHaveLength(1);
    expect((await request('GET', '/v1/admin/tenants', body.token)).status).toBe(200);
    await person.call('DELETE', `/v1/auth/passkeys/${added.body.id}`);
    expect((await request('GET', '/v1/admin/tenants', body.token)).status).toBe(401);
  });

  it('is not given for the passkey of somebody else', async () => {
    const [person, other] = [await newPerson(), await newPerson()];
    await operate('PUT', '/v1/admin/operators', { email: person.email, role: 'viewer' });
    const keys: Authenticator[] = [];
    for (const each of [person, other]) {
      const key = new Authenticator();
      const made = await each.call('POST', '/v1/auth/passkeys/begin');
      await each.call('POST', '/v1/auth/passkeys', { name: 'Mine', response: key.create(made.body) });
      keys.push(key);
    }
    const foreign = keys[1]!.get((await person.call('POST', '/v1/auth/passkeys/ask')).body);
    expect((await person.call('POST', '/v1/admin/tokens', { passkey: foreign })).status).toBe(401);
  });

  it('is refused without a second factor, and to another account of the address', async () => {
    const person = await newPerson();
    await operate('PUT', '/v1/admin/operators', { email: person.email, role: 'admin' });
    expect((await person.call('POST', '/v1/admin/tokens', { code: '123456' })).body.code).toBe(
      'operator.second_factor_required',
    );
    const { otpauth_uri } = await withTwoFactor(person);
    await env.DB.prepare("UPDATE operators SET user_id = 'usr_another' WHERE email = ?").bind(person.email).run();
    expect((await person.call('POST', '/v1/admin/tokens', { code: codeOf(otpauth_uri) })).body.code).toBe(
      'auth.forbidden',
    );
  });

  it('ends with its time, its session, the operator, or by itself', async () => {
    const ended: Record<string, (one: Awaited<ReturnType<typeof newOperator>>) => Promise<unknown>> = {
      time: ({ issued }) =>
        env.DB.prepare('UPDATE operator_tokens SET expires_at = ? WHERE id = ?')
          .bind(new Date(Date.now() - 1).toISOString(), issued.body.id)
          .run(),
      session: ({ person }) => person.call('POST', '/v1/auth/sign-out'),
      operator: ({ id }) => operate('DELETE', `/v1/admin/operators/${id}`),
      itself: ({ issued }) => operate('DELETE', `/v1/admin/tokens/${issued.body.id}`),
    };
    for (const [name, end] of Object.entries(ended)) {
      const one = await newOperator('viewer');
      expect((await one.call('GET', '/v1/admin/tenants')).status, name).toBe(200);
      await end(one);
      expect((await one.call('GET', '/v1/admin/tenants')).status, name).toBe(401);
    }
  });

  it('opens nothing but /v1/admin, and makes no other token', async () => {
    const { call } = await newOperator('admin');
    expect((await call('GET', '/v1/projects')).status).toBe(403);
    expect((await call('POST', '/v1/admin/tokens', { code: '123456' })).status).toBe(403);
  });
});

describe('roles', () => {
  it('are named by every route, and nobody below passes', async () => {
    const all = await routes();
    expect(all.length).toBeGreaterThan(20);
    for (const role of ROLES) {
      const { call } = await newOperator(role);
      for (const { method, path, role: needed } of all) {
        expect([path, ROLES.includes(needed!)]).toEqual([path, true]);
        if (method === 'POST' && path.endsWith('/check')) continue;
        const { status, body } = await call(method, path, method === 'GET' ? undefined : {});
        const isBelow = ROLES.indexOf(role) < ROLES.indexOf(needed!);
        const refused = status === 403 && body?.code === 'operator.role_required';
        expect([role, method, path, refused]).toEqual([role, method, path, isBelow]);
      }
    }
  });

  it('count from the next call, and never leave the house without an admin by a person’s hand', async () => {
    await env.DB.prepare('DELETE FROM operators').run();
    const [boss, helper] = [await newOperator('admin'), await newOperator('viewer')];
    expect((await boss.call('DELETE', `/v1/admin/operators/${boss.id}`)).body.code).toBe('operator.last_admin');
    const down = { email: boss.person.email, role: 'viewer' };
    expect((await boss.call('PUT', '/v1/admin/operators', down)).body.code).toBe('operator.last_admin');
    await boss.call('PUT', '/v1/admin/operators', { email: helper.person.email, role: 'admin' });
    expect((await helper.call('PUT', '/v1/admin/operators', down)).status).toBe(200);
    expect((await boss.call('GET', '/v1/admin/operators')).body.code).toBe('operator.role_required');
    expect((await helper.call('DELETE', '/v1/admin/operators/opr_none')).status).toBe(404);
  });
});

describe('the operators’ own log', () => {
  it('holds every call, reads and refusals too, with target, tenant and end, and nothing that was sent', async () => {
    const { tenant_id, project_id } = await seedTenant();
    const { id, call, person, token } = await newOperator('support');
    const read = await call('GET', `/v1/admin/projects/${project_id}/reconciliations`);
    await call('PATCH', `/v1/admin/tenants/${tenant_id}`, { plan: 'internal' });
    await call('GET', '/v1/admin/tenants?cursor=nonsense');
    await call('GET', '/v1/admin/no-such-route');
    const log = await callsOf(id);
    expect(
      log.map(({ route, status, code, tenant }: Record<string, unknown>) => [route, status, code, tenant]),
    ).toEqual([
      [expect.stringContaining('/v1/'), 404, 'route.not_found', ''],
      ['/v1/admin/tenants', 400, 'cursor.invalid', ''],
      ['/v1/admin/tenants/:id', 403, 'operator.role_required', tenant_id],
      ['/v1/admin/projects/:id/reconciliations', 200, null, tenant_id],
      ['/v1/admin/tokens', 201, null, ''],
    ]);
    expect(log[3]).toMatchObject({
      operator: person.email,
      role: 'support',
      method: 'GET',
      target: project_id,
      request_id: read.headers.get('x-request-id'),
    });
    expect(JSON.stringify(log)).not.toContain(token);
  });

  it('cannot be changed or shortened', async () => {
    await operate('GET', '/v1/admin/tenants');
    const change = (sql: string) => env.DB.prepare(sql).run();
    await expect(change("UPDATE operator_calls SET operator = 'somebody else'")).rejects.toThrow('append-only');
    await expect(change('DELETE FROM operator_calls')).rejects.toThrow('400 days');
  });

  it('names what a call made, and a tenant’s log names the operator by id alone', async () => {
    const { id, call, person } = await newOperator('admin');
    const made = await call('POST', '/v1/admin/tenants', { key: freshEmail(), name: 'Made' });
    expect((await callsOf(id))[0]).toMatchObject({ target: made.body.id, tenant: made.body.id, status: 201 });
    const { data } = (await call('GET', `/v1/admin/tenants/${made.body.id}/audit`)).body;
    expect(data[0]).toMatchObject({ actor_type: 'operator', actor_id: id });
    expect(JSON.stringify(data)).not.toContain(person.email);
  });
});

describe('variables', () => {
  it('OPERATOR_NETWORKS keeps operators to their networks, people and the static token alike', async () => {
    const { token } = await newOperator('viewer');
    const OPERATOR_NETWORKS = '203.0.113.0/24';
    for (const each of [token, env.INTERNAL_ADMIN_API_KEY]) {
      expect(await within({ OPERATOR_NETWORKS }, '/v1/admin/tenants', each, '203.0.113.7')).toBe(200);
      expect(await within({ OPERATOR_NETWORKS }, '/v1/admin/tenants', each, '198.51.100.7')).toBe(403);
      expect(await within({ OPERATOR_NETWORKS: 'the office' }, '/v1/admin/tenants', each, '203.0.113.7')).toBe(403);
    }
  });

  it('OPERATOR_BOOTSTRAP switches the static token off, not people', async () => {
    const { token } = await newOperator('viewer');
    for (const [OPERATOR_BOOTSTRAP, status] of [
      ['on', 200],
      ['', 200],
      ['off', 401],
      ['false', 401],
    ] as const) {
      const variables = { OPERATOR_BOOTSTRAP };
      expect(await within(variables, '/v1/admin/tenants', env.INTERNAL_ADMIN_API_KEY, '')).toBe(status);
      expect(await within(variables, '/v1/admin/tenants', token, '')).toBe(200);
    }
  });
});

it('a person of a tenant is no operator, with or without a session', async () => {
  const owner = await newOwner();
  expect((await owner.call('GET', '/v1/admin/audit-log')).status).toBe(403);
  expect(
    (await owner.call('POST', '/v1/admin/tokens', { code: '123456' }, { origin: 'https://evil.example' })).body.code,
  ).toBe('auth.foreign_origin');
});
