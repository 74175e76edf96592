/** Who an operator's token stands for, and from where it may be used. */
import type { Ctx } from '../../../base/context.ts';
import { sameSecret, sha256 } from '../../../base/crypto.ts';
import { AppError } from '../../../base/errors.ts';
import { isWithin } from '../../../base/http/within.ts';
import type { OperatorActor } from '../../../base/operator.ts';
import { findByToken } from './store.ts';

/** What the token of an operator begins with. */
export const TOKEN_PREFIX = 'op_';

/** The id that stands for whoever holds INTERNAL_ADMIN_API_KEY. */
export const BOOTSTRAP = 'operator';

type Caller = Pick<Ctx, 'env' | 'db' | 'now' | 'log'>;

/**
 * The operator of a bearer token, undefined for any other: a person's own, or INTERNAL_ADMIN_API_KEY, unless OPERATOR_BOOTSTRAP is
 * off. Throws `forbidden` for a right one from outside of OPERATOR_NETWORKS.
 */
export async function operatorOf(caller: Caller, token: string, address: string): Promise<OperatorActor | undefined> {
  const actor = token.startsWith(TOKEN_PREFIX)
    ? await personOf(caller, token, address)
    : bootstrap(caller, token, address);
  if (actor) refuseOutside(caller, actor.id, address);
  return actor;
}

/** Refuses calls from outside of the operators' networks, where there is a list of them. */
export function refuseOutside({ env, log }: Pick<Caller, 'env' | 'log'>, by: string, address: string): void {
  if (!env.OPERATOR_NETWORKS || isWithin(address, env.OPERATOR_NETWORKS)) return;
  log('warn', 'operator outside of the networks', { by, address });
  throw new AppError('forbidden', 'operator.network_not_allowed', 'Operators may not call from this network.');
}

async function personOf({ db, now }: Caller, token: string, address: string): Promise<OperatorActor | undefined> {
  const found = await findByToken(db, sha256(token), new Date(now).toISOString());
  if (!found) return undefined;
  const { id, role, email: known_as } = found;
  return { type: 'operator', id, role, known_as, address, permissions: new Set(['*']) };
}

/** Whatever the variable says but `on` switches the static token off: a word that was mistyped must not leave it on. */
function bootstrap({ env }: Caller, token: string, address: string): OperatorActor | undefined {
  const isOn = (env.OPERATOR_BOOTSTRAP || 'on') === 'on';
  if (!isOn || !env.INTERNAL_ADMIN_API_KEY || !sameSecret(token, env.INTERNAL_ADMIN_API_KEY)) return undefined;
  const who = { id: BOOTSTRAP, known_as: 'INTERNAL_ADMIN_API_KEY', role: 'admin' } as const;
  return { type: 'operator', ...who, address, permissions: new Set(['*']) };
}
