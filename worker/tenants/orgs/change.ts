/** Changing tenants and projects. */
import { type Ctx, requirePermission } from '../../base/context.ts';
import { batch } from '../../base/db.ts';
import { AppError, missing } from '../../base/errors.ts';
import { clearCaches } from '../../base/isolate-cache.ts';
import { recordFact, sendFacts } from '../../base/outbox.ts';
import { type Fact, newFact } from '../../facts.ts';
import { planOf } from '../plans/index.ts';
import type { Project, ProjectPatch, Tenant, TenantPatch } from './schema.ts';
import { findProject, findTenant, updateProject, updateTenant } from './store.ts';

/** The operator's changes to a tenant's row: plan, status, ready. */
export async function changeTenant(ctx: Ctx, change: Omit<TenantPatch, 'limits'>): Promise<Tenant> {
  requirePermission(ctx, 'admin');
  if (Object.keys(change).length > 0) await batch(ctx.db, [updateTenant(ctx.db, ctx.tenant_id, change)]);
  clearCaches();
  const tenant = await findTenant(ctx.db, ctx.tenant_id);
  if (!tenant) throw missing('tenant');
  return tenant;
}

/** Refuses to keep raw events longer than the tenant's plan does. */
export function checkRetention(tenant: Tenant, retention_days: number | null | undefined): void {
  const most = planOf(tenant.plan).retention_days;
  if (!retention_days || retention_days <= most) return;
  const message = `Your plan keeps raw events for at most ${most} days.`;
  const errors = [{ path: 'retention_days', message }];
  throw new AppError('unprocessable', 'project.retention_over_plan', message, { errors });
}

/**
 * Changes a project's settings. A new time zone starts a rebuild of its points; until it is done reads serve the old zone. A
 * shorter retention drops older raw events within a minute.
 */
export async function changeProject(ctx: Ctx, project_id: string, change: ProjectPatch): Promise<Project> {
  requirePermission(ctx, 'projects:manage');
  const before = await findProject(ctx.db, ctx.tenant_id, project_id);
  if (!before) throw missing('project');
  if (Object.keys(change).length === 0) return before;
  if (change.retention_days) checkRetention((await findTenant(ctx.db, ctx.tenant_id))!, change.retention_days);
  const facts = factsOf(before, change);
  await batch(ctx.db, [
    updateProject(ctx.db, ctx.tenant_id, project_id, change),
    ...facts.map((fact) => recordFact(ctx.db, fact, ctx.now)),
  ]);
  await sendFacts(ctx, facts);
  clearCaches();
  return (await findProject(ctx.db, ctx.tenant_id, project_id)) ?? before;
}

function factsOf(before: Project, { timezone, retention_days }: ProjectPatch): Fact[] {
  const whose = { tenant_id: before.tenant_id, project_id: before.id };
  const facts: Fact[] = [];
  if (timezone !== undefined && timezone !== before.timezone) facts.push(newFact('project.zone_changed', whose));
  if (retention_days !== undefined && retention_days !== before.retention_days) {
    facts.push(newFact('project.retention_due', whose));
  }
  return facts;
}
