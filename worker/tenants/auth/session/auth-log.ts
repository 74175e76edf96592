/** One structured line of log for each attempt to prove who one is: sign-ins, codes, links, providers. */
import { createHmac } from 'node:crypto';
import { AppError } from '../../../base/errors.ts';
import type { Visitor } from './authenticate.ts';
import { librarySecret } from './cookie.ts';

/** What was attempted. */
export type AuthEvent =
  | 'password'
  | 'second_step'
  | 'provider_start'
  | 'provider_return'
  | 'sign_up'
  | 'sign_up_confirmed'
  | 'reset_requested'
  | 'password_reset'
  | 'password_changed'
  | 'reauthentication'
  | 'passkey';

/**
 * Runs an attempt and logs how it went: `outcome` is `ok` or the code of the failure (`auth.too_many_attempts` is a lock-out).
 * Whose account it is and from which network are pseudonyms under the installation's own secret: the same person has the same one.
 */
export async function logged<T>(
  visitor: Pick<Visitor, 'env' | 'log' | 'address'>,
  event: AuthEvent,
  account: string | undefined,
  attempt: () => Promise<T>,
): Promise<T> {
  const line = (outcome: string) =>
    visitor.log(outcome === 'ok' ? 'info' : 'warn', 'authentication', {
      event,
      outcome,
      ...(account ? { account: pseudonym(visitor.env, 'account', account) } : {}),
      network: pseudonym(visitor.env, 'network', visitor.address),
    });
  try {
    const result = await attempt();
    line('ok');
    return result;
  } catch (error) {
    line(error instanceof AppError ? error.code : 'internal');
    throw error;
  }
}

function pseudonym(env: Visitor['env'], kind: string, text: string): string {
  return createHmac('sha256', librarySecret(env)).update(`log ${kind} ${text}`).digest('base64url').slice(0, 16);
}
