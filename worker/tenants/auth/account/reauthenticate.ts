/** Proving once more who one is, before a dangerous act. */
import { batch } from '../../../base/db.ts';
import { AppError } from '../../../base/errors.ts';
import { provePasskey } from '../passkey/passkey-sign-in.ts';
import { countPasskeys } from '../passkey/passkey-store.ts';
import type { ProofMethod, ReauthenticateInput } from '../schema.ts';
import type { Visitor } from '../session/authenticate.ts';
import { type LiveSession, updateProof } from '../session/session-store.ts';
import { findPassword } from '../store.ts';
import { counted, provePassword, proveSecondFactor } from './proof.ts';

/** What this person may show. A second factor stands in for the password, which alone is too little where there is one. */
export async function listProofs(visitor: Visitor, session: LiveSession): Promise<ProofMethod[]> {
  const passkey: ProofMethod[] = (await countPasskeys(visitor.db, session.user_id)) > 0 ? ['passkey'] : [];
  if (session.two_factor_enabled) return ['code', ...passkey];
  if ((await findPassword(visitor.db, session.user_id)) !== undefined) return ['password', ...passkey];
  return passkey.length > 0 ? passkey : ['sign_in'];
}

/** Takes a proof; the session counts as freshly signed in for the next 15 minutes. */
export async function reauthenticate(
  visitor: Visitor,
  session: LiveSession,
  proof: ReauthenticateInput,
): Promise<void> {
  await counted(visitor, session, () => prove(visitor, session, proof));
  await batch(visitor.db, [updateProof(visitor.db, session.session_id, visitor.now)]);
}

async function prove(visitor: Visitor, session: LiveSession, proof: ReauthenticateInput): Promise<void> {
  if ('passkey' in proof) return await provePasskey(visitor, session, proof.passkey);
  if (!('password' in proof)) return await proveSecondFactor(visitor, session, proof);
  if (!session.two_factor_enabled) return await provePassword(visitor, session, proof.password);
  const message = 'This account has a second factor: show its code, a recovery code or a passkey.';
  throw new AppError('forbidden', 'auth.second_factor_required', message);
}
