/** Signing in with an outside provider: the way there and the way back. */
import { missing } from '../../../base/errors.ts';
import { callLibrary, unreachable } from '../library/call.ts';
import { openLibrary } from '../library/open.ts';
import { noteSignIn } from '../security/sign-in-notes.ts';
import { countAttempts } from '../session/attempts.ts';
import type { Visitor } from '../session/authenticate.ts';
import { openedBy } from '../session/cookie.ts';
import { type Provider, providersOf } from './providers.ts';

/** The address at the provider to send the browser to, and the cookie that binds the way back to this browser. */
export async function startProvider(
  visitor: Visitor,
  id: Provider['id'],
  next: string,
): Promise<{ url: string; cookies: string[] }> {
  const provider = findProvider(visitor, id);
  await countAttempts(visitor, [['token.address', visitor.address]]);
  const api = await openProvider(visitor, provider);
  const { headers } = visitor;
  const body = { provider: id, callbackURL: next, errorCallbackURL: '/sign-in', disableRedirect: true };
  const { reply, cookies } = await callLibrary(() => api.signInSocial({ body, headers, returnHeaders: true }));
  if (!reply.url) throw unreachable();
  return { url: reply.url, cookies };
}

/**
 * The provider's reply becomes a session and a redirect into the dashboard, or to /sign-in?error=…. A person with a
 * second factor gets no session yet: /sign-in?second_step=required asks for a code.
 */
export async function finishProvider(
  visitor: Visitor,
  id: Provider['id'],
  query: Partial<Record<'code' | 'state' | 'iss' | 'error' | 'error_description', string>>,
): Promise<Response> {
  await countAttempts(visitor, [['token.address', visitor.address]]);
  const { headers } = visitor;
  const api = await openProvider(visitor, findProvider(visitor, id));
  const call = { method: 'GET' as const, params: { id }, query, headers, asResponse: true as const };
  const reply = await api.callbackOAuth(call);
  const refusal = new URL(reply.headers.get('location') ?? '/', visitor.site).searchParams.get('error');
  if (refusal)
    visitor.log('warn', 'authentication', { event: 'provider_refused', provider: id, outcome: refusal.slice(0, 100) });
  const digest = openedBy(visitor.site, reply.headers.getSetCookie());
  if (digest) for (const cookie of await noteSignIn(visitor, digest, id)) reply.headers.append('set-cookie', cookie);
  return reply;
}

/**
 * The library with one provider. It takes id_tokens only of the issuer that the provider's document names; that this is the one that is
 * configured is checked here. Throws 503 for another.
 */
async function openProvider(visitor: Visitor, provider: Provider) {
  const { api, $context } = await openLibrary(visitor, { provider });
  const { id, discoveryUrl, issuer } = provider;
  if (!discoveryUrl) return api;
  const named = (await $context).socialProviders.find((one) => one.id === id);
  // One whose document cannot be read is not set up, and the library says so.
  if (!named || (issuer !== undefined && isSame(named.issuer, issuer))) return api;
  visitor.log('error', 'provider has another issuer', { provider: id, issuer, named: named.issuer });
  throw unreachable();
}

/** Some write the address with a slash at its end. */
function isSame(a: string | undefined, b: string): boolean {
  return a?.replace(/\/$/, '') === b.replace(/\/$/, '');
}

function findProvider(visitor: Visitor, id: Provider['id']): Provider {
  const provider = providersOf(visitor.env).find((one) => one.id === id);
  if (!provider) throw missing('provider');
  return provider;
}
