/** What a signed-in person shows to prove once more who they are: their password, a code, a recovery code. */
import { batch } from '../../../base/db.ts';
import { callLibrary, invalidCode, noPassword, secondFactorOff, wrongPassword } from '../library/call.ts';
import { openLibrary } from '../library/open.ts';
import type { SecondStepInput } from '../schema.ts';
import { type Attempt, countAttempts, forgive, isFirstUse } from '../session/attempts.ts';
import type { Visitor } from '../session/authenticate.ts';
import type { LiveSession } from '../session/session-store.ts';
import { findPassword } from '../store.ts';
import { verifyPassword } from './password.ts';

/** Runs a proof; wrong ones slow what follows: a stolen session must not be a place to guess in. */
export async function counted<T>(visitor: Visitor, session: LiveSession, proof: () => Promise<T>): Promise<T> {
  const attempts: Attempt[] = [['password.account', session.user_id]];
  await countAttempts(visitor, attempts);
  const result = await proof();
  await batch(visitor.db, forgive(visitor, attempts));
  return result;
}

/** Refuses (403) what is not the person's password; 409 for an account that has none. */
export async function provePassword(visitor: Visitor, session: LiveSession, password: string): Promise<void> {
  const stored = await findPassword(visitor.db, session.user_id);
  if (stored === undefined) throw noPassword();
  if (!verifyPassword(password, stored)) throw wrongPassword();
}

/** Refuses what is neither the authenticator's code nor an unused recovery code; each works once. */
export async function proveSecondFactor(visitor: Visitor, session: LiveSession, proof: SecondStepInput): Promise<void> {
  if (!session.two_factor_enabled) throw secondFactorOff();
  const { headers } = visitor;
  const { api } = await openLibrary(visitor, session);
  if ('recovery_code' in proof) {
    const body = { code: proof.recovery_code.trim(), disableSession: true };
    await callLibrary(() => api.verifyBackupCode({ body, headers, returnHeaders: true }));
    return;
  }
  await callLibrary(() => api.verifyTOTP({ body: { code: proof.code }, headers, returnHeaders: true }));
  if (!(await isFirstUse(visitor, session.user_id, proof.code))) throw invalidCode();
}
