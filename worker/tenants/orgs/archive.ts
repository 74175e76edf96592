/** Putting a project away and taking it back: its keys stop and start, its data stays readable. */
import { hubOf } from '../../../durable/stubs.ts';
import { type Ctx, requirePermission } from '../../base/context.ts';
import { batch } from '../../base/db.ts';
import { AppError, missing } from '../../base/errors.ts';
import { clearCaches } from '../../base/isolate-cache.ts';
import { callObject } from '../../base/retry.ts';
import { recordAudit } from '../audit/index.ts';
import { mostProjects } from '../plans/index.ts';
import type { OrgsHub } from './objects.ts';
import { findProject, projectOfStatus, updateStatus } from './project-store.ts';
import type { Project } from './schema.ts';
import { findTenant } from './store.ts';

/** Archives a project: its keys are refused here at once, everywhere within 60 s. One that is archived stays so. */
export async function archiveProject(ctx: Ctx, project_id: string): Promise<Project> {
  return await changeStatus(ctx, project_id, 'archived');
}

/** Takes a project out of the archive, if the plan has room for it; its keys work again. */
export async function restoreProject(ctx: Ctx, project_id: string): Promise<Project> {
  return await changeStatus(ctx, project_id, 'active');
}

async function changeStatus(ctx: Ctx, project_id: string, to: Project['status']): Promise<Project> {
  requirePermission(ctx, 'projects:archive');
  const [tenant, project] = await Promise.all([
    findTenant(ctx.db, ctx.tenant_id),
    findProject(ctx.db, ctx.tenant_id, project_id),
  ]);
  if (!tenant || !project) throw missing('project');
  const change = { tenant_id: ctx.tenant_id, project_id, to, most: mostProjects(tenant.plan) };
  const action = to === 'active' ? 'project.restored' : 'project.archived';
  const [, moved] = await batch(ctx.db, [
    recordAudit(ctx, { action, target_type: 'project', target: projectOfStatus(change), after: { status: to } }),
    updateStatus(ctx.db, change),
  ]);
  clearCaches();
  const now = (await findProject(ctx.db, ctx.tenant_id, project_id)) ?? project;
  await tellHub(ctx, now);
  if (moved === 0 && now.status !== to) throw tooManyProjects(change.most);
  return now;
}

/** Ends the project's alerts and live sockets, or lets its rules raise alerts again. Safe to repeat after a failure. */
async function tellHub({ env, tenant_id, actor }: Ctx, { id, status }: Project): Promise<void> {
  const by = actor.label ?? actor.id;
  await callObject(
    async () => await hubOf<OrgsHub>(env, tenant_id).archiveProject(tenant_id, id, status === 'archived', by),
  );
}

/** The failure for one project more than the plan has room for. */
export function tooManyProjects(most: number): AppError {
  return new AppError('payment', 'project.limit_reached', `Your plan has room for ${most} projects in use.`);
}

/** The refusal of every change to an archived project. */
export function refuseArchived(project: Pick<Project, 'status'>): void {
  if (project.status === 'active') return;
  throw new AppError('forbidden', 'project.archived', 'This project is archived: its data can only be read.');
}
