/** A forgotten password: a link by mail, then a new password that ends every session. */

import { callLibrary } from '../library/call.ts';
import { countAttempts } from '../session/attempts.ts';
import type { Visitor } from '../session/authenticate.ts';
import { normalizeEmail } from './email-address.ts';

/** Mails a link to whoever has an account of this address; the answer is the same when nobody has. */
export async function requestReset(visitor: Visitor, input: { email: string }): Promise<void> {
  const email = normalizeEmail(input.email);
  await countAttempts(visitor, [
    ['mail.address', visitor.address],
    ['mail.account', email ?? input.email],
  ]);
  if (!email) return;
  const { openLibrary } = await import('../library/setup.ts');
  const { api } = openLibrary(visitor);
  const work = callLibrary(() => api.requestPasswordReset({ body: { email }, returnHeaders: true })).catch((error) =>
    visitor.log('error', 'password reset not mailed', { error: String(error) }),
  );
  // After the reply: how long it takes would tell whether there is an account.
  if (visitor.defer) visitor.defer(work);
  else await work;
}

/** Sets a new password with the token of a mailed link, which works once; all sessions end, other links die. */
export async function resetPassword(visitor: Visitor, input: { token: string; password: string }): Promise<void> {
  await countAttempts(visitor, [['token.address', visitor.address]]);
  const { openLibrary } = await import('../library/setup.ts');
  const { api } = openLibrary(visitor);
  await callLibrary(() =>
    api.resetPassword({ body: { token: input.token, newPassword: input.password }, returnHeaders: true }),
  );
}
