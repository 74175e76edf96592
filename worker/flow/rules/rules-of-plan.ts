/** How many rules a tenant's plan has room for in one project. */
import type { Ctx } from '../../base/context.ts';
import { missing } from '../../base/errors.ts';
import { findTenant } from '../../tenants/orgs/index.ts';
import { mostRules } from '../../tenants/plans/index.ts';
import type { Room } from './store.ts';

/** Live rules that one ledger may have. */
export const MAX_LIVE = 1_000;

/** How many rules, and how many live ones, the tenant may have in each of its projects. Throws 404 without the tenant. */
export async function roomOf(ctx: Pick<Ctx, 'db' | 'tenant_id'>): Promise<Room> {
  const tenant = await findTenant(ctx.db, ctx.tenant_id);
  if (!tenant) throw missing('tenant');
  return { most: mostRules(tenant.plan), most_live: MAX_LIVE };
}
