/** Which keys a caller may manage. */
import { type Ctx, requirePermission } from '../../base/context.ts';
import { AppError, missing } from '../../base/errors.ts';
import { findKey, type KeyRow } from './store.ts';

/** A key that the caller may manage: one of its project for a key, of its tenant for a person, any for the operator. */
export async function manageableKey(ctx: Ctx, key_id: string): Promise<KeyRow> {
  requirePermission(ctx, 'keys:manage');
  const row = await findKey(ctx.db, key_id);
  if (!row || !mayManage(ctx, row)) throw missing('key');
  return row;
}

function mayManage(ctx: Ctx, row: KeyRow): boolean {
  if (ctx.actor.type === 'operator') return true;
  return row.tenant_id === ctx.tenant_id && (ctx.actor.type !== 'key' || row.project_id === ctx.project_id);
}

/** The failure for a key whose time is over. */
export function notActive(): AppError {
  return new AppError('conflict', 'key.not_active', 'This key was revoked, rotated or has expired.');
}
