/** Giving an operator a token for an hour: signed in, and with a fresh proof of their second factor. */

import { randomToken, sha256 } from '../../../base/crypto.ts';
import { batch } from '../../../base/db.ts';
import { AppError } from '../../../base/errors.ts';
import { newId } from '../../../base/ids.ts';
import { MINUTE_MS } from '../../../shared/durations.ts';
import { counted, proveSecondFactor } from '../account/proof.ts';
import { provePasskey } from '../passkey/passkey-sign-in.ts';
import { countPasskeys } from '../passkey/passkey-store.ts';
import type { Visitor } from '../session/authenticate.ts';
import type { LiveSession } from '../session/session-store.ts';
import { TOKEN_PREFIX } from './access.ts';
import { insertCall } from './calls-store.ts';
import type { OperatorToken, TokenInput } from './schema.ts';
import { bindAccount, findOperator, insertToken, type OperatorRow } from './store.ts';

/** A token of the session's person, who must be an operator; it ends with the session. `address` is where they call from. */
export async function issueToken(
  visitor: Visitor,
  session: LiveSession,
  { address, ...input }: TokenInput & { address: string },
): Promise<OperatorToken> {
  const operator = await operatorOfSession(visitor, session);
  await counted(visitor, session, async () => {
    if ('passkey' in input) return await provePasskey(visitor, session, input.passkey);
    await proveSecondFactor(visitor, session, input);
  });
  const { minutes } = input;
  const text = TOKEN_PREFIX + randomToken(32);
  const [created_at, expires_at] = [visitor.now, visitor.now + minutes * MINUTE_MS].map((ms) =>
    new Date(ms).toISOString(),
  );
  const id = newId('otk');
  const token = {
    id,
    digest: sha256(text),
    operator_id: operator.id,
    session_id: session.session_id,
    address,
    created_at: created_at!,
    expires_at: expires_at!,
  };
  const call = {
    id: newId('ocl'),
    created_at: created_at!,
    operator_id: operator.id,
    operator: operator.email,
    role: operator.role,
    method: 'POST',
    route: '/v1/admin/tokens',
    target: id,
    address,
    request_id: visitor.request_id,
    status: 201,
  };
  const [, written] = await batch(visitor.db, [
    bindAccount(visitor.db, operator.id, session.user_id),
    insertToken(visitor.db, token, session.user_id),
    insertCall(visitor.db, call),
  ]);
  if (written === 0) throw noOperator();
  return { id, token: text, role: operator.role, expires_at: token.expires_at };
}

/** The operator that a session's person is, with a second factor; everybody else is refused. */
export async function operatorOfSession(visitor: Visitor, session: LiveSession): Promise<OperatorRow> {
  const operator = session.email_verified ? await findOperator(visitor.db, { email: session.email }) : undefined;
  if (!operator || (operator.user_id !== null && operator.user_id !== session.user_id)) throw noOperator();
  if (!session.two_factor_enabled && (await countPasskeys(visitor.db, session.user_id)) === 0) {
    const message = 'Operators need a second factor: an authenticator app or a passkey, under Settings, Your account.';
    throw new AppError('forbidden', 'operator.second_factor_required', message);
  }
  return operator;
}

function noOperator(): AppError {
  return new AppError('forbidden', 'auth.forbidden', 'Only the operator may call this.');
}
