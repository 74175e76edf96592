/** SQL of tenants and projects. */
import { and, asc, eq, gt, sql } from 'drizzle-orm';
import type { Db, Statement } from '../../base/db.ts';
import type { Project, Tenant } from './schema.ts';
import { projects, tenants } from './table.ts';

export async function findTenant(db: Db, tenant_id: string): Promise<Tenant | undefined> {
  return await db.select().from(tenants).where(eq(tenants.id, tenant_id)).get();
}

export async function findTenantByKey(db: Db, key: string): Promise<Tenant | undefined> {
  return await db.select().from(tenants).where(eq(tenants.key, key)).get();
}

export async function listTenants(db: Db, after: string, limit: number): Promise<Tenant[]> {
  return await db.select().from(tenants).where(gt(tenants.id, after)).orderBy(asc(tenants.id)).limit(limit);
}

export function insertTenant(db: Db, tenant: Tenant): Statement {
  return db.insert(tenants).values(tenant).onConflictDoNothing();
}

export function updateTenant(
  db: Db,
  tenant_id: string,
  change: Partial<Pick<Tenant, 'plan' | 'status' | 'ready'>>,
): Statement {
  return db.update(tenants).set(change).where(eq(tenants.id, tenant_id));
}

export async function findProject(db: Db, tenant_id: string, project_id: string): Promise<Project | undefined> {
  const row = await db
    .select()
    .from(projects)
    .where(and(eq(projects.id, project_id), eq(projects.tenant_id, tenant_id)))
    .get();
  return row as Project | undefined;
}

/** The project whoever owns it: for the operator and for jobs, which learn the tenant from the row. */
export async function findProjectAnyTenant(db: Db, project_id: string): Promise<Project | undefined> {
  return (await db.select().from(projects).where(eq(projects.id, project_id)).get()) as Project | undefined;
}

export async function findProjectByKey(db: Db, tenant_id: string, key: string): Promise<Project | undefined> {
  const row = await db
    .select()
    .from(projects)
    .where(and(eq(projects.tenant_id, tenant_id), eq(projects.key, key)))
    .get();
  return row as Project | undefined;
}

/** Projects of one tenant, oldest first; at most 200. */
export async function listProjects(db: Db, tenant_id: string): Promise<Project[]> {
  const rows = await db
    .select()
    .from(projects)
    .where(eq(projects.tenant_id, tenant_id))
    .orderBy(asc(projects.id))
    .limit(200);
  return rows as Project[];
}

/** A page of one tenant's projects, for jobs that visit each. */
export async function listProjectsAfter(db: Db, tenant_id: string, after: string, limit: number): Promise<Project[]> {
  const rows = await db
    .select()
    .from(projects)
    .where(and(eq(projects.tenant_id, tenant_id), gt(projects.id, after)))
    .orderBy(asc(projects.id))
    .limit(limit);
  return rows as Project[];
}

/** A page of all projects of the house, for jobs that visit each. */
export async function listAllProjects(db: Db, after: string, limit: number): Promise<Project[]> {
  const rows = await db.select().from(projects).where(gt(projects.id, after)).orderBy(asc(projects.id)).limit(limit);
  return rows as Project[];
}

export function insertProject(db: Db, project: Project): Statement {
  return db.insert(projects).values(project).onConflictDoNothing();
}

export function updateProject(
  db: Db,
  tenant_id: string,
  project_id: string,
  change: Partial<Pick<Project, 'name' | 'timezone' | 'currency' | 'industry' | 'pii_policy' | 'retention_days'>>,
): Statement {
  // Compared inside the statement, so two changes at once cannot share a revision.
  const zone_rev =
    change.timezone === undefined
      ? {}
      : { zone_rev: sql`${projects.zone_rev} + (${projects.timezone} <> ${change.timezone})` };
  return db
    .update(projects)
    .set({ ...change, ...zone_rev })
    .where(and(eq(projects.id, project_id), eq(projects.tenant_id, tenant_id)));
}

/** Serves the points of `zone_rev` from now on, unless the zone has changed again since. */
export function serveZone(db: Db, project: Project, zone_rev: number, timezone: string): Statement {
  return db
    .update(projects)
    .set({ points_zone_rev: zone_rev, points_timezone: timezone })
    .where(
      and(eq(projects.id, project.id), eq(projects.tenant_id, project.tenant_id), eq(projects.zone_rev, zone_rev)),
    );
}

/** Whether D1 is migrated and, when a demo is expected, its tenant is marked ready. */
export async function demoReady(db: Db, expected: boolean): Promise<boolean> {
  const demo = await findTenantByKey(db, 'demo');
  return !expected || demo?.ready === true;
}
