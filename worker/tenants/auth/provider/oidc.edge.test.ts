import { env } from 'cloudflare:workers';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { entriesOf, lastEntry } from '../../../testing/audit.ts';
import { Browser, codeOf, freshEmail, newOwner, newPerson, PASSWORD, withTwoFactor } from '../../../testing/person.ts';

const IDP = 'https://idp.test';

interface Claims {
  sub: string;
  email: string;
  email_verified: unknown;
  nonce?: string;
  /** No id_token: who it is stands in the reply of /userinfo. */
  from_userinfo?: boolean;
  emailVerified?: unknown;
  /** Who the id_token says has made it, and who the provider's own document says it is. */
  iss?: string;
  issuer?: string;
  /** The id_token is signed by a key that is not the provider's. */
  is_forged?: boolean;
}

afterEach(() => vi.restoreAllMocks());

const encoded = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');

/** An OpenID provider that signs in whoever `claims` says; returns what it was asked for. */
async function fakeProvider(claims: Claims): Promise<{ verifier?: string }> {
  const asked: { verifier?: string } = {};
  const newPair = async () =>
    (await crypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, true, [
      'sign',
      'verify',
    ])) as CryptoKeyPair;
  const pair = await newPair();
  const { publicKey } = claims.is_forged ? await newPair() : pair;
  const jwk = {
    ...((await crypto.subtle.exportKey('jwk', publicKey)) as JsonWebKey),
    kid: 'one',
    alg: 'ES256',
    use: 'sig',
  };
  const idToken = async () => {
    const now = Math.floor(Date.now() / 1000);
    const payload = {
      iss: IDP,
      ...claims,
      aud: 'client-of-the-tests',
      iat: now,
      exp: now + 300,
      name: 'Ada from afar',
    };
    const head = `${encoded({ alg: 'ES256', kid: 'one' })}.${encoded(payload)}`;
    const signature = await crypto.subtle.sign({ name: 'ECDSA', hash: 'SHA-256' }, pair.privateKey, Buffer.from(head));
    return `${head}.${Buffer.from(signature).toString('base64url')}`;
  };
  vi.spyOn(globalThis, 'fetch').mockImplementation(async (input, init) => {
    const url = new URL(input instanceof Request ? input.url : String(input));
    if (url.pathname === '/.well-known/openid-configuration') {
      return Response.json({
        issuer: claims.issuer ?? IDP,
        authorization_endpoint: `${IDP}/authorize`,
        token_endpoint: `${IDP}/token`,
        userinfo_endpoint: `${IDP}/userinfo`,
        jwks_uri: `${IDP}/jwks`,
        id_token_signing_alg_values_supported: ['ES256'],
      });
    }
    if (url.pathname === '/jwks') return Response.json({ keys: [jwk] });
    if (url.pathname === '/userinfo') return Response.json({ name: 'Ada from afar', ...claims });
    if (url.pathname === '/token') {
      const body = input instanceof Request ? await input.text() : String(init?.body);
      asked.verifier = new URLSearchParams(body).get('code_verifier') ?? undefined;
      return Response.json({
        access_token: 'access-of-the-idp',
        token_type: 'Bearer',
        expires_in: 300,
        ...(claims.from_userinfo ? {} : { id_token: await idToken() }),
      });
    }
    return new Response('unknown', { status: 404 });
  });
  return asked;
}

/** Walks to the provider and back. */
async function walk(browser: Browser, claims: Claims, returning = browser) {
  const asked = await fakeProvider(claims);
  const start = await browser.call('POST', '/v1/auth/oidc/oidc', { next: '/welcome' });
  expect(start.status).toBe(200);
  const url = new URL(start.body.url);
  claims.nonce = url.searchParams.get('nonce') ?? undefined;
  const back = await returning.call('GET', `/v1/auth/callback/oidc?code=abc&state=${url.searchParams.get('state')}`);
  return { url, back, asked };
}

describe('signing in with a provider', () => {
  it('makes a person of a verified address, with PKCE and without keeping the provider’s tokens', async () => {
    const browser = new Browser();
    const claims = { sub: crypto.randomUUID(), email: freshEmail('afar'), email_verified: true };
    const { url, back, asked } = await walk(browser, claims);
    expect(url.searchParams.get('redirect_uri')).toBe('https://signalbox.test/v1/auth/callback/oidc');
    expect(url.searchParams.get('code_challenge_method')).toBe('S256');
    expect(asked.verifier).toBeTruthy();
    expect(back.status).toBe(302);
    expect(back.headers.get('location')).toBe('/welcome');
    const session = (await browser.call('GET', '/v1/auth/session')).body;
    expect(session.user).toMatchObject({ email: claims.email, name: 'Ada from afar', email_verified: true });
    const { results } = await env.DB.prepare('SELECT * FROM accounts WHERE account_id = ?').bind(claims.sub).all();
    expect(results).toMatchObject([{ access_token: null, refresh_token: null, id_token: null, password: null }]);

    const again = new Browser();
    await walk(again, claims);
    expect((await again.call('GET', '/v1/auth/session')).body.user.id).toBe(session.user.id);
    const change = { current_password: PASSWORD, password: 'a new password' };
    expect((await again.call('POST', '/v1/auth/password', change)).body.code).toBe('auth.no_password');
  });

  it('joins the account that has the same verified address', async () => {
    const person = await newPerson();
    const browser = new Browser();
    await walk(browser, { sub: crypto.randomUUID(), email: person.email, email_verified: true });
    const ids = [await person.call('GET', '/v1/auth/session'), await browser.call('GET', '/v1/auth/session')];
    expect(ids[1]!.body.user.id).toBe(ids[0]!.body.user.id);
  });

  it('is in the log of the workspace it opens, told by the provider; a refused one is not', async () => {
    const owner = await newOwner();
    const before = (await entriesOf(owner)).length;
    const claims = { sub: crypto.randomUUID(), email: owner.email };
    await walk(new Browser(), { ...claims, email_verified: false });
    expect(await entriesOf(owner)).toHaveLength(before);
    const { back } = await walk(new Browser(), { ...claims, email_verified: true });
    expect(await lastEntry(owner)).toMatchObject({
      action: 'session.opened',
      actor_id: owner.user_id,
      after: { by: 'oidc' },
      request_id: back.headers.get('x-request-id'),
    });
  });

  it('asks for the second factor of whoever has switched it on, before there is a session', async () => {
    const { person, otpauth_uri } = await withTwoFactor(await newPerson());
    const sessions = async () => (await person.call('GET', '/v1/auth/sessions')).body.data.length as number;
    const before = await sessions();
    const browser = new Browser();
    const claims = { sub: crypto.randomUUID(), email: person.email, email_verified: true };
    const { back } = await walk(browser, claims);
    expect(back.headers.get('location')).toBe('/sign-in?second_step=required&next=%2Fwelcome');
    expect(browser.cookies.has('__Host-signalbox_session')).toBe(false);
    // What stood in the reply for a moment opens nothing either.
    for (const line of back.headers.getSetCookie()) {
      const cookie = line.split(';')[0]!;
      expect((await new Browser().call('GET', '/v1/auth/session', undefined, { cookie })).status).toBe(401);
    }
    expect(await sessions()).toBe(before);
    const wrong = await browser.call('POST', '/v1/auth/two-factor/verify', { code: '000000' });
    expect(wrong.body.code).toBe('auth.invalid_code');
    expect((await browser.call('GET', '/v1/auth/session')).status).toBe(401);
    const code = codeOf(otpauth_uri);
    expect((await browser.call('POST', '/v1/auth/two-factor/verify', { code })).status).toBe(204);
    expect((await browser.call('GET', '/v1/auth/session')).body.user.email).toBe(person.email);
  });

  it('ends the second step after five wrong codes, as behind a password', async () => {
    const { person, otpauth_uri } = await withTwoFactor(await newPerson());
    const browser = new Browser();
    await walk(browser, { sub: crypto.randomUUID(), email: person.email, email_verified: true });
    const verify = (code: string) => browser.call('POST', '/v1/auth/two-factor/verify', { code });
    for (let i = 0; i < 5; i++) await verify('000000');
    expect((await verify(codeOf(otpauth_uri))).body.code).toBe('auth.two_factor_expired');
  });

  it.each([
    ['an address that is not verified', { email_verified: false }],
    ['an address that only looks like another', { email: 'аda@example.com' }],
  ])('refuses %s', async (_, over) => {
    const browser = new Browser();
    const { back } = await walk(browser, {
      sub: crypto.randomUUID(),
      email: freshEmail(),
      email_verified: true,
      ...over,
    });
    expect(back.headers.get('location')).toMatch(/\/sign-in\?error=email_not/);
    expect((await browser.call('GET', '/v1/auth/session')).status).toBe(401);
  });

  it.each(
    ['false', 'False', '0', 'true', 1, {}, null].flatMap((email_verified) => [
      { email_verified, emailVerified: true },
      { email_verified, from_userinfo: true },
    ]),
  )('never takes an address over for %o', async (over) => {
    const owner = await newPerson();
    const browser = new Browser();
    const { back } = await walk(browser, { sub: crypto.randomUUID(), email: owner.email, ...over });
    expect(back.headers.get('location')).toContain('/sign-in?error=');
    expect((await browser.call('GET', '/v1/auth/session')).status).toBe(401);
  });

  it.each([{ iss: 'https://other.test' }, { is_forged: true }])(
    'takes no id_token of somebody else: %o',
    async (over) => {
      const owner = await newPerson();
      const claims = { sub: crypto.randomUUID(), email: owner.email, email_verified: true, ...over };
      const browser = new Browser();
      const { back } = await walk(browser, claims);
      expect(back.headers.get('location')).toContain('/sign-in?error=');
      expect((await browser.call('GET', '/v1/auth/session')).status).toBe(401);
    },
  );

  it('begins and ends nothing with a provider whose own document names another issuer', async () => {
    const owner = await newPerson();
    const other = 'https://other.test';
    const claims: Claims = { sub: crypto.randomUUID(), email: owner.email, email_verified: true };
    const browser = new Browser();
    await fakeProvider({ ...claims, issuer: other });
    const start = () => browser.call('POST', '/v1/auth/oidc/oidc', { next: '/welcome' });
    expect(await start()).toMatchObject({ status: 503, body: { code: 'provider.unreachable' } });
    await fakeProvider(claims);
    const url = new URL((await start()).body.url);
    claims.nonce = url.searchParams.get('nonce') ?? undefined;
    // Between the way there and the way back the document changes, and the id_token agrees with it.
    await fakeProvider({ ...claims, iss: other, issuer: other });
    const back = await browser.call('GET', `/v1/auth/callback/oidc?code=abc&state=${url.searchParams.get('state')}`);
    expect(back.status).not.toBe(200);
    expect(back.headers.get('location') ?? '').not.toBe('/welcome');
    expect((await browser.call('GET', '/v1/auth/session')).status).toBe(401);
  });

  it('brings nobody back into another browser, or twice', async () => {
    const [browser, other] = [new Browser(), new Browser()];
    const claims = { sub: crypto.randomUUID(), email: freshEmail(), email_verified: true };
    const { url, back } = await walk(browser, claims, other);
    expect(back.headers.get('location')).toContain('/sign-in?error=');
    expect((await other.call('GET', '/v1/auth/session')).status).toBe(401);
    const path = `/v1/auth/callback/oidc?code=abc&state=${url.searchParams.get('state')}`;
    expect((await browser.call('GET', path)).headers.get('location')).toBe('/welcome');
    expect((await browser.call('GET', path)).headers.get('location')).toContain('/sign-in?error=');
    const made_up = await browser.call('GET', '/v1/auth/callback/oidc?code=abc&state=made-up');
    expect(made_up.headers.get('location')).toContain('/sign-in?error=');
  });

  it('says so when the provider is down', async () => {
    vi.spyOn(globalThis, 'fetch').mockRejectedValue(new Error('down'));
    const reply = await new Browser().call('POST', '/v1/auth/oidc/oidc', {});
    expect(reply).toMatchObject({ status: 503, body: { code: 'provider.unreachable' } });
  });

  it('knows only what is configured, and leads only within the house', async () => {
    const browser = new Browser();
    const { data } = (await browser.call('GET', '/v1/auth/providers')).body;
    expect(data).toEqual([{ id: 'oidc', name: 'Test sign-on' }]);
    expect((await browser.call('POST', '/v1/auth/oidc/google', {})).body.code).toBe('provider.not_found');
    for (const next of ['https://evil.example', '//evil.example', '/\\evil.example', '/\t/evil.example', '/\n']) {
      expect((await browser.call('POST', '/v1/auth/oidc/oidc', { next })).status).toBe(422);
    }
  });
});
