/** The operator gives a tenant its owner. */
import { type Ctx, requirePermission } from '../../../base/context.ts';
import { batch } from '../../../base/db.ts';
import { missing } from '../../../base/errors.ts';
import { newId } from '../../../base/ids.ts';
import { recordAudit } from '../../audit/index.ts';
import { findTenant } from '../../orgs/index.ts';
import type { OwnerInput } from '../schema.ts';
import { auditedSessions, deleteSessions, sessionsOf } from '../session/session-store.ts';
import { dropSocketsOf } from '../session/sessions.ts';
import { auditedMemberships, auditedUser, findUserByEmail, insertOwner, upsertPassword, upsertUser } from '../store.ts';
import { hashNewPassword } from './weak-password.ts';

/** Gives a tenant its owner, or a new password to the one it has: their sessions end. The operator vouches for the address. */
export async function putOwner(
  ctx: Ctx,
  { email, name, password }: OwnerInput,
): Promise<{ id: string; email: string }> {
  requirePermission(ctx, 'admin');
  if (!(await findTenant(ctx.db, ctx.tenant_id))) throw missing('tenant');
  const before = await findUserByEmail(ctx.db, email);
  const created_at = new Date(ctx.now).toISOString();
  const person = {
    id: newId('usr'),
    email,
    name,
    locale: '',
    password: await hashNewPassword(password, email, name),
    created_at,
  };
  const which = sessionsOf(ctx.db, email);
  const elsewhere = { action: 'user.password_changed', target_type: 'user' };
  await batch(ctx.db, [
    upsertUser(ctx.db, person),
    upsertPassword(ctx.db, person),
    insertOwner(ctx.db, ctx.tenant_id, email, created_at),
    recordAudit(ctx, { action: 'session.revoked', target_type: 'session', target: auditedSessions(which) }),
    deleteSessions(ctx.db, which),
    recordAudit(ctx, {
      action: 'owner.put',
      target_type: 'user',
      target: auditedUser(email),
      before: before && { name: before.name },
      after: { email, name, role: 'owner', password_changed: true },
    }),
    ...(before ? [recordAudit(ctx, { ...elsewhere, target: auditedMemberships(before.id, ctx.tenant_id) })] : []),
  ]);
  const user = await findUserByEmail(ctx.db, email);
  await dropSocketsOf(ctx, user!.id);
  return { id: user!.id, email };
}
