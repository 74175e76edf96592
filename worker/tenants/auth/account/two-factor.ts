/** The second factor of a person who is signed in: set up, confirm, renew recovery codes, switch off. */
import { batch } from '../../../base/db.ts';
import { sendMails } from '../../mail/index.ts';
import { requireRecentSignIn } from '../../step-up/index.ts';
import { callLibrary, secondFactorOn } from '../library/call.ts';
import { openLibrary } from '../library/open.ts';
import type { FullProof, TwoFactorSetup } from '../schema.ts';
import { isFirstUse } from '../session/attempts.ts';
import type { Visitor } from '../session/authenticate.ts';
import type { LiveSession } from '../session/session-store.ts';
import { recordSecurity } from './account-audit.ts';
import { changedLetter, readerOf } from './letters.ts';
import { counted, provePassword, proveSecondFactor } from './proof.ts';

/** Begins: the secret for an authenticator and ten recovery codes, shown this once. Nothing changes until a code confirms it. */
export async function setUpTwoFactor(
  visitor: Visitor,
  session: LiveSession,
  password: string,
): Promise<TwoFactorSetup> {
  const { headers } = visitor;
  const { api } = await openLibrary(visitor, session);
  const { reply } = await counted(visitor, session, () =>
    callLibrary(() => api.enableTwoFactor({ body: { password }, headers, returnHeaders: true })),
  );
  await batch(visitor.db, recordSecurity(visitor, session, 'two_factor_begun'));
  if (reply.method !== 'totp') throw new Error('the library set up another method');
  return { otpauth_uri: reply.totpURI, recovery_codes: reply.backupCodes };
}

/** Switches the second factor on with a first code; the session gets a new cookie. */
export async function confirmTwoFactor(visitor: Visitor, session: LiveSession, code: string): Promise<string[]> {
  if (session.two_factor_enabled) throw secondFactorOn();
  const { headers } = visitor;
  const { api } = await openLibrary(visitor, session);
  const { cookies } = await counted(visitor, session, () =>
    callLibrary(() => api.verifyTOTP({ body: { code }, headers, returnHeaders: true })),
  );
  // The code that switches it on has been used: it opens no session afterwards.
  await isFirstUse(visitor, session.user_id, code);
  await batch(visitor.db, recordSecurity(visitor, session, 'two_factor_on'));
  await sendMails(visitor, [changedLetter(visitor.site, readerOf(visitor, session), 'secondFactor')]);
  return cookies;
}

/** New recovery codes in place of the old ones, for the password and a code. */
export async function renewRecoveryCodes(visitor: Visitor, session: LiveSession, proof: FullProof): Promise<string[]> {
  requireRecentSignIn({ actor: session, now: visitor.now }, 'recovery_codes.renew');
  await proveFully(visitor, session, proof);
  const [{ headers }, body] = [visitor, { password: proof.password }];
  const { api } = await openLibrary(visitor, session);
  const { reply } = await callLibrary(() => api.generateBackupCodes({ body, headers, returnHeaders: true }));
  await batch(visitor.db, recordSecurity(visitor, session, 'recovery_codes_renewed'));
  return reply.backupCodes;
}

/** Switches the second factor off, for the password and a code; the session gets a new cookie. */
export async function disableTwoFactor(visitor: Visitor, session: LiveSession, proof: FullProof): Promise<string[]> {
  requireRecentSignIn({ actor: session, now: visitor.now }, 'two_factor.disable');
  await proveFully(visitor, session, proof);
  const [{ headers }, body] = [visitor, { password: proof.password }];
  const { api } = await openLibrary(visitor, session);
  const { cookies } = await callLibrary(() => api.disableTwoFactor({ body, headers, returnHeaders: true }));
  await batch(visitor.db, recordSecurity(visitor, session, 'two_factor_off'));
  await sendMails(visitor, [changedLetter(visitor.site, readerOf(visitor, session), 'secondFactor')]);
  return cookies;
}

/** The password first: a recovery code is used up when it is shown. */
async function proveFully(visitor: Visitor, session: LiveSession, { password, ...second }: FullProof): Promise<void> {
  await counted(visitor, session, async () => {
    await provePassword(visitor, session, password);
    await proveSecondFactor(visitor, session, second);
  });
}
