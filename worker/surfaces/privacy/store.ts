/** SQL of exports and their parts. */
import { and, asc, desc, eq, gt, inArray, isNull, lt, lte, or, type SQL, sql } from 'drizzle-orm';
import type { Db, Statement } from '../../base/db.ts';
import type { AuditedRows } from '../../tenants/audit/index.ts';
import { export_parts, exports } from './table.ts';

export type ExportRow = typeof exports.$inferSelect;
/** What names an export. */
export type ExportKey = Pick<ExportRow, 'id' | 'tenant_id'>;
export type PartRow = typeof export_parts.$inferSelect;

export function insertExport(db: Db, row: ExportRow): Statement {
  return db.insert(exports).values(row);
}

/** An export that is not deleted, for the audit log. */
export function auditedExport({ tenant_id, id }: ExportRow): AuditedRows {
  const where = and(eq(exports.id, id), eq(exports.tenant_id, tenant_id), eq(exports.purged, false));
  return { table: exports, id: exports.id, where };
}

export async function findExport(db: Db, tenant_id: string, export_id: string): Promise<ExportRow | undefined> {
  return await db
    .select()
    .from(exports)
    .where(and(eq(exports.id, export_id), eq(exports.tenant_id, tenant_id)))
    .get();
}

/** The export of any tenant: for a signed link, which is the credential. */
export async function findExportAnyTenant(db: Db, export_id: string): Promise<ExportRow | undefined> {
  return await db.select().from(exports).where(eq(exports.id, export_id)).get();
}

/** The running export of the same extent, if there is one. */
export async function findRunning(
  db: Db,
  tenant_id: string,
  project_id: string | null,
): Promise<ExportRow | undefined> {
  const extent = project_id === null ? isNull(exports.project_id) : eq(exports.project_id, project_id);
  return await db
    .select()
    .from(exports)
    .where(and(eq(exports.tenant_id, tenant_id), eq(exports.status, 'running'), extent))
    .get();
}

/** Exports of a tenant, newest first; of one project only where `project_id` is given. */
export async function listExportRows(
  db: Db,
  tenant_id: string,
  project_id: string | undefined,
  { before, limit }: { before: string; limit: number },
): Promise<ExportRow[]> {
  const extent = project_id === undefined ? undefined : eq(exports.project_id, project_id);
  return await db
    .select()
    .from(exports)
    .where(and(eq(exports.tenant_id, tenant_id), lt(exports.id, before), extent))
    .orderBy(desc(exports.id))
    .limit(limit);
}

/** An export that is not closed, for the audit log. */
export function auditedEnding({ tenant_id, id }: ExportKey, now: string): AuditedRows {
  const where = and(eq(exports.id, id), eq(exports.tenant_id, tenant_id), gt(exports.expires_at, now));
  return { table: exports, id: exports.id, where };
}

/** Exports that may still hold data of a project. */
export async function listHolding(db: Db, tenant_id: string, project_id: string): Promise<ExportRow[]> {
  return await db
    .select()
    .from(exports)
    .where(
      and(
        eq(exports.tenant_id, tenant_id),
        eq(exports.purged, false),
        sql`(${exports.project_id} IS NULL OR ${exports.project_id} = ${project_id})`,
      ),
    )
    .orderBy(asc(exports.id))
    .limit(200);
}

const INSERT_PART = `
  INSERT INTO export_parts (tenant_id, export_id, step, kind, key, lines, bytes, sha256)
  SELECT ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8 WHERE EXISTS
    (SELECT 1 FROM exports WHERE id = ?2 AND tenant_id = ?1 AND step = ?3 AND status = 'running')`;

/** Adds a part unless another run has written this step already. */
export function insertPart(db: Db, p: PartRow): Statement {
  return db.$client
    .prepare(INSERT_PART)
    .bind(p.tenant_id, p.export_id, p.step, p.kind, p.key, p.lines, p.bytes, p.sha256);
}

/** Takes the lease of a running export, unless another run holds it. */
export function claimExport(db: Db, { id, tenant_id }: ExportKey, now: string, lease_until: string): Statement {
  const isFree = or(isNull(exports.lease_until), lte(exports.lease_until, now));
  return db
    .update(exports)
    .set({ lease_until })
    .where(and(isExport(tenant_id, id), eq(exports.status, 'running'), isFree));
}

/** Gives the lease back, so that another message may go on at once. */
export function releaseExport(db: Db, { id, tenant_id }: ExportKey): Statement {
  return db.update(exports).set({ lease_until: null }).where(isExport(tenant_id, id));
}

/** Running exports that no run is alive for, longest left first. */
export async function listStalled(db: Db, now: string, limit: number): Promise<ExportKey[]> {
  return await db
    .select({ id: exports.id, tenant_id: exports.tenant_id })
    .from(exports)
    .where(and(eq(exports.status, 'running'), or(isNull(exports.lease_until), lte(exports.lease_until, now))))
    .orderBy(asc(exports.lease_until))
    .limit(limit);
}

/** Takes an export from one step to the next; changes nothing when another run has done so. */
export function advanceExport(
  db: Db,
  { id, tenant_id, step }: ExportRow,
  change: Partial<Omit<ExportRow, 'id' | 'tenant_id' | 'step'>>,
): Statement {
  return db
    .update(exports)
    .set({ failures: 0, ...change, step: step + 1 })
    .where(
      and(eq(exports.id, id), eq(exports.tenant_id, tenant_id), eq(exports.step, step), eq(exports.status, 'running')),
    );
}

/** Counts a try that wrote nothing; one that was the last of `most` ends the export as failed. */
export function failExport(
  db: Db,
  { id, tenant_id }: ExportKey,
  { most, now, error_code }: { most: number; now: string; error_code: string },
): Statement {
  const isLast = sql`${exports.failures} + 1 >= ${most}`;
  return db
    .update(exports)
    .set({
      failures: sql`${exports.failures} + 1`,
      status: sql`iif(${isLast}, 'failed', 'running')`,
      error_code: sql`iif(${isLast}, ${error_code}, NULL)`,
      finished_at: sql`iif(${isLast}, ${now}, NULL)`,
    })
    .where(and(isExport(tenant_id, id), eq(exports.status, 'running')));
}

/** A page of an export's parts, in order. */
export async function listParts(
  db: Db,
  { tenant_id, id }: ExportRow,
  after: number,
  limit: number,
): Promise<PartRow[]> {
  return await db
    .select()
    .from(export_parts)
    .where(and(eq(export_parts.tenant_id, tenant_id), eq(export_parts.export_id, id), gt(export_parts.step, after)))
    .orderBy(asc(export_parts.step))
    .limit(limit);
}

/** Whether a part of the export is stored under the key. */
export async function hasPart(db: Db, { tenant_id, id, step }: ExportRow, key: string): Promise<boolean> {
  const row = await db
    .select({ key: export_parts.key })
    .from(export_parts)
    .where(and(eq(export_parts.tenant_id, tenant_id), eq(export_parts.export_id, id), eq(export_parts.step, step)))
    .get();
  return row?.key === key;
}

/** Closes an export: no page is written and no link works any more. One that never finished has failed. */
export function closeExport(db: Db, { tenant_id, id }: ExportKey, now: string): Statement {
  return db
    .update(exports)
    .set({
      status: sql`iif(${exports.status} IN ('running', 'failed'), 'failed', 'expired')`,
      expires_at: sql`min(${exports.expires_at}, ${now})`,
    })
    .where(and(eq(exports.tenant_id, tenant_id), eq(exports.id, id)));
}

/** Forgets the parts of a closed export, whose objects are gone. */
export function purgeExport(db: Db, { tenant_id, id }: ExportKey): Statement[] {
  return [
    db.delete(export_parts).where(and(eq(export_parts.tenant_id, tenant_id), eq(export_parts.export_id, id))),
    db
      .update(exports)
      .set({ purged: true })
      .where(and(eq(exports.tenant_id, tenant_id), eq(exports.id, id), inArray(exports.status, ['failed', 'expired']))),
  ];
}

/** Exports of all tenants whose objects are due to go: their ids alone, so that a row that cannot be read goes too. */
export async function listDue(db: Db, now: string, limit: number): Promise<ExportKey[]> {
  return await db
    .select({ id: exports.id, tenant_id: exports.tenant_id })
    .from(exports)
    .where(and(eq(exports.purged, false), lte(exports.expires_at, now)))
    .orderBy(asc(exports.expires_at))
    .limit(limit);
}

function isExport(tenant_id: string, id: string): SQL | undefined {
  return and(eq(exports.id, id), eq(exports.tenant_id, tenant_id));
}
