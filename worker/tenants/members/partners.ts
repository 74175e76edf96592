/** Partners: assigned to a tenant by the operator, seen and removed by those who manage its members. */

import { type Ctx, requirePermission } from '../../base/context.ts';
import { batch } from '../../base/db.ts';
import { AppError, missing } from '../../base/errors.ts';
import { dropSockets } from '../../base/sockets.ts';
import { recordAudit } from '../audit/index.ts';
import { deleteOrphanSessions, findUserByEmail } from '../auth/index.ts';
import { findTenant } from '../orgs/index.ts';
import { auditedPartner, deletePartner, insertPartner } from './partner-store.ts';

const target_type = 'user';

/** Gives the person of an address access to the ctx's tenant as a partner. They need an account; a partner stays one. */
export async function assignPartner(ctx: Ctx, email: string): Promise<{ user_id: string; email: string }> {
  requirePermission(ctx, 'admin');
  const { db, tenant_id } = ctx;
  if (!(await findTenant(db, tenant_id))) throw missing('tenant');
  const user = await findUserByEmail(db, email);
  if (!user) throw new AppError('conflict', 'partner.no_account', 'Nobody has an account of this address yet.');
  const created_at = new Date(ctx.now).toISOString();
  const change = { action: 'partner.assigned', target_type, target: auditedPartner(tenant_id, user.id, created_at) };
  await batch(db, [insertPartner(db, { tenant_id, user_id: user.id, created_at }), recordAudit(ctx, change)]);
  return { user_id: user.id, email };
}

/** Ends a partner's access, their sessions and live sockets in the tenant at once. Partners may end their own. */
export async function removePartner(ctx: Ctx, user_id: string): Promise<void> {
  if (user_id !== ctx.actor.id) requirePermission(ctx, 'members:manage');
  const { db, tenant_id } = ctx;
  const [, removed] = await batch(db, [
    recordAudit(ctx, { action: 'partner.removed', target_type, target: auditedPartner(tenant_id, user_id) }),
    deletePartner(db, tenant_id, user_id),
    deleteOrphanSessions(db, tenant_id, user_id),
  ]);
  if (removed === 0) throw missing('partner');
  await dropSockets(ctx, tenant_id, { user_id });
}
