/** A provider, or whoever stands between, that says somebody is the owner of an address who is not. */

import type { FakeProvider, Flaw } from '../../../fakes/oidc.ts';
import { type Attempt, type HostileClass, said } from '../../attempt.ts';
import { Browser, newPerson } from '../../browser.ts';
import type { Reply } from '../../http.ts';
import type { World } from '../../world.ts';

export const oidc: HostileClass = { name: 'oidc', least: 45, configured: true, attempts };

/** What is not `true`. */
const UNVERIFIED: unknown[] = ['false', 'False', '0', 0, 'true', 1, 'yes', null, {}, [], [true], false];

async function* attempts({ base, provider, victim }: World): AsyncIterable<Attempt> {
  if (!provider) throw new Error('The server has no fake provider.');
  const honest = await walk(new Browser(base), provider, {
    email: `honest-${crypto.randomUUID()}@example.com`,
    email_verified: true,
  });
  if (honest.status !== 200) throw new Error(`A right token does not sign in either: ${said(honest)}`);
  const { email } = victim.people.admin;
  const attempt = (what: string, claims: Record<string, unknown>, flaw?: Flaw, how: Walk = {}): Attempt => ({
    what,
    send: () => walk(new Browser(base), provider, { email, email_verified: true, ...claims }, flaw, how),
    judge: (reply) => (reply.status === 401 ? undefined : `signed in: ${said(reply)}`),
  });
  for (const email_verified of UNVERIFIED) {
    const told = JSON.stringify(email_verified);
    yield attempt(`email_verified ${told} in the token`, { email_verified });
    yield attempt(`email_verified ${told} in userinfo`, { email_verified }, { only_userinfo: true });
    yield attempt(`email_verified ${told} and emailVerified true`, {
      email_verified,
      emailVerified: true,
      verified: true,
    });
  }
  yield attempt('no word of email_verified', { email_verified: undefined });
  const now = Math.floor(Date.now() / 1_000);
  const flaws: Record<string, Flaw> = {
    'no signature': { algorithm: 'none' },
    'a signature by the client’s secret': { algorithm: 'HS256' },
    'another key': { algorithm: 'other key' },
    'a signature of something else': { tampered: true },
    'another audience': { claims: { aud: 'somebody-else' } },
    'another issuer': { claims: { iss: 'https://evil.example' } },
    'a time long past': { claims: { exp: now - 86_400, iat: now - 90_000 } },
    'a nonce of another sign-in': { claims: { nonce: 'replayed' } },
    'no nonce': { claims: { nonce: undefined } },
  };
  for (const [name, flaw] of Object.entries(flaws)) yield attempt(`a token with ${name}`, {}, flaw);
  yield attempt('a state that is made up', {}, {}, { state: 'made-up' });
  yield attempt('no state', {}, {}, { state: '' });
  yield attempt('a code that is made up', {}, {}, { code: 'made-up' });
  yield attempt('another browser than the one that began', {}, {}, { other: new Browser(base) });
  for (const address of ['аda@example.com', `${email} `, `"${email}"@example.com`, `${email}\u0000`, '']) {
    yield attempt(`the address ${JSON.stringify(address)}`, { email: address });
  }
  yield* twice(base, provider);
}

interface Walk {
  state?: string;
  code?: string;
  /** Comes back in the place of the browser that began. */
  other?: Browser;
}

/** To the provider and back; the reply says who is signed in then. */
async function walk(
  browser: Browser,
  provider: FakeProvider,
  claims: Record<string, unknown>,
  flaw?: Flaw,
  how: Walk = {},
): Promise<Reply> {
  const start = await browser.call('POST', '/v1/auth/oidc/oidc', { next: '/' });
  if (start.status !== 200) return start;
  const { searchParams } = new URL(start.body.url);
  const nonce = searchParams.get('nonce') ?? undefined;
  const code = how.code ?? provider.issue({ sub: crypto.randomUUID(), nonce, ...claims }, flaw);
  const state = how.state ?? searchParams.get('state') ?? '';
  const returning = how.other ?? browser;
  await returning.call('GET', `/v1/auth/callback/oidc?${new URLSearchParams({ code, state })}`);
  return await returning.call('GET', '/v1/auth/session');
}

/** The same way back, walked by somebody else a second time. */
async function* twice(base: string, provider: FakeProvider): AsyncIterable<Attempt> {
  const person = await newPerson(base);
  const start = await person.call('POST', '/v1/auth/oidc/oidc', { next: '/' });
  const { searchParams } = new URL(start.body.url);
  const code = provider.issue({
    sub: crypto.randomUUID(),
    email: person.email,
    email_verified: true,
    nonce: searchParams.get('nonce'),
  });
  const path = `/v1/auth/callback/oidc?${new URLSearchParams({ code, state: searchParams.get('state') ?? '' })}`;
  await person.call('GET', path);
  yield {
    what: 'the way back of another person, a second time',
    send: async () => {
      const thief = new Browser(base);
      await thief.call('GET', path);
      return await thief.call('GET', '/v1/auth/session');
    },
    judge: (reply) => (reply.status === 401 ? undefined : `signed in: ${said(reply)}`),
  };
}
