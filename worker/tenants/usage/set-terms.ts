/** Plan and hard limits of a tenant, as the operator sets them. */
import { hubOf } from '../../../durable/stubs.ts';
import { type Ctx, requirePermission } from '../../base/context.ts';
import { batch } from '../../base/db.ts';
import { AppError } from '../../base/errors.ts';
import { callObject } from '../../base/retry.ts';
import { recordAudit } from '../audit/index.ts';
import { METERS } from './meters.ts';
import type { Terms, UsageHub } from './objects.ts';

/** Puts plan and limits into force at the tenant's hub; a limit of null gives way to the plan's own. */
export async function setTerms(ctx: Ctx, terms: Terms): Promise<void> {
  requirePermission(ctx, 'admin');
  const unknown = Object.keys(terms.limits ?? {}).filter((meter) => !METERS.includes(meter));
  if (unknown.length > 0) {
    const errors = unknown.map((meter) => ({ path: `limits.${meter}`, message: 'not a meter' }));
    throw new AppError('unprocessable', 'request.invalid', `limits: there is no meter ${unknown[0]}.`, { errors });
  }
  if (terms.limits) await auditLimits(ctx, terms.limits);
  await callObject(async () => await hubOf<UsageHub>(ctx.env, ctx.tenant_id).setTerms(terms));
}

/** Written before the Hub is called: an entry without new limits is better than new limits without an entry. */
async function auditLimits(ctx: Ctx, limits: Record<string, number | null>): Promise<void> {
  const known = await callObject(async () => await hubOf<UsageHub>(ctx.env, ctx.tenant_id).limits());
  const before = Object.fromEntries(Object.keys(limits).map((meter) => [meter, known[meter] ?? null]));
  const target = { target_type: 'tenant', target: ctx.tenant_id };
  await batch(ctx.db, [recordAudit(ctx, { action: 'tenant.limits_changed', ...target, before, after: limits })]);
}
