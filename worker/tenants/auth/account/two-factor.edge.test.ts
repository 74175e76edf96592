import { describe, expect, it } from 'vitest';
import { Browser, codeOf, newPerson, PASSWORD, withTwoFactor } from '../../../testing/person.ts';

const signIn = (browser: Browser, email: string, password = PASSWORD) =>
  browser.call('POST', '/v1/auth/sign-in', { email, password });

describe('the second factor', () => {
  it('asks for a code after the password, and signs in with it', async () => {
    const { person, otpauth_uri } = await withTwoFactor(await newPerson());
    expect((await person.call('GET', '/v1/auth/session')).body.user.two_factor_enabled).toBe(true);
    const browser = new Browser();
    const first = await signIn(browser, person.email);
    expect(first).toMatchObject({ status: 200, body: { two_factor: 'required' } });
    expect(browser.cookies.has('__Host-signalbox_session')).toBe(false);
    expect((await browser.call('GET', '/v1/auth/session')).status).toBe(401);
    const wrong = await browser.call('POST', '/v1/auth/two-factor/verify', { code: '000000' });
    expect(wrong).toMatchObject({ status: 401, body: { code: 'auth.invalid_code' } });
    const code = codeOf(otpauth_uri);
    expect((await browser.call('POST', '/v1/auth/two-factor/verify', { code })).status).toBe(204);
    expect((await browser.call('GET', '/v1/auth/session')).status).toBe(200);
  });

  it('takes each code of the authenticator once, also of two who send it at once', async () => {
    const { person, otpauth_uri } = await withTwoFactor(await newPerson());
    const browsers = Array.from({ length: 4 }, () => new Browser());
    await Promise.all(browsers.map((browser) => signIn(browser, person.email)));
    const code = codeOf(otpauth_uri);
    const verify = (browser: Browser) => browser.call('POST', '/v1/auth/two-factor/verify', { code });
    const replies = await Promise.all(browsers.slice(1).map(verify));
    expect(replies.map(({ status }) => status).sort()).toEqual([204, 401, 401]);
    expect(await verify(browsers[0]!)).toMatchObject({ status: 401, body: { code: 'auth.two_factor_expired' } });
    const sessions = await Promise.all(browsers.map((browser) => browser.call('GET', '/v1/auth/session')));
    expect(sessions.filter(({ status }) => status === 200)).toHaveLength(1);
  });

  it('does not take the code that switched it on', async () => {
    const person = await newPerson();
    const setup = await person.call('POST', '/v1/auth/two-factor/enable', { password: PASSWORD });
    const code = codeOf(setup.body.otpauth_uri, 0);
    expect((await person.call('POST', '/v1/auth/two-factor/confirm', { code })).status).toBe(204);
    const thief = new Browser();
    await signIn(thief, person.email);
    const replay = await thief.call('POST', '/v1/auth/two-factor/verify', { code });
    expect(replay).toMatchObject({ status: 401, body: { code: 'auth.two_factor_expired' } });
  });

  it('lets in one of many who send the same recovery code at once', async () => {
    const { person, recovery_codes } = await withTwoFactor(await newPerson());
    const browsers = Array.from({ length: 6 }, () => new Browser());
    for (const browser of browsers) await signIn(browser, person.email);
    const body = { recovery_code: recovery_codes[0] };
    const replies = await Promise.all(browsers.map((one) => one.call('POST', '/v1/auth/two-factor/verify', body)));
    expect(replies.map(({ status }) => status).sort()).toEqual([204, 401, 401, 401, 401, 401]);
  });

  it('takes each recovery code once', async () => {
    const { person, recovery_codes, otpauth_uri } = await withTwoFactor(await newPerson());
    const use = async (recovery_code: string) => {
      const browser = new Browser();
      await signIn(browser, person.email);
      return (await browser.call('POST', '/v1/auth/two-factor/verify', { recovery_code })).status;
    };
    expect(recovery_codes).toHaveLength(10);
    expect(await use(recovery_codes[0]!)).toBe(204);
    expect(await use(recovery_codes[0]!)).toBe(401);
    const renewed = await person.call('POST', '/v1/auth/two-factor/recovery-codes', {
      password: PASSWORD,
      code: codeOf(otpauth_uri),
    });
    expect(await use(recovery_codes[1]!)).toBe(401);
    expect(await use(renewed.body.recovery_codes[0])).toBe(204);
  });

  it('ends the second step after five wrong codes, and cannot be begun without the first', async () => {
    const { person, otpauth_uri } = await withTwoFactor(await newPerson());
    const browser = new Browser();
    await signIn(browser, person.email);
    for (let i = 0; i < 5; i++) await browser.call('POST', '/v1/auth/two-factor/verify', { code: '000000' });
    const code = codeOf(otpauth_uri);
    const late = await browser.call('POST', '/v1/auth/two-factor/verify', { code });
    expect(late).toMatchObject({ status: 401, body: { code: 'auth.two_factor_expired' } });
    const bare = await new Browser().call('POST', '/v1/auth/two-factor/verify', { code });
    expect(bare.status).toBe(401);
    const other = await newPerson();
    expect((await other.call('POST', '/v1/auth/two-factor/verify', { code })).status).toBe(401);
  });

  it.each(['disable', 'recovery-codes'])(
    'needs the password and a code, each right, for what weakens it: %s',
    async (what) => {
      const { person, otpauth_uri, recovery_codes } = await withTwoFactor(await newPerson());
      const call = (body: object) => person.call('POST', `/v1/auth/two-factor/${what}`, body);
      const code = codeOf(otpauth_uri);
      expect((await call({ password: PASSWORD })).status).toBe(422);
      expect((await call({ code })).status).toBe(422);
      expect((await call({ password: PASSWORD, code: '000000' })).body.code).toBe('auth.invalid_code');
      const recovery_code = recovery_codes[0];
      expect((await call({ password: 'wrong password', recovery_code })).body.code).toBe('auth.wrong_password');
      // A wrong password uses no recovery code up.
      expect((await call({ password: PASSWORD, recovery_code })).status).toBeLessThan(300);
    },
  );

  it('needs the password to be set up, and both to be switched off', async () => {
    const { person, otpauth_uri } = await withTwoFactor(await newPerson());
    const off = (password: string) =>
      person.call('POST', '/v1/auth/two-factor/disable', { password, code: codeOf(otpauth_uri) });
    expect((await off('wrong password')).body.code).toBe('auth.wrong_password');
    expect((await person.call('POST', '/v1/auth/two-factor/enable', { password: PASSWORD })).body.code).toBe(
      'auth.two_factor_on',
    );
    expect((await off(PASSWORD)).status).toBe(204);
    expect((await person.call('GET', '/v1/auth/session')).body.user.two_factor_enabled).toBe(false);
    expect((await signIn(new Browser(), person.email)).status).toBe(204);
  });
});
