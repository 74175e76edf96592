/** SQL of links that show reports. */
import { and, asc, eq, isNull, type SQL, sql } from 'drizzle-orm';
import type { Db, Statement } from '../../base/db.ts';
import type { AuditedRows } from '../../tenants/audit/index.ts';
import { projects, tenants } from '../../tenants/orgs/index.ts';
import type { ReportPlace } from './store.ts';
import { report_links as links } from './table.ts';

export type LinkRow = typeof links.$inferSelect;
/** Where a link lies. */
export type LinkPlace = Pick<LinkRow, 'tenant_id' | 'project_id' | 'report_id' | 'id'>;

/** Writes a link; no row where its report has `most` that work at `now`. */
export function insertLink(db: Db, row: LinkRow, { most, now }: { most: number; now: string }): Statement {
  const value = (name: keyof LinkRow) => sql`${sql.param(row[name], links[name])}`.as(name);
  const columns = Object.fromEntries((Object.keys(row) as (keyof LinkRow)[]).map((name) => [name, value(name)]));
  const room = sql`(SELECT count(*) FROM report_links AS l WHERE l.tenant_id = ${row.tenant_id} AND l.project_id = ${row.project_id}
    AND l.report_id = ${row.report_id} AND l.revoked_at IS NULL AND l.expires_at > ${now}) < ${most}`;
  const allowed = db
    .select(columns as never)
    .from(sql`(SELECT 1)`)
    .where(room);
  return db.insert(links).select(allowed as never);
}

/** The link, for the audit log: as it was made, or while it is not taken back. */
export function auditedLink(place: LinkPlace, when: 'before' | 'after'): AuditedRows {
  const where = and(isAt(place), isNull(links.revoked_at));
  return { table: links, id: links.id, where, [when]: [links.report_id, links.expires_at] };
}

/** Takes a link back; one that was taken back keeps its time. */
export function revokeLink(db: Db, place: LinkPlace, revoked_at: string): Statement {
  return db
    .update(links)
    .set({ revoked_at })
    .where(and(isAt(place), isNull(links.revoked_at)));
}

export async function findLink(db: Db, place: LinkPlace): Promise<LinkRow | undefined> {
  return await db.select().from(links).where(isAt(place)).get();
}

/** The links of a report, oldest first. */
export async function listLinks(db: Db, { tenant_id, project_id, id }: ReportPlace, limit: number): Promise<LinkRow[]> {
  return await db
    .select()
    .from(links)
    .where(and(eq(links.tenant_id, tenant_id), eq(links.project_id, project_id), eq(links.report_id, id)))
    .orderBy(asc(links.id))
    .limit(limit);
}

/** The link of any tenant, for its token, which is the credential; undefined while workspace or project is not in use. */
export async function findLinkAnyTenant(db: Db, id: string): Promise<(LinkRow & { project: string }) | undefined> {
  const row = await db
    .select({ link: links, project: projects.name })
    .from(links)
    .innerJoin(projects, and(eq(projects.id, links.project_id), eq(projects.tenant_id, links.tenant_id)))
    .innerJoin(tenants, eq(tenants.id, links.tenant_id))
    .where(and(eq(links.id, id), eq(projects.status, 'active'), eq(tenants.status, 'active')))
    .get();
  return row && { ...row.link, project: row.project };
}

function isAt({ tenant_id, project_id, report_id, id }: LinkPlace): SQL | undefined {
  return and(
    eq(links.tenant_id, tenant_id),
    eq(links.project_id, project_id),
    eq(links.report_id, report_id),
    eq(links.id, id),
  );
}
