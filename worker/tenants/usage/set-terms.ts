/** Plan and hard limits of a tenant, as the operator sets them. */
import { hubOf } from '../../../durable/stubs.ts';
import { type Ctx, requirePermission } from '../../base/context.ts';
import { AppError } from '../../base/errors.ts';
import { callObject } from '../../base/retry.ts';
import { METERS } from './meters.ts';

/** Puts plan and limits into force at the tenant's hub; a limit of null gives way to the plan's own. */
export async function setTerms(
  ctx: Ctx,
  terms: { plan?: string; limits?: Record<string, number | null> },
): Promise<void> {
  requirePermission(ctx, 'admin');
  const unknown = Object.keys(terms.limits ?? {}).filter((meter) => !METERS.includes(meter));
  if (unknown.length > 0) {
    const errors = unknown.map((meter) => ({ path: `limits.${meter}`, message: 'not a meter' }));
    throw new AppError('unprocessable', 'request.invalid', `limits: there is no meter ${unknown[0]}.`, { errors });
  }
  await callObject(async () => await hubOf(ctx.env, ctx.tenant_id).setTerms(terms));
}
