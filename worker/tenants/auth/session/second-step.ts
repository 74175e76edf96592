/** The second step after a provider's sign-in: the library requires a second factor after passwords alone. */
import type { BetterAuthPlugin } from 'better-auth';
import { createAuthMiddleware } from 'better-auth/api';
import { deleteSessionCookie } from 'better-auth/cookies';
import { randomToken } from '../../../base/crypto.ts';

/** As long as behind a password, in seconds. */
const LASTS_SECONDS = 600;

/** The cookie in which the library's own second factor looks for a sign-in that waits for its code. */
const COOKIE = 'two_factor';

/** Takes back the session that a provider's callback has opened for a person with a second factor, and requires a code instead. */
export function secondStepAfterProvider() {
  return {
    id: 'second-step-after-provider',
    hooks: { after: [{ matcher: ({ path }) => path === '/callback/:id', handler: askForCode }] },
  } satisfies BetterAuthPlugin;
}

const askForCode = createAuthMiddleware(async (ctx) => {
  const { newSession, returned, internalAdapter, createAuthCookie, secret } = ctx.context;
  if (!newSession?.user.twoFactorEnabled) return;
  deleteSessionCookie(ctx, true);
  await internalAdapter.deleteSession(newSession.session.token);
  ctx.context.setNewSession(null);
  const identifier = `2fa-${randomToken(32)}`;
  const expiresAt = new Date(Date.now() + LASTS_SECONDS * 1_000);
  const attempts = { value: '0', identifier: `2fa-attempts-${identifier}`, expiresAt };
  await internalAdapter.createVerificationValue({ value: newSession.user.id, identifier, expiresAt });
  await internalAdapter.createVerificationValue(attempts);
  const cookie = createAuthCookie(COOKIE, { maxAge: LASTS_SECONDS });
  await ctx.setSignedCookie(cookie.name, identifier, secret, cookie.attributes);
  const next = new Headers((returned as { headers?: HeadersInit } | undefined)?.headers).get('location') ?? '/';
  throw ctx.redirect(`/sign-in?${new URLSearchParams({ second_step: 'required', next })}`);
});
