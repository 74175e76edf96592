/** Giving a member another role, and removing one. */

import { type Ctx, requirePermission } from '../../base/context.ts';
import { batch } from '../../base/db.ts';
import { AppError, missing } from '../../base/errors.ts';
import { dropSockets } from '../../base/sockets.ts';
import { recordAudit } from '../audit/index.ts';
import { deleteOrphanSessions, isAbove, type Role, requirePerson } from '../auth/index.ts';
import { requireRecentSignIn } from '../step-up/index.ts';
import type { Member } from './schema.ts';
import { changedMember, deleteMember, findMember, removedMember, updateRole } from './store.ts';

/** Gives a member a role. No member gives, or changes, a role above their own; one owner always stays. */
export async function changeRole(ctx: Ctx, user_id: string, role: Role): Promise<Member> {
  requirePermission(ctx, 'members:manage');
  const { id } = requirePerson(ctx);
  if (role === 'owner') requireRecentSignIn(ctx, 'owner.appoint');
  const target = changedMember(ctx.tenant_id, user_id, role, id);
  const [, changed] = await batch(ctx.db, [
    recordAudit(ctx, { action: 'member.role_changed', target_type: 'user', target, after: { role } }),
    updateRole(ctx.db, ctx.tenant_id, user_id, role, id),
  ]);
  if (changed === 0) throw await refusal(ctx, user_id, role);
  const member = await findMember(ctx.db, ctx.tenant_id, user_id);
  if (!member) throw missing('member');
  return member;
}

/** Removes a member, whose sessions in this tenant stop at once; without more rights than their own, people remove themselves. */
export async function removeMember(ctx: Ctx, user_id: string): Promise<void> {
  const { id } = requirePerson(ctx);
  if (user_id !== id) requirePermission(ctx, 'members:manage');
  const target = removedMember(ctx.tenant_id, user_id, id);
  const [, removed] = await batch(ctx.db, [
    recordAudit(ctx, { action: 'member.removed', target_type: 'user', target }),
    deleteMember(ctx.db, ctx.tenant_id, user_id, id),
    deleteOrphanSessions(ctx.db, ctx.tenant_id, user_id),
  ]);
  if (removed === 0) throw await refusal(ctx, user_id);
  await dropSockets(ctx, ctx.tenant_id, { user_id });
}

/** Why a statement that judges for itself changed nothing. */
async function refusal(ctx: Ctx, user_id: string, role?: Role): Promise<AppError> {
  const [actor, member] = await Promise.all([
    findMember(ctx.db, ctx.tenant_id, ctx.actor.id),
    findMember(ctx.db, ctx.tenant_id, user_id),
  ]);
  if (!actor)
    return new AppError('unauthenticated', 'auth.session_expired', 'You are no member of this workspace any more.');
  if (!member) return missing('member');
  if (isAbove(member.role, actor.role) || (role && isAbove(role, actor.role))) return aboveYours();
  return new AppError('conflict', 'member.last_owner', 'A workspace needs an owner; make somebody else one first.');
}

/** The failure for a role above the caller's own. */
export function aboveYours(): AppError {
  return new AppError('forbidden', 'member.role_above_yours', 'This role is above your own.');
}
