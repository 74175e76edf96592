import { env } from 'cloudflare:workers';
import { describe, expect, it, vi } from 'vitest';
import { passTime } from '../../../testing/clock.ts';
import { hashAtFullCost } from '../../../testing/password-cost.ts';
import {
  Browser,
  codeOf,
  freshEmail,
  mailsTo,
  newPerson,
  PASSWORD,
  tokenFor,
  withTwoFactor,
} from '../../../testing/person.ts';
import { operate, request, seedTenant } from '../../../testing/seed.ts';

const signIn = (browser: Browser, email: string, password = PASSWORD) =>
  browser.call('POST', '/v1/auth/sign-in', { email, password });

/** Guesses until the account is blocked, and keeps it so however slow this machine is. */
async function block(guess: () => Promise<{ status: number }>): Promise<void> {
  for (let i = 0; i < 40 && (await guess()).status !== 429; i++);
  const until = new Date(Date.now() + 600_000).toISOString();
  await env.DB.prepare(
    "UPDATE attempts SET blocked_until = ? WHERE subject LIKE 'password.account:%' AND blocked_until > ?",
  )
    .bind(until, new Date(Date.now() - 2_000).toISOString())
    .run();
}

describe('signing in', () => {
  it('opens a session with 204 and a cookie that scripts cannot read, and closes it', async () => {
    const { email } = await newPerson();
    const browser = new Browser();
    const reply = await signIn(browser, email);
    expect(reply.status).toBe(204);
    const [cookie] = reply.headers.getSetCookie();
    expect(cookie).toMatch(/^__Host-signalbox_session=.*; Max-Age=2592000; .*HttpOnly/);
    expect(cookie).toMatch(/Secure/);
    expect(cookie).toMatch(/SameSite=Lax/i);
    expect((await browser.call('GET', '/v1/auth/session')).status).toBe(200);
    const stolen = new Browser();
    stolen.cookies.set('__Host-signalbox_session', browser.cookies.get('__Host-signalbox_session')!);
    expect((await browser.call('POST', '/v1/auth/sign-out')).status).toBe(204);
    // It tells that somebody has signed in here before, and opens nothing.
    expect([...browser.cookies.keys()]).toEqual(['__Host-signalbox_device']);
    expect((await stolen.call('GET', '/v1/auth/session')).body.code).toBe('auth.session_expired');
  });

  it('refuses a wrong password and an unknown address in the same words and much the same time', async () => {
    hashAtFullCost();
    const { email } = await newPerson();
    const took = async (address: string) => {
      const start = performance.now();
      const { status, body } = await signIn(new Browser(), address, 'wrong password');
      return { ms: performance.now() - start, said: [status, body.code, body.title] };
    };
    const known = await took(email);
    for (const other of [await took(freshEmail()), await took('not an address')]) {
      expect(other.said).toEqual(known.said);
      expect(other.ms).toBeGreaterThan(known.ms / 3);
    }
  });

  it('slows guesses at one account from many addresses, a burst included, and tells when to come back', async () => {
    const { email } = await newPerson();
    const burst = await Promise.all(Array.from({ length: 12 }, () => signIn(new Browser(), email, 'wrong password')));
    const judged = burst.filter(({ status }) => status === 401).length;
    expect(judged).toBeLessThanOrEqual(6);
    const blocked = burst.find(({ status }) => status === 429)!;
    expect(blocked.body.code).toBe('auth.too_many_attempts');
    expect(Number(blocked.headers.get('retry-after'))).toBeGreaterThan(0);
    // The pause doubles with each guess: this one is longer than any machine takes to ask again.
    for (let pause = 0; pause < 8; ) {
      passTime(pause * 1_000);
      const { status, headers } = await signIn(new Browser(), email, 'wrong password');
      if (status === 429) pause = Number(headers.get('retry-after'));
      else pause = 0;
    }
    expect((await signIn(new Browser(), email)).status).toBe(429);
  }, 60_000);

  it('lets the owner in on a device that signed in before, and after a mailed reset, while strangers guess', async () => {
    const person = await newPerson();
    const { email } = person;
    const guess = () => signIn(new Browser(), email, 'wrong password');
    await block(guess);
    expect((await signIn(new Browser(), email)).status).toBe(429);
    expect((await signIn(person, email)).status).toBe(204);
    // Somebody else's device is not one of this account.
    expect((await signIn(await newPerson(), email)).status).toBe(429);
    for (let i = 0; i < 9; i++) {
      await new Browser().call('POST', '/v1/auth/password/request-reset', { email });
    }
    const elsewhere = new Browser();
    const count = (await mailsTo(email)).length;
    await elsewhere.call('POST', '/v1/auth/password/request-reset', { email });
    const token = await tokenFor(email, count + 1);
    const fresh = { token, password: 'a wholly new password' };
    expect((await elsewhere.call('POST', '/v1/auth/password/reset', fresh)).status).toBe(204);
    await block(guess);
    expect((await signIn(elsewhere, email, fresh.password)).status).toBe(204);
  });

  it('slows guesses at the owner on a device of theirs too', async () => {
    const person = await newPerson();
    const statuses: number[] = [];
    for (let i = 0; i < 8; i++) statuses.push((await signIn(person, person.email, 'wrong password')).status);
    expect(statuses).toContain(429);
    expect((await signIn(new Browser(), person.email)).status).toBe(204);
  });

  it('logs each attempt and lock-out with pseudonyms, never an address or a password', async () => {
    const { email } = await newPerson();
    const lines: string[] = [];
    vi.spyOn(console, 'warn').mockImplementation((line) => void lines.push(String(line)));
    vi.spyOn(console, 'info').mockImplementation((line) => void lines.push(String(line)));
    const level = env.LOG_LEVEL;
    Object.assign(env, { LOG_LEVEL: 'info' });
    try {
      for (let i = 0; i < 7; i++) await signIn(new Browser(), email, 'wrong password');
    } finally {
      Object.assign(env, { LOG_LEVEL: level });
      vi.restoreAllMocks();
    }
    const attempts = lines.map((line) => JSON.parse(line)).filter(({ message }) => message === 'authentication');
    expect(attempts).toHaveLength(7);
    expect(new Set(attempts.map(({ account }) => account)).size).toBe(1);
    expect(attempts.map(({ outcome }) => outcome)).toEqual(
      expect.arrayContaining(['auth.invalid_credentials', 'auth.too_many_attempts']),
    );
    expect(lines.join('')).not.toContain(email);
    expect(lines.join('')).not.toContain('wrong password');
  });

  it('slows guesses from one address at many accounts', async () => {
    const address = '2001:db8:ffff::1';
    const statuses: number[] = [];
    for (let i = 0; i < 53; i++) {
      statuses.push((await signIn(new Browser(address), `no-${i}-${freshEmail()}`, 'x')).status);
    }
    expect(statuses.slice(0, 50).every((status) => status === 401)).toBe(true);
    expect(statuses).toContain(429);
  });

  it('a success starts the account afresh', async () => {
    const { email } = await newPerson();
    for (let round = 0; round < 3; round++) {
      for (let i = 0; i < 4; i++) expect((await signIn(new Browser(), email, 'wrong password')).status).toBe(401);
      expect((await signIn(new Browser(), email)).status).toBe(204);
    }
  });

  it('takes state changes only from its own origin', async () => {
    const person = await newPerson();
    const foreign = { origin: 'https://evil.example' };
    const calls: [string, string, unknown][] = [
      ['POST', '/v1/auth/sign-in', { email: person.email, password: PASSWORD }],
      ['POST', '/v1/auth/sign-up', { email: freshEmail(), name: 'Eve', password: PASSWORD }],
      ['POST', '/v1/auth/sign-out', undefined],
      ['POST', '/v1/auth/password/request-reset', { email: person.email }],
      ['PATCH', '/v1/auth/profile', { name: 'Eve' }],
      ['DELETE', '/v1/auth/sessions', undefined],
      ['POST', '/v1/onboarding', { business_name: 'Eve', industry: 'saas', timezone: 'UTC' }],
    ];
    for (const [method, path, body] of calls) {
      expect((await person.call(method, path, body, foreign)).body?.code, path).toBe('auth.foreign_origin');
      expect((await person.call(method, path, body, { origin: 'null' })).status, path).toBe(403);
    }
    const cookie = [...person.cookies].map((pair) => pair.join('=')).join('; ');
    const bare = await request('POST', '/v1/auth/sign-out', undefined, undefined, { cookie });
    expect(bare.status).toBe(403);
    expect((await person.call('GET', '/v1/auth/session')).status).toBe(200);
  });

  it('lets the operator make owners, who sign in as before', async () => {
    const shop = await seedTenant();
    const email = freshEmail('owner');
    const path = `/v1/admin/tenants/${shop.tenant_id}/owner`;
    const owner = { email, name: 'Owner', password: 'first password' };
    expect((await operate('PUT', path, owner)).body).toEqual({ id: expect.stringMatching(/^usr_/), email });
    const browser = new Browser();
    expect((await signIn(browser, email, 'first password')).status).toBe(204);
    const session = (await browser.call('GET', '/v1/auth/session')).body;
    expect(session).toMatchObject({ role: 'owner', tenant: { id: shop.tenant_id }, tenants: [{ role: 'owner' }] });
    expect(session.permissions).toContain('tenant:manage');
    expect((await browser.call('GET', '/v1/projects')).body.data).toHaveLength(1);
    await operate('PUT', path, { ...owner, password: 'second password' });
    expect((await browser.call('GET', '/v1/projects')).body.code).toBe('auth.session_expired');
    expect((await signIn(new Browser(), email, 'first password')).status).toBe(401);
    expect((await signIn(new Browser(), email, 'second password')).status).toBe(204);
  });
});

describe('a forgotten password', () => {
  it('is set anew by mail, once; sessions end', async () => {
    const person = await newPerson();
    const asker = new Browser();
    const known = await asker.call('POST', '/v1/auth/password/request-reset', { email: person.email.toUpperCase() });
    const unknown = await asker.call('POST', '/v1/auth/password/request-reset', { email: freshEmail() });
    const nonsense = await asker.call('POST', '/v1/auth/password/request-reset', { email: 'nobody' });
    expect([known.status, unknown.status, nonsense.status]).toEqual([202, 202, 202]);
    const token = await tokenFor(person.email, 2);
    const body = { token, password: 'a new password' };
    expect((await asker.call('POST', '/v1/auth/password/reset', body)).status).toBe(204);
    expect((await asker.call('POST', '/v1/auth/password/reset', body)).body.code).toBe('auth.link_expired');
    expect((await person.call('GET', '/v1/auth/session')).status).toBe(401);
    expect((await signIn(new Browser(), person.email)).status).toBe(401);
    expect((await signIn(new Browser(), person.email, 'a new password')).status).toBe(204);
    const subjects = (await mailsTo(person.email, 4)).map(({ subject }) => subject);
    expect(subjects.slice(0, 2)).toEqual(['A new sign-in', 'The password changed']);
  });

  it('one used link kills the others', async () => {
    const person = await newPerson();
    const asker = new Browser();
    const tokens: string[] = [];
    for (const count of [2, 3]) {
      await asker.call('POST', '/v1/auth/password/request-reset', { email: person.email });
      tokens.push(await tokenFor(person.email, count));
    }
    const reset = (token: string) =>
      asker.call('POST', '/v1/auth/password/reset', { token, password: 'a new password' });
    expect((await reset(tokens[1]!)).status).toBe(204);
    expect((await reset(tokens[0]!)).status).toBe(409);
    expect((await reset('made up')).status).toBe(409);
  });
});

describe('one’s own account', () => {
  it('changes name, language and password; other sessions end, this one stays', async () => {
    const person = await newPerson();
    const other = new Browser();
    await signIn(other, person.email);
    expect((await person.call('PATCH', '/v1/auth/profile', { name: 'Grace', locale: 'de' })).status).toBe(204);
    expect((await person.call('GET', '/v1/auth/session')).body.user).toMatchObject({ name: 'Grace', locale: 'de' });
    for (const body of [{ email: 'x@example.com' }, { email_verified: true }, { id: 'usr_1' }, { locale: 'DROP' }]) {
      expect((await person.call('PATCH', '/v1/auth/profile', body)).status).toBe(422);
    }
    const change = (current_password: string) =>
      person.call('POST', '/v1/auth/password', { current_password, password: 'a new password' });
    expect((await change('wrong password')).body.code).toBe('auth.wrong_password');
    expect((await change(PASSWORD)).status).toBe(204);
    expect((await person.call('GET', '/v1/auth/session')).status).toBe(200);
    expect((await other.call('GET', '/v1/auth/session')).status).toBe(401);
  });

  it('a changed password ends older reset links and second steps half done', async () => {
    const { person, otpauth_uri } = await withTwoFactor(await newPerson());
    const mails = (await mailsTo(person.email)).length;
    await new Browser().call('POST', '/v1/auth/password/request-reset', { email: person.email });
    const token = await tokenFor(person.email, mails + 1);
    const half = new Browser();
    expect((await signIn(half, person.email)).body).toEqual({ two_factor: 'required' });
    const change = { current_password: PASSWORD, password: 'a wholly new password' };
    expect((await person.call('POST', '/v1/auth/password', change)).status).toBe(204);
    const reset = await new Browser().call('POST', '/v1/auth/password/reset', { token, password: 'of the thief now' });
    expect(reset).toMatchObject({ status: 409, body: { code: 'auth.link_expired' } });
    const second = await half.call('POST', '/v1/auth/two-factor/verify', { code: codeOf(otpauth_uri) });
    expect(second).toMatchObject({ status: 401, body: { code: 'auth.two_factor_expired' } });
  });

  it('lists and ends sessions, its own only', async () => {
    const person = await newPerson();
    const other = new Browser();
    await signIn(other, person.email);
    const { data } = (await person.call('GET', '/v1/auth/sessions')).body;
    expect(data).toHaveLength(2);
    expect(JSON.stringify(data)).not.toContain('digest');
    const theirs = data.find(({ current }: { current: boolean }) => !current);
    const stranger = await newPerson();
    expect((await stranger.call('DELETE', `/v1/auth/sessions/${theirs.id}`)).status).toBe(404);
    expect((await person.call('DELETE', `/v1/auth/sessions/${theirs.id}`)).status).toBe(204);
    expect((await other.call('GET', '/v1/auth/session')).status).toBe(401);
    await signIn(other, person.email);
    expect((await person.call('DELETE', '/v1/auth/sessions')).status).toBe(204);
    expect((await other.call('GET', '/v1/auth/session')).status).toBe(401);
    expect((await person.call('GET', '/v1/auth/session')).status).toBe(200);
  });
});

describe('the outbox of development', () => {
  it('lists mails and shows one, with links that work and nothing that runs', async () => {
    const { email } = await newPerson();
    const list = await request('GET', `/dev/mail?to=${encodeURIComponent(email)}`, undefined);
    expect(list.status).toBe(200);
    expect(list.headers.get('content-security-policy')).toContain("default-src 'none'");
    const id = /\/dev\/mail\/(dlv_[0-9a-f]+)/.exec(list.body)![1];
    const mail = await request('GET', `/dev/mail/${id}`, undefined);
    expect(mail.body).toContain('<a href="https://signalbox.test/confirm-email#token=');
  });
});
