/** Operators: their roles, and what is known of one who calls. */
import type { Actor } from './context.ts';
import { AppError } from './errors.ts';

/** The roles of operators, lowest first; each may do what the ones before it may. */
export const OPERATOR_ROLES = ['viewer', 'support', 'admin'] as const;
export type OperatorRole = (typeof OPERATOR_ROLES)[number];

/** An operator who calls. `address` is where from, in full. */
export interface OperatorActor extends Actor {
  type: 'operator';
  role: OperatorRole;
  /** What the operators' own log calls them: an e-mail address; tenants see only the id. */
  known_as: string;
  address: string;
}

/** The operator who acts; everybody else is refused. */
export function requireOperator({ actor }: { actor: Actor }): OperatorActor {
  if (actor.type === 'operator') return actor as OperatorActor;
  throw new AppError('forbidden', 'auth.forbidden', 'Only the operator may call this.');
}

/** Refuses an operator whose role is below the one that is needed. */
export function requireRole(ctx: { actor: Actor }, role: OperatorRole): void {
  const held = requireOperator(ctx).role;
  if (OPERATOR_ROLES.indexOf(held) < OPERATOR_ROLES.indexOf(role)) {
    throw new AppError('forbidden', 'operator.role_required', `This needs the operator's role ${role}.`, { role });
  }
}
