/** SQL of reports. */
import { and, desc, eq, lt, type SQL } from 'drizzle-orm';
import type { Db, Statement } from '../../base/db.ts';
import type { PeriodKind } from '../../flow/notifications/index.ts';
import type { AuditedRows } from '../../tenants/audit/index.ts';
import { reports } from './table.ts';

export type ReportRow = typeof reports.$inferSelect;

/** Where a report lies. */
export type ReportPlace = Pick<ReportRow, 'tenant_id' | 'project_id' | 'id'>;

/** Writes a report; one of these days that is there already stays as it is. */
export function insertReport(db: Db, row: ReportRow): Statement {
  return db.insert(reports).values(row).onConflictDoNothing();
}

/** The report, if it was made at this instant, for the audit log. */
export function newReport(row: ReportRow): AuditedRows {
  const { kind, from, to } = reports;
  return {
    table: reports,
    id: reports.id,
    where: and(isAt(row), eq(reports.created_at, row.created_at)),
    after: [kind, from, to],
  };
}

export async function findReport(db: Db, place: ReportPlace): Promise<ReportRow | undefined> {
  return await db.select().from(reports).where(isAt(place)).get();
}

/** A page of a project's reports below the id `before`, newest days first. */
export async function pageReports(
  db: Db,
  { tenant_id, project_id, kind }: Pick<ReportRow, 'tenant_id' | 'project_id'> & { kind?: PeriodKind | undefined },
  page: { before: string | undefined; limit: number },
): Promise<ReportRow[]> {
  const below = page.before === undefined ? undefined : lt(reports.id, page.before);
  const isOfKind = kind && eq(reports.kind, kind);
  return await db
    .select()
    .from(reports)
    .where(and(eq(reports.tenant_id, tenant_id), eq(reports.project_id, project_id), isOfKind, below))
    .orderBy(desc(reports.id))
    .limit(page.limit);
}

function isAt({ tenant_id, project_id, id }: ReportPlace): SQL | undefined {
  return and(eq(reports.tenant_id, tenant_id), eq(reports.project_id, project_id), eq(reports.id, id));
}
