import { env } from 'cloudflare:workers';
import { describe, expect, it } from 'vitest';
import { Browser, freshEmail, mailsTo, newPerson, PASSWORD, tokenFor } from '../../../testing/person.ts';

describe('signing up', () => {
  it('makes a person once the link in the mail is followed, and only once', async () => {
    const email = freshEmail();
    const browser = new Browser();
    const asked = await browser.call('POST', '/v1/auth/sign-up', { email, name: 'Ada', password: PASSWORD });
    expect(asked).toMatchObject({ status: 202, body: { sign_up_id: expect.stringMatching(/^sup_/) } });
    expect([...browser.cookies.keys()]).toEqual(['__Host-signalbox_sign_up']);
    const early = await browser.call('POST', '/v1/auth/sign-in', { email, password: PASSWORD });
    expect(early).toMatchObject({ status: 401, body: { code: 'auth.invalid_credentials' } });

    const token = await tokenFor(email);
    expect((await browser.call('POST', '/v1/auth/email/confirm', { token })).status).toBe(204);
    const session = await browser.call('GET', '/v1/auth/session');
    expect(session).toMatchObject({
      status: 200,
      body: {
        user: { email, name: 'Ada', locale: 'en', email_verified: true, two_factor_enabled: false },
        tenant: null,
        role: null,
        permissions: [],
        tenants: [],
        projects: [],
      },
    });
    const again = await new Browser().call('POST', '/v1/auth/email/confirm', { token });
    expect(again).toMatchObject({ status: 409, body: { code: 'auth.link_expired' } });
  });

  it('says the same about a known address, and mails its owner instead', async () => {
    const { email } = await newPerson();
    const stranger = new Browser();
    const known = await stranger.call('POST', '/v1/auth/sign-up', { email, name: 'Eve', password: 'another password' });
    const other = await stranger.call('POST', '/v1/auth/sign-up', {
      email: freshEmail(),
      name: 'Eve',
      password: 'another password',
    });
    expect([known.status, Object.keys(known.body)]).toEqual([other.status, Object.keys(other.body)]);
    expect((await mailsTo(email, 2))[0]).toMatchObject({ subject: 'You already have an account' });
    expect((await new Browser().call('POST', '/v1/auth/sign-in', { email, password: PASSWORD })).status).toBe(204);
  });

  it('never gives an address to the one who asked first: each link carries its own password', async () => {
    const email = freshEmail();
    const [thief, owner] = [new Browser(), new Browser()];
    await thief.call('POST', '/v1/auth/sign-up', { email, name: 'Thief', password: 'password of the thief' });
    await owner.call('POST', '/v1/auth/sign-up', { email, name: 'Owner', password: PASSWORD });
    await owner.call('POST', '/v1/auth/email/confirm', { token: await tokenFor(email, 2) });
    const theft = await thief.call('POST', '/v1/auth/sign-in', { email, password: 'password of the thief' });
    expect(theft.status).toBe(401);
    expect((await owner.call('GET', '/v1/auth/session')).body.user.name).toBe('Owner');
  });

  it('opens no account that a stranger asked for, whichever link its owner follows', async () => {
    const email = freshEmail();
    const [thief, owner] = [new Browser(), new Browser()];
    const stolen = 'password of the thief';
    await thief.call('POST', '/v1/auth/sign-up', { email, name: 'Thief', password: stolen });
    const token = await tokenFor(email);
    await owner.call('POST', '/v1/auth/sign-up', { email, name: 'Owner', password: PASSWORD });
    const confirm = (body: object, browser = owner) => browser.call('POST', '/v1/auth/email/confirm', body);
    expect(await confirm({ token })).toMatchObject({ status: 403, body: { code: 'auth.sign_up_password' } });
    expect(await confirm({ token, password: PASSWORD })).toMatchObject({ body: { code: 'auth.wrong_password' } });
    expect((await thief.call('POST', '/v1/auth/sign-in', { email, password: stolen })).status).toBe(401);
    expect((await confirm({ token: await tokenFor(email, 2) })).status).toBe(204);
    expect((await owner.call('GET', '/v1/auth/session')).body.user.name).toBe('Owner');
    expect((await confirm({ token, password: stolen }, thief)).status).toBe(409);
  });

  it('is confirmed on another device by whoever knows its password, and not by guessing it', async () => {
    const email = freshEmail();
    await new Browser().call('POST', '/v1/auth/sign-up', { email, name: 'Ada', password: PASSWORD });
    const token = await tokenFor(email);
    const guess = () => new Browser().call('POST', '/v1/auth/email/confirm', { token, password: 'not that one' });
    const guesses = await Promise.all(Array.from({ length: 8 }, guess));
    expect(guesses.map(({ status }) => status)).toContain(429);
    const fresh = freshEmail();
    await new Browser().call('POST', '/v1/auth/sign-up', { email: fresh, name: 'Ada', password: PASSWORD });
    const phone = new Browser();
    const body = { token: await tokenFor(fresh), password: PASSWORD };
    expect((await phone.call('POST', '/v1/auth/email/confirm', body)).status).toBe(204);
    expect((await phone.call('GET', '/v1/auth/session')).body.user.email).toBe(fresh);
  });

  it('mails the link again; the first one dies; an unknown sign-up gets the same reply', async () => {
    const email = freshEmail();
    const browser = new Browser();
    const { body } = await browser.call('POST', '/v1/auth/sign-up', { email, name: 'Ada', password: PASSWORD });
    const first = await tokenFor(email);
    expect((await browser.call('POST', '/v1/auth/email/send', body)).status).toBe(202);
    expect((await browser.call('POST', '/v1/auth/email/send', { sign_up_id: 'sup_unknown' })).status).toBe(202);
    const second = await tokenFor(email, 2);
    expect((await browser.call('POST', '/v1/auth/email/confirm', { token: first })).status).toBe(409);
    expect((await browser.call('POST', '/v1/auth/email/confirm', { token: second })).status).toBe(204);
  });

  it('makes one account of two links followed at the same moment', async () => {
    const email = freshEmail();
    const tokens: string[] = [];
    for (let i = 1; i <= 2; i++) {
      await new Browser().call('POST', '/v1/auth/sign-up', { email, name: `Ada ${i}`, password: PASSWORD });
      tokens.push(await tokenFor(email, i));
    }
    const follow = (token: string) =>
      new Browser().call('POST', '/v1/auth/email/confirm', { token, password: PASSWORD });
    const replies = await Promise.all(tokens.map(follow));
    expect(replies.map(({ status }) => status).sort()).toEqual([204, 409]);
  });

  it('refuses mass assignment, short passwords and addresses that only look like others', async () => {
    const browser = new Browser();
    const good = { email: freshEmail(), name: 'Ada', password: PASSWORD };
    const bad = [
      { ...good, role: 'owner' },
      { ...good, email_verified: true },
      { ...good, tenant_id: 'ten_1' },
      { ...good, password: 'short' },
      { ...good, name: ' ' },
      { ...good, email: 'аda@example.com' },
      { ...good, email: 'ada@' },
      { ...good, email: 'ada@localhost' },
      { ...good, email: 'a b@example.com' },
    ];
    for (const body of bad) expect((await browser.call('POST', '/v1/auth/sign-up', body)).status).toBe(422);
  });

  it('takes one spelling per address: case, width, spaces and international domains', async () => {
    const email = freshEmail('mixed');
    const browser = new Browser();
    await browser.call('POST', '/v1/auth/sign-up', {
      email: ` ${email.toUpperCase()} `,
      name: 'Ada',
      password: PASSWORD,
    });
    await browser.call('POST', '/v1/auth/email/confirm', { token: await tokenFor(email) });
    const wide = email.replace('mixed', 'ｍｉｘｅｄ');
    expect((await new Browser().call('POST', '/v1/auth/sign-in', { email: wide, password: PASSWORD })).status).toBe(
      204,
    );
    const international = `ada-${Date.now()}@bücher.example`;
    await new Browser().call('POST', '/v1/auth/sign-up', { email: international, name: 'Ada', password: PASSWORD });
    expect(await mailsTo(international.replace('bücher', 'xn--bcher-kva'))).toHaveLength(1);
  });

  it('is slowed per address that asks and per address that is mailed', async () => {
    const email = freshEmail();
    const statuses: number[] = [];
    for (let i = 0; i < 8; i++) {
      const body = { email, name: 'Ada', password: PASSWORD };
      statuses.push((await new Browser().call('POST', '/v1/auth/sign-up', body)).status);
    }
    expect(statuses.filter((status) => status === 429).length).toBeGreaterThan(0);
    expect(statuses.slice(0, 5)).toEqual([202, 202, 202, 202, 202]);
  });

  it('keeps neither password nor token in the clear', async () => {
    const { email, cookies } = await newPerson();
    const token = decodeURIComponent(cookies.get('__Host-signalbox_session') ?? '').split('.')[0]!;
    const tables = ['users', 'accounts', 'sessions', 'sign_ups', 'verifications'];
    for (const table of tables) {
      const { results } = await env.DB.prepare(`SELECT * FROM ${table}`).all();
      expect(JSON.stringify(results)).not.toContain(token);
      expect(JSON.stringify(results)).not.toContain(PASSWORD);
    }
    expect(email).toContain('@');
  });
});
