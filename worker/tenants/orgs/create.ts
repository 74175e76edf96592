/** Creating tenants and projects; a repeated call with the same external key finds what the first one made. */
import { type Ctx, requirePermission } from '../../base/context.ts';
import { batch } from '../../base/db.ts';
import { AppError, missing } from '../../base/errors.ts';
import { newId } from '../../base/ids.ts';
import { recordFact, sendFacts, settleFact } from '../../base/outbox.ts';
import { newFact } from '../../facts.ts';
import type { Locale } from '../../words/locales.ts';
import { recordAudit } from '../audit/index.ts';
import { mostProjects } from '../plans/index.ts';
import { tooManyProjects } from './archive.ts';
import { changeProject, checkRetention } from './change.ts';
import { findProjectByKey, insertProject, newProject } from './project-store.ts';
import type { Project, ProjectInput, Tenant, TenantInput } from './schema.ts';
import { findTenant, findTenantByKey, insertTenant, newTenant } from './store.ts';

/** Creates the tenant of an external key, or returns the one that has it. */
export async function createTenant(ctx: Ctx, input: TenantInput): Promise<{ tenant: Tenant; created: boolean }> {
  requirePermission(ctx, 'admin');
  const known = await findTenantByKey(ctx.db, input.key);
  if (known) return { tenant: known, created: false };
  const id = newId('ten');
  const tenant: Tenant = {
    id,
    key: input.key,
    name: input.name,
    slug: input.slug ?? `${slugOf(input.name)}-${id.slice(-6)}`,
    plan: input.plan ?? 'free',
    status: 'active',
    ready: false,
    created_at: new Date(ctx.now).toISOString(),
  };
  await batch(ctx.db, [
    insertTenant(ctx.db, tenant),
    recordAudit({ ...ctx, tenant_id: id }, { action: 'tenant.created', target_type: 'tenant', target: newTenant(id) }),
  ]);
  const stored = await findTenantByKey(ctx.db, input.key);
  if (!stored) throw new AppError('conflict', 'tenant.slug_taken', `The slug ${tenant.slug} is taken.`);
  return { tenant: stored, created: stored.id === id };
}

/** Creates a project, whose first rules are named in the language `locale`; with an external key that exists already, brings that project's settings up to date instead. */
export async function createProject(
  ctx: Ctx,
  input: ProjectInput,
  locale: Locale = 'en',
): Promise<{ project: Project; created: boolean }> {
  requirePermission(ctx, 'projects:manage');
  const tenant = await findTenant(ctx.db, ctx.tenant_id);
  if (!tenant) throw missing('tenant');
  checkRetention(tenant, input.retention_days);
  const id = newId('prj');
  const key = input.key ?? id;
  const timezone = input.timezone ?? 'UTC';
  const project: Project = {
    id,
    tenant_id: ctx.tenant_id,
    key,
    name: input.name,
    timezone,
    currency: input.currency ?? 'USD',
    industry: input.industry ?? 'generic',
    pii_policy: input.pii_policy ?? 'hash',
    retention_days: input.retention_days ?? null,
    zone_rev: 1,
    points_zone_rev: 1,
    points_timezone: timezone,
    created_at: new Date(ctx.now).toISOString(),
    status: 'active',
  };
  const most = mostProjects(tenant.plan);
  const started = newFact('project.created', { tenant_id: ctx.tenant_id, project_id: id, locale });
  const starts = input.starter_rules ?? true;
  await batch(ctx.db, [
    insertProject(ctx.db, project, most),
    recordAudit(ctx, { action: 'project.created', target_type: 'project', target: newProject(id) }),
    // Without a project, because its key is taken or there is no room for it, the fact finds nothing to do.
    ...(starts ? [recordFact(ctx.db, started, ctx.now)] : []),
  ]);
  const stored = await findProjectByKey(ctx.db, ctx.tenant_id, key);
  if (!stored) throw tooManyProjects(most);
  if (stored.id === id) {
    if (starts) await sendFacts(ctx, [started]);
    return { project: stored, created: true };
  }
  if (starts) await settleFact(ctx.db, started.id);
  const { key: _, starter_rules: __, ...settings } = input;
  return { project: await changeProject(ctx, stored.id, settings), created: false };
}

function slugOf(name: string): string {
  const ascii = name
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '');
  return ascii.slice(0, 40) || 'tenant';
}
