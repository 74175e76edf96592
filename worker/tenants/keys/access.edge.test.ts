import { env } from 'cloudflare:workers';
import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { newId } from '../../base/ids.ts';
import { operate, payment, type Reply, request, type Seed, seedTenant } from '../../testing/seed.ts';

const ORIGIN = 'https://signalbox.test';
const PASSWORD = 'correct horse battery';

interface Operation {
  security?: unknown[];
}

/** Every operation of the published document below /v1, with its parameters filled in. */
async function operations(): Promise<{ method: string; path: string; shown: string }[]> {
  const { paths } = (await request('GET', '/openapi.json', undefined)).body as {
    paths: Record<string, Record<string, Operation>>;
  };
  return Object.entries(paths).flatMap(([path, methods]) =>
    Object.keys(methods).map((method) => ({
      method: method.toUpperCase(),
      path: path.replace('{id}', 'prj_none').replace('{metric}', 'revenue'),
      shown: `${method.toUpperCase()} ${path}`,
    })),
  );
}

const bodyOf = (method: string) => (method === 'GET' || method === 'DELETE' ? undefined : {});

/** The contract's list of calls without credentials; an export's link is its own credential. */
const isPublic = (path: string) =>
  /^\/(healthz|openapi\.json|docs)$|^\/\.well-known\/|^\/v1\/(auth|invitations|webhooks)\/|^\/v1\/billing\/webhook$|^\/v1\/exports\/[^/]+\/download$/.test(
    path,
  );

async function owned(): Promise<{ shop: Seed; email: string }> {
  const shop = await seedTenant();
  const email = `${newId('usr')}@example.com`;
  const owner = { email, name: 'Ana', password: PASSWORD };
  expect((await operate('PUT', `/v1/admin/tenants/${shop.tenant_id}/owner`, owner)).status).toBe(200);
  return { shop, email };
}

const signIn = (
  email: string,
  password: string,
  headers: Record<string, string> = { origin: ORIGIN },
): Promise<Reply> => request('POST', '/v1/auth/sign-in', undefined, { email, password }, headers);

const cookieOf = (reply: Reply): string =>
  /^(__Host-signalbox_session=[^;]*)/.exec(reply.headers.get('set-cookie') ?? '')?.[1] ?? '';

/** One call as the person of a cookie. */
const asPerson = (cookie: string, method: string, path: string, body?: unknown, headers = {}): Promise<Reply> =>
  request(method, path, undefined, body, { cookie, ...headers });

describe('without credentials', () => {
  it('every route of the document is 401, except those of the contract’s list', async () => {
    const all = await operations();
    expect(all.length).toBeGreaterThan(15);
    for (const { method, path, shown } of all) {
      if (isPublic(path)) continue;
      for (const headers of [
        {},
        { cookie: '__Host-signalbox_session=made-up' },
        { authorization: 'Bearer sk_made-up' },
      ]) {
        const reply = await request(method, path, undefined, bodyOf(method), { origin: ORIGIN, ...headers });
        expect([shown, reply.status]).toEqual([shown, 401]);
        expect(reply.headers.get('content-type')).toBe('application/problem+json');
      }
    }
  });

  it('the contract’s list is open, and reveals nothing of tenants', async () => {
    for (const path of ['/healthz', '/openapi.json', '/docs', '/.well-known/signalbox-keys']) {
      expect((await request('GET', path, undefined)).status, path).toBe(200);
    }
    expect((await request('GET', '/v1/auth/session', undefined)).status).toBe(401);
    expect((await request('POST', '/v1/auth/sign-out', undefined, undefined, { origin: ORIGIN })).status).toBe(204);
  });

  it('paths that are spelled in other ways open nothing', async () => {
    const paths = [
      '/v1/admin/tenants/',
      '/v1//admin/tenants',
      '/v1/%61dmin/tenants',
      '/v1/auth/../admin/tenants',
      '/V1/admin/tenants',
    ];
    for (const path of [
      ...paths,
      '/v1/auth/..%2fadmin%2ftenants',
      '/v1/unknown',
      '/v1',
      '/v1/auth%2f../events',
      '/v1/events%00',
    ]) {
      const reply = await request('GET', path, undefined);
      expect([401, 404], path).toContain(reply.status);
    }
  });
});

describe('the operator’s routes', () => {
  it('are closed to all others: keys and people are 403 before anything is read', async () => {
    const { shop, email } = await owned();
    const cookie = cookieOf(await signIn(email, PASSWORD));
    for (const { method, path, shown } of await operations()) {
      if (!path.startsWith('/v1/admin/')) continue;
      const body = bodyOf(method);
      expect([shown, (await shop.call(method, path, body)).status]).toEqual([shown, 403]);
      const person = await asPerson(cookie, method, path, body, { origin: ORIGIN });
      expect([shown, person.status]).toEqual([shown, 403]);
    }
  });

  it('the operator’s token is compared whole', async () => {
    const token = env.INTERNAL_ADMIN_API_KEY;
    for (const wrong of [token.slice(0, -1), `${token}x`, token.toUpperCase(), ` ${token}x`, '']) {
      expect((await request('GET', '/v1/admin/tenants', wrong || 'x')).status).toBe(401);
    }
    expect((await request('GET', '/v1/admin/tenants', token)).status).toBe(200);
  });

  it('the operator has no project of his own: other routes give him nothing', async () => {
    const { shop } = await owned();
    await shop.send(payment());
    for (const { method, path, shown } of await operations()) {
      if (isPublic(path) || path.startsWith('/v1/admin/')) continue;
      const reply = await request(method, path, env.INTERNAL_ADMIN_API_KEY, bodyOf(method), {
        'signalbox-project': shop.project_id,
      });
      if (reply.status === 200) expect([shown, reply.body.data]).toEqual([shown, []]);
      else expect([400, 403, 404, 422], shown).toContain(reply.status);
    }
  });
});

describe('signing in', () => {
  it('opens a session whose cookie scripts and other sites cannot use', async () => {
    const { shop, email } = await owned();
    const reply = await signIn(` ${email.toUpperCase()} `, PASSWORD);
    expect(reply.status).toBe(204);
    const attributes = reply.headers.get('set-cookie')!;
    for (const part of ['HttpOnly', 'Secure', 'SameSite=Lax', 'Path=/']) expect(attributes).toContain(part);
    const cookie = cookieOf(reply);
    const session = await asPerson(cookie, 'GET', '/v1/auth/session');
    expect(session).toMatchObject({
      status: 200,
      body: {
        user: { email, name: 'Ana' },
        tenant: { id: shop.tenant_id },
        role: 'owner',
        projects: [{ id: shop.project_id }],
      },
    });
    expect(JSON.stringify(session.body)).not.toContain('scrypt');
    const stored = await env.DB.prepare('SELECT digest FROM sessions').all<{ digest: string }>();
    expect(stored.results.some(({ digest }) => cookie.includes(digest))).toBe(false);
  });

  it('chooses a project by header; another tenant’s does not exist, none is 400', async () => {
    const [{ shop, email }, other] = [await owned(), await seedTenant()];
    const cookie = cookieOf(await signIn(email, PASSWORD));
    const read = (headers: object) => asPerson(cookie, 'GET', '/v1/events', undefined, headers);
    expect((await read({ 'signalbox-project': shop.project_id })).status).toBe(200);
    expect(await read({ 'signalbox-project': other.project_id })).toMatchObject({ status: 404 });
    expect(await read({ 'signalbox-project': 'prj_none' })).toMatchObject({ status: 404 });
    expect(await read({})).toMatchObject({ status: 400, body: { code: 'project.required' } });
    const path = `/v1/projects/${other.project_id}`;
    expect((await asPerson(cookie, 'PATCH', path, { name: 'x' }, { origin: ORIGIN })).status).toBe(404);
  });

  it('ends with signing out, and with the tenant’s suspension', async () => {
    const { shop, email } = await owned();
    const [one, two] = [cookieOf(await signIn(email, PASSWORD)), cookieOf(await signIn(email, PASSWORD))];
    const out = await asPerson(one, 'POST', '/v1/auth/sign-out', undefined, { origin: ORIGIN });
    expect(out.status).toBe(204);
    expect(out.headers.get('set-cookie')).toMatch(/Max-Age=0/);
    expect((await asPerson(one, 'GET', '/v1/auth/session')).status).toBe(401);
    expect((await asPerson(one, 'GET', '/v1/projects')).status).toBe(401);
    expect((await asPerson(two, 'GET', '/v1/projects')).status).toBe(200);
    await operate('PATCH', `/v1/admin/tenants/${shop.tenant_id}`, { status: 'suspended' });
    expect(await asPerson(two, 'GET', '/v1/projects')).toMatchObject({
      status: 403,
      body: { code: 'tenant.suspended' },
    });
  });

  it('that has run out is over', async () => {
    const { email } = await owned();
    const cookie = cookieOf(await signIn(email, PASSWORD));
    const past = '2026-01-01T00:00:00.000Z';
    const sql = 'UPDATE sessions SET expires_at = ? WHERE user_id = (SELECT id FROM users WHERE email = ?)';
    await env.DB.prepare(sql).bind(past, email).run();
    expect(await asPerson(cookie, 'GET', '/v1/projects')).toMatchObject({ status: 401 });
    expect((await asPerson(cookie, 'GET', '/v1/auth/session')).status).toBe(401);
  });

  it('with a wrong password is slowed down, for that account alone, and says no more than for no account', async () => {
    const [{ email }, neighbour] = [await owned(), await owned()];
    const wrong = await signIn(email, 'wrong');
    const nobody = await signIn(`${newId('usr')}@example.com`, 'wrong');
    expect(wrong).toMatchObject({ status: 401, body: { code: 'auth.invalid_credentials' } });
    const { request_id: _a, ...first } = wrong.body;
    const { request_id: _b, ...second } = nobody.body;
    expect(first).toEqual(second);
    for (let i = 0; i < 4; i++) expect((await signIn(email.toUpperCase(), `wrong ${i}`)).status).toBe(401);
    const blocked = await signIn(email, 'wrong');
    expect(blocked).toMatchObject({ status: 429, body: { code: 'auth.too_many_attempts' } });
    expect(Number(blocked.headers.get('retry-after'))).toBeGreaterThanOrEqual(1);
    expect((await signIn(email, PASSWORD)).status).toBe(429);
    expect((await signIn(neighbour.email, PASSWORD)).status).toBe(204);
    const past = '2026-01-01T00:00:00.000Z';
    const subject = `password.account:${createHash('sha256').update(email).digest('base64url').slice(0, 22)}`;
    await env.DB.prepare('UPDATE attempts SET blocked_until = ? WHERE subject = ?').bind(past, subject).run();
    expect((await signIn(email, PASSWORD)).status).toBe(204);
    expect((await signIn(email, 'wrong')).status).toBe(401);
    expect((await signIn(email, PASSWORD)).status).toBe(204);
  });

  it('many wrong passwords at once are slowed down all the same', async () => {
    const { email } = await owned();
    const replies = await Promise.all(Array.from({ length: 6 }, (_, i) => signIn(email, `wrong ${i}`)));
    expect(replies.every(({ status }) => status === 401 || status === 429)).toBe(true);
    expect((await signIn(email, PASSWORD)).status).toBe(429);
  });

  it('from another site is refused: sign-in, sign-out and every change', async () => {
    const { shop, email } = await owned();
    const cookie = cookieOf(await signIn(email, PASSWORD));
    const project = { 'signalbox-project': shop.project_id };
    for (const origin of [
      'https://evil.example',
      'http://signalbox.test',
      'https://signalbox.test.evil.example',
      'null',
      undefined,
    ]) {
      const headers: Record<string, string> = origin === undefined ? {} : { origin };
      const refused = { status: 403, body: { code: 'auth.foreign_origin' } };
      expect(await signIn(email, PASSWORD, headers)).toMatchObject(refused);
      expect(await asPerson(cookie, 'POST', '/v1/auth/sign-out', undefined, headers)).toMatchObject(refused);
      const all = { ...headers, ...project };
      expect(await asPerson(cookie, 'POST', '/v1/events', payment(), all)).toMatchObject(refused);
      expect(await asPerson(cookie, 'POST', '/v1/keys', { name: 'k' }, all)).toMatchObject(refused);
      expect(await asPerson(cookie, 'PATCH', `/v1/projects/${shop.project_id}`, { name: 'x' }, all)).toMatchObject(
        refused,
      );
    }
    expect((await asPerson(cookie, 'GET', '/v1/auth/session')).status).toBe(200);
    const own = await asPerson(cookie, 'POST', '/v1/events', payment(), { origin: ORIGIN, ...project });
    expect(own.body).toMatchObject({ accepted: 1 });
    const listed = await asPerson(cookie, 'GET', '/v1/events', undefined, project);
    expect(listed.body.data).toMatchObject([{ source: 'manual' }]);
  });

  it('a new password ends the sessions of the old one', async () => {
    const { shop, email } = await owned();
    const cookie = cookieOf(await signIn(email, PASSWORD));
    const owner = { email, name: 'Ana', password: 'another long password' };
    await operate('PUT', `/v1/admin/tenants/${shop.tenant_id}/owner`, owner);
    expect((await signIn(email, PASSWORD)).status).toBe(401);
    expect((await signIn(email, owner.password)).status).toBe(204);
    expect((await asPerson(cookie, 'GET', '/v1/auth/session')).status).toBe(401);
  });

  it('with a bad form is 422 or 400', async () => {
    for (const body of [{}, { email: 'a@b.c' }, { email: 5, password: 'x' }, { email: 'a@b.c', password: '' }]) {
      expect((await request('POST', '/v1/auth/sign-in', undefined, body, { origin: ORIGIN })).status).toBe(422);
    }
    expect((await request('POST', '/v1/auth/sign-in', undefined, '{', { origin: ORIGIN })).status).toBe(400);
  });
});
