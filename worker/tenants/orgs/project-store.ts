/** SQL of projects. */
import { and, asc, eq, getTableColumns, gt, type SQL, sql } from 'drizzle-orm';
import type { Db, Statement } from '../../base/db.ts';
import type { AuditedRows } from '../audit/index.ts';
import { columnsOf, differs } from './differs-store.ts';
import type { Project, ProjectsQuery } from './schema.ts';
import { projects } from './table.ts';

export async function findProject(db: Db, tenant_id: string, project_id: string): Promise<Project | undefined> {
  const row = await db
    .select()
    .from(projects)
    .where(and(eq(projects.id, project_id), eq(projects.tenant_id, tenant_id)))
    .get();
  return row as Project | undefined;
}

/** The project of any tenant: for the operator and for jobs, which read the tenant from the row. */
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

/** Projects of one tenant that are in use, oldest first; at most 200. */
export async function listProjects(db: Db, tenant_id: string): Promise<Project[]> {
  return await pageProjects(db, tenant_id, 'active', '', 200);
}

/** A page of one tenant's projects, oldest first. */
export async function pageProjects(
  db: Db,
  tenant_id: string,
  status: ProjectsQuery['status'],
  after: string,
  limit: number,
): Promise<Project[]> {
  const wanted = status === 'all' ? undefined : eq(projects.status, status);
  const rows = await db
    .select()
    .from(projects)
    .where(and(eq(projects.tenant_id, tenant_id), gt(projects.id, after), wanted))
    .orderBy(asc(projects.id))
    .limit(limit);
  return rows as Project[];
}

/** A page of one tenant's projects, archived ones too, for jobs that visit each. */
export async function listProjectsAfter(db: Db, tenant_id: string, after: string, limit: number): Promise<Project[]> {
  return await pageProjects(db, tenant_id, 'all', after, limit);
}

/** A page of all projects of all tenants, for jobs that visit each. */
export async function listAllProjects(db: Db, after: string, limit: number): Promise<Project[]> {
  const rows = await db.select().from(projects).where(gt(projects.id, after)).orderBy(asc(projects.id)).limit(limit);
  return rows as Project[];
}

/** Writes a project; no row when its external key is taken, or when the tenant has `most` projects in use already. */
export function insertProject(db: Db, project: Project, most: number): Statement {
  const columns = Object.entries(getTableColumns(projects)).map(([name, column]) => [
    name,
    sql`${sql.param(project[name as keyof Project], column)}`.as(name),
  ]);
  const allowed = db
    .select(Object.fromEntries(columns) as Record<keyof Project, SQL.Aliased<never>>)
    .from(sql`(SELECT 1)`)
    .where(hasRoom(project.tenant_id, most));
  return db.insert(projects).select(allowed).onConflictDoNothing();
}

/** The project that was just made. */
export function newProject(project_id: string): AuditedRows {
  const { key, name, timezone, currency, industry, pii_policy, retention_days } = projects;
  const after = [key, name, timezone, currency, industry, pii_policy, retention_days];
  return { table: projects, id: projects.id, where: eq(projects.id, project_id), after };
}

function hasRoom(tenant_id: string, most: number): SQL {
  return sql`(SELECT count(*) FROM projects AS used
    WHERE used.tenant_id = ${tenant_id} AND used.status = 'active') < ${most}`;
}

type ProjectChange = Partial<
  Pick<Project, 'name' | 'timezone' | 'currency' | 'industry' | 'pii_policy' | 'retention_days'>
>;

/** Changes a project that is in use; no row when it has these values already. */
export function updateProject(db: Db, tenant_id: string, project_id: string, change: ProjectChange): Statement {
  // Compared inside the statement, so two changes at once cannot share a revision.
  const zone_rev =
    change.timezone === undefined
      ? {}
      : { zone_rev: sql`${projects.zone_rev} + (${projects.timezone} <> ${change.timezone})` };
  return db
    .update(projects)
    .set({ ...change, ...zone_rev })
    .where(projectDiffers(tenant_id, project_id, change));
}

/** The project, if the change would change it. */
export function changedProject(tenant_id: string, project_id: string, change: ProjectChange): AuditedRows {
  const where = projectDiffers(tenant_id, project_id, change);
  return { table: projects, id: projects.id, where, before: columnsOf(projects, change) };
}

function projectDiffers(tenant_id: string, project_id: string, change: ProjectChange): SQL | undefined {
  const isIt = and(eq(projects.id, project_id), eq(projects.tenant_id, tenant_id));
  return and(isIt, eq(projects.status, 'active'), differs(projects, change));
}

/** A project's way into the archive or out of it; out only while the tenant has fewer than `most` in use. */
export interface StatusChange {
  tenant_id: string;
  project_id: string;
  to: Project['status'];
  most: number;
}

export function updateStatus(db: Db, change: StatusChange): Statement {
  return db.update(projects).set({ status: change.to }).where(mayChange(change));
}

/** The project, if the change of status would change it. */
export function projectOfStatus(change: StatusChange): AuditedRows {
  return { table: projects, id: projects.id, where: mayChange(change), before: [projects.name, projects.status] };
}

function mayChange({ tenant_id, project_id, to, most }: StatusChange): SQL | undefined {
  const isIt = and(eq(projects.id, project_id), eq(projects.tenant_id, tenant_id));
  const room = to === 'active' ? hasRoom(tenant_id, most) : undefined;
  return and(isIt, eq(projects.status, to === 'active' ? 'archived' : 'active'), room);
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
