/** Changing tenants and projects. */
import { type Ctx, requirePermission } from '../../base/context.ts';
import { batch } from '../../base/db.ts';
import { missing } from '../../base/errors.ts';
import { clearCaches } from '../../base/isolate-cache.ts';
import { recordFact, sendFacts } from '../../base/outbox.ts';
import { newFact } from '../../facts.ts';
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

/** Changes a project's settings. A new time zone starts a rebuild of its points; until it is done reads serve the old zone. */
export async function changeProject(ctx: Ctx, project_id: string, change: ProjectPatch): Promise<Project> {
  requirePermission(ctx, 'projects:manage');
  const before = await findProject(ctx.db, ctx.tenant_id, project_id);
  if (!before) throw missing('project');
  if (Object.keys(change).length === 0) return before;
  if (change.timezone === undefined || change.timezone === before.timezone) {
    await batch(ctx.db, [updateProject(ctx.db, ctx.tenant_id, project_id, change)]);
  } else {
    const fact = newFact('project.zone_changed', { tenant_id: ctx.tenant_id, project_id });
    await batch(ctx.db, [updateProject(ctx.db, ctx.tenant_id, project_id, change), recordFact(ctx.db, fact, ctx.now)]);
    await sendFacts(ctx, [fact]);
  }
  clearCaches();
  return (await findProject(ctx.db, ctx.tenant_id, project_id)) ?? before;
}
