/** Signing in with an outside provider: the way there and the way back. */
import { AppError, missing } from '../../base/errors.ts';
import { countAttempts } from './attempts.ts';
import type { Visitor } from './authenticate.ts';
import { callLibrary } from './library-call.ts';
import { type Provider, providersOf } from './providers.ts';

/** The address at the provider to send the browser to, and the cookie that binds the way back to this browser. */
export async function startProvider(
  visitor: Visitor,
  id: Provider['id'],
  next: string,
): Promise<{ url: string; cookies: string[] }> {
  if (!providersOf(visitor.env).some((provider) => provider.id === id)) throw missing('provider');
  await countAttempts(visitor, [['token.address', visitor.address]]);
  const { openLibrary } = await import('./library.ts');
  const { api } = openLibrary(visitor);
  const { headers } = visitor;
  const body = { provider: id, callbackURL: next, errorCallbackURL: '/sign-in', disableRedirect: true };
  const { answer, cookies } = await callLibrary(() => api.signInSocial({ body, headers, returnHeaders: true }));
  if (!answer.url) throw new AppError('unavailable', 'provider.unreachable', 'The provider does not answer.');
  return { url: answer.url, cookies };
}

/** The provider's answer becomes a session and a redirect into the dashboard, or to /sign-in?error=…. */
export async function finishProvider(visitor: Visitor, request: Request): Promise<Response> {
  await countAttempts(visitor, [['token.address', visitor.address]]);
  const { openLibrary } = await import('./library.ts');
  const { pathname, search } = new URL(request.url);
  return await openLibrary(visitor).handler(
    new Request(visitor.site + pathname + search, { headers: visitor.headers }),
  );
}
