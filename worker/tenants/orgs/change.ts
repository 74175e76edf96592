/** Changing tenants and projects. */

import { type Ctx, requirePermission } from '../../base/context.ts';
import { batch } from '../../base/db.ts';
import { AppError, missing } from '../../base/errors.ts';
import { clearCaches } from '../../base/isolate-cache.ts';
import { recordFact, sendFacts } from '../../base/outbox.ts';
import { dropSockets } from '../../base/sockets.ts';
import { type Fact, newFact } from '../../facts.ts';
import { recordAudit } from '../audit/index.ts';
import { planOf } from '../plans/index.ts';
import { refuseArchived } from './archive.ts';
import { changedProject, findProject, updateProject } from './project-store.ts';
import type { Project, ProjectPatch, Tenant, TenantPatch } from './schema.ts';
import { changedTenant, findTenant, updateTenant } from './store.ts';

/** The operator's changes to a tenant's row: plan, status, ready. */
export async function changeTenant(ctx: Ctx, change: Omit<TenantPatch, 'limits'>): Promise<Tenant> {
  requirePermission(ctx, 'admin');
  if (Object.keys(change).length > 0) {
    const target = changedTenant(ctx.tenant_id, change);
    await batch(ctx.db, [
      recordAudit(ctx, { action: 'tenant.changed', target_type: 'tenant', target, after: change }),
      updateTenant(ctx.db, ctx.tenant_id, change),
    ]);
  }
  clearCaches();
  if (change.status === 'suspended') await dropSockets(ctx, ctx.tenant_id, {});
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
 * shorter retention drops older raw events within a minute. An archived project cannot be changed.
 */
export async function changeProject(ctx: Ctx, project_id: string, asked: ProjectPatch): Promise<Project> {
  requirePermission(ctx, 'projects:manage');
  const before = await findProject(ctx.db, ctx.tenant_id, project_id);
  if (!before) throw missing('project');
  refuseArchived(before);
  const change = changesOf(before, asked);
  if (Object.keys(change).length === 0) return before;
  if (change.retention_days) checkRetention((await findTenant(ctx.db, ctx.tenant_id))!, change.retention_days);
  const facts = factsOf(before, change);
  const target = changedProject(ctx.tenant_id, project_id, change);
  await batch(ctx.db, [
    recordAudit(ctx, { action: 'project.changed', target_type: 'project', target, after: change }),
    updateProject(ctx.db, ctx.tenant_id, project_id, change),
    ...facts.map((fact) => recordFact(ctx.db, fact, ctx.now)),
  ]);
  await sendFacts(ctx, facts);
  clearCaches();
  return (await findProject(ctx.db, ctx.tenant_id, project_id)) ?? before;
}

/** The fields whose new value differs from the old one. */
function changesOf(before: Project, asked: ProjectPatch): ProjectPatch {
  const fields = Object.entries(asked).filter(([name, value]) => before[name as keyof Project] !== value);
  return Object.fromEntries(fields);
}

function factsOf(before: Project, { timezone, retention_days, currency, industry }: ProjectPatch): Fact[] {
  const whose = { tenant_id: before.tenant_id, project_id: before.id };
  const facts: Fact[] = [];
  if (timezone !== undefined && timezone !== before.timezone) facts.push(newFact('project.zone_changed', whose));
  if (retention_days !== undefined && retention_days !== before.retention_days) {
    facts.push(newFact('project.retention_due', whose));
  }
  if (currency !== undefined || industry !== undefined) {
    facts.push(newFact('project.settings_changed', { ...whose, other_currency: currency !== undefined }));
  }
  return facts;
}
