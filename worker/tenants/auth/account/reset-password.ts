/** A forgotten password: a link by mail, then a new password that ends every session. */

import { normalizeEmail } from '../../../base/email-address.ts';
import { requireMail } from '../../mail/index.ts';
import { callLibrary } from '../library/call.ts';
import { openLibrary } from '../library/open.ts';
import { countAttempts } from '../session/attempts.ts';
import type { Visitor } from '../session/authenticate.ts';
import { deviceCookie, knownDevice } from '../session/known-device.ts';
import { refuseWeakPassword } from './weak-password.ts';

/** Mails a link to the account of this address; the reply is the same without one. */
export async function requestReset(visitor: Visitor, input: { email: string }): Promise<void> {
  requireMail(visitor.env);
  const email = normalizeEmail(input.email);
  const device = knownDevice(visitor, email ?? input.email);
  // Strangers who request links to an account must not be able to use up the owner's own.
  await countAttempts(visitor, [
    ['mail.address', visitor.address],
    ...(device
      ? ([['reset.device', device]] as const)
      : ([
          ['reset.network', `${email ?? input.email} ${visitor.address}`],
          ['reset.account', email ?? input.email],
        ] as const)),
  ]);
  if (!email) return;
  const work = mailReset(visitor, email).catch((error) =>
    visitor.log('error', 'password reset not mailed', { error: String(error) }),
  );
  if (visitor.defer) visitor.defer(work);
  else await work;
}

/** Looks the account up after the reply: how much there is to do would tell whether there is one. */
async function mailReset(visitor: Visitor, email: string): Promise<void> {
  if (visitor.defer) await scheduler.wait(0);
  const { api } = await openLibrary(visitor);
  await callLibrary(() => api.requestPasswordReset({ body: { email }, returnHeaders: true }));
}

/**
 * Sets a new password with the token of a mailed link, which works once; all sessions end, other links die. Whatever slowed the
 * account is over, and this browser is one of its owner's: returns the cookie that says so.
 */
export async function resetPassword(visitor: Visitor, input: { token: string; password: string }): Promise<string[]> {
  await refuseWeakPassword(input.password);
  await countAttempts(visitor, [['token.address', visitor.address]]);
  let owner: string | undefined;
  const { api } = await openLibrary(visitor, {
    passwordReset: (email) => {
      owner = email;
    },
  });
  await callLibrary(() =>
    api.resetPassword({ body: { token: input.token, newPassword: input.password }, returnHeaders: true }),
  );
  return owner === undefined ? [] : [deviceCookie(visitor, owner)];
}
