/** SQL of erasures. */
import { and, desc, eq, lt } from 'drizzle-orm';
import type { Db, Statement } from '../../base/db.ts';
import type { AuditedRows } from '../../tenants/audit/index.ts';
import { erasures } from './table.ts';

export type ErasureRow = typeof erasures.$inferSelect;

export function insertErasure(db: Db, row: ErasureRow): Statement {
  return db.insert(erasures).values(row);
}

/** The erasure that was just requested. Whose it is must not be readable, in the log neither. */
export function newErasure(erasure_id: string): AuditedRows {
  const after = [erasures.project_id, erasures.matched_by];
  return { table: erasures, id: erasures.id, where: eq(erasures.id, erasure_id), after };
}

export async function findErasure(db: Db, tenant_id: string, erasure_id: string): Promise<ErasureRow | undefined> {
  return await db
    .select()
    .from(erasures)
    .where(and(eq(erasures.id, erasure_id), eq(erasures.tenant_id, tenant_id)))
    .get();
}

/** Changes a running erasure; one that is done stays as it is. */
export function updateErasure(
  db: Db,
  { tenant_id, id }: ErasureRow,
  change: Partial<Pick<ErasureRow, 'status' | 'subject' | 'scanned' | 'erased' | 'exports' | 'finished_at'>>,
): Statement {
  return db
    .update(erasures)
    .set(change)
    .where(and(eq(erasures.id, id), eq(erasures.tenant_id, tenant_id), eq(erasures.status, 'running')));
}

/** Erasures of a tenant, newest first; of one project only where `project_id` is given. */
export async function listErasureRows(
  db: Db,
  tenant_id: string,
  project_id: string | undefined,
  { before, limit }: { before: string; limit: number },
): Promise<ErasureRow[]> {
  const extent = project_id === undefined ? undefined : eq(erasures.project_id, project_id);
  return await db
    .select()
    .from(erasures)
    .where(and(eq(erasures.tenant_id, tenant_id), lt(erasures.id, before), extent))
    .orderBy(desc(erasures.id))
    .limit(limit);
}
