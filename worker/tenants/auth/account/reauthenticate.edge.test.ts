import { env } from 'cloudflare:workers';
import { describe, expect, it } from 'vitest';
import { Browser, codeOf, freshEmail, newOwner, PASSWORD, withTwoFactor } from '../../../testing/person.ts';
import type { Reply } from '../../../testing/seed.ts';
import { DANGEROUS_ACTS, type DangerousAct } from '../../step-up/index.ts';

type Owner = Awaited<ReturnType<typeof newOwner>>;

const PATH = '/v1/auth/reauthenticate';

/** The person's sessions, as if so many minutes had gone by since they signed in. */
async function leave({ user_id }: Owner, minutes: number): Promise<void> {
  const at = new Date(Date.now() - minutes * 60_000).toISOString();
  await env.DB.prepare('UPDATE sessions SET authenticated_at = ? WHERE user_id = ?').bind(at, user_id).run();
}

async function ownerWithProject(): Promise<Owner> {
  const owner = await newOwner();
  owner.project = (await owner.call('GET', '/v1/auth/session')).body.projects[0].id;
  return owner;
}

/** Somebody else in the owner's workspace. */
async function memberOf(owner: Owner): Promise<string> {
  const id = `usr_${crypto.randomUUID().replaceAll('-', '')}`;
  const at = new Date().toISOString();
  await env.DB.batch([
    env.DB.prepare('INSERT INTO users (id, email, name, created_at) VALUES (?, ?, ?, ?)').bind(
      id,
      freshEmail(),
      'Eve',
      at,
    ),
    env.DB.prepare("INSERT INTO members (tenant_id, user_id, role, created_at) VALUES (?, ?, 'viewer', ?)").bind(
      owner.tenant_id,
      id,
      at,
    ),
  ]);
  return id;
}

const proof = { password: PASSWORD, code: '123456' };

/** The call of each dangerous act; an act without one fails the test. */
const CALLS: Record<DangerousAct, (owner: Owner) => Promise<Reply>> = {
  'key.issue': (owner) => owner.call('POST', '/v1/keys', { name: 'mine', scopes: ['read'] }),
  'key.rotate': async (owner) => {
    const { data } = (await owner.call('GET', '/v1/keys')).body;
    return await owner.call('POST', `/v1/keys/${data[0].id}/rotate`, { overlap_minutes: 60 });
  },
  'export.request': (owner) => owner.call('POST', '/v1/exports'),
  'owner.invite': (owner) => owner.call('POST', '/v1/members/invitations', { email: freshEmail(), role: 'owner' }),
  'owner.appoint': async (owner) =>
    await owner.call('PATCH', `/v1/members/${await memberOf(owner)}`, { role: 'owner' }),
  'password.change': (owner) =>
    owner.call('POST', '/v1/auth/password', { current_password: 'wrong password', password: 'quite another password' }),
  'two_factor.disable': (owner) => owner.call('POST', '/v1/auth/two-factor/disable', proof),
  'workspace.delete': (owner) => owner.call('DELETE', '/v1/workspace', { name: 'Other' }),
  'account.delete': (owner) => owner.call('DELETE', '/v1/auth/account', { email: 'other@example.com' }),
  'sessions.end': (owner) => owner.call('DELETE', '/v1/auth/sessions'),
  'passkey.add': (owner) => owner.call('POST', '/v1/auth/passkeys/begin'),
  'passkey.remove': (owner) => owner.call('DELETE', '/v1/auth/passkeys/pky_none'),
  'recovery_codes.renew': (owner) => owner.call('POST', '/v1/auth/two-factor/recovery-codes', proof),
};

describe('a dangerous act', () => {
  it.each(DANGEROUS_ACTS)('asks who it is after 15 minutes, and goes on after the proof: %s', async (act) => {
    const owner = await ownerWithProject();
    await leave(owner, 16);
    const refused = await CALLS[act](owner);
    expect(refused).toMatchObject({ status: 403, body: { code: 'auth.reauthentication_required', act } });
    expect((await owner.call('GET', PATH)).body).toEqual({ methods: ['password'] });
    expect((await owner.call('POST', PATH, { password: PASSWORD })).status).toBe(204);
    expect((await CALLS[act](owner)).body?.code).not.toBe('auth.reauthentication_required');
  });

  it('asks nothing within 15 minutes of signing in, nor for a key', async () => {
    const owner = await ownerWithProject();
    await leave(owner, 14);
    expect((await CALLS['key.issue'](owner)).status).toBe(201);
  });

  it('leaves harmless ones alone', async () => {
    const owner = await ownerWithProject();
    await leave(owner, 600);
    const invitation = { email: freshEmail(), role: 'viewer' };
    expect((await owner.call('POST', '/v1/members/invitations', invitation)).status).toBe(201);
    expect((await owner.call('GET', '/v1/keys')).status).toBe(200);
  });
});

describe('proving who one is', () => {
  it('takes only the right password, slows guesses, and renews this session alone', async () => {
    const owner = await ownerWithProject();
    const elsewhere = Object.assign(new Browser(), { ...owner, cookies: new Map(), call: Browser.prototype.call });
    await elsewhere.call('POST', '/v1/auth/sign-in', { email: owner.email, password: PASSWORD });
    await leave(owner, 16);
    expect((await owner.call('POST', PATH, { password: PASSWORD })).status).toBe(204);
    expect((await CALLS['key.issue'](owner)).status).toBe(201);
    expect((await CALLS['key.issue'](elsewhere)).status).toBe(403);
    const codes = [];
    for (let i = 0; i < 7; i++) codes.push((await owner.call('POST', PATH, { password: 'a guess' })).body.code);
    expect(codes.slice(0, 4)).toEqual(Array(4).fill('auth.wrong_password'));
    expect(codes.at(-1)).toBe('auth.too_many_attempts');
  });

  it('takes a code where there is a second factor, not the password alone', async () => {
    const { person, otpauth_uri, recovery_codes } = await withTwoFactor(await ownerWithProject());
    await leave(person, 16);
    expect((await person.call('GET', PATH)).body).toEqual({ methods: ['code'] });
    const bare = await person.call('POST', PATH, { password: PASSWORD });
    expect(bare).toMatchObject({ status: 403, body: { code: 'auth.second_factor_required' } });
    expect((await person.call('POST', PATH, { code: '000000' })).body.code).toBe('auth.invalid_code');
    const code = codeOf(otpauth_uri);
    expect((await person.call('POST', PATH, { code })).status).toBe(204);
    expect((await CALLS['key.issue'](person)).status).toBe(201);
    expect((await person.call('POST', PATH, { code })).body.code).toBe('auth.invalid_code');
    expect((await person.call('POST', PATH, { recovery_code: recovery_codes[0] })).status).toBe(204);
    expect((await person.call('POST', PATH, { recovery_code: recovery_codes[0] })).status).toBe(401);
  });

  it('is for whoever is signed in, from our own pages', async () => {
    expect((await new Browser().call('POST', PATH, { password: PASSWORD })).status).toBe(401);
    const owner = await newOwner();
    const foreign = await owner.call('POST', PATH, { password: PASSWORD }, { origin: 'https://evil.example' });
    expect(foreign.body.code).toBe('auth.foreign_origin');
  });
});
