/** SQL of daily heads. */
import { and, asc, desc, eq, gt, lt, notExists, sql } from 'drizzle-orm';
import type { Db, Statement } from '../../../base/db.ts';
import { projects } from '../../../tenants/orgs/index.ts';
import { head_files, ledger_heads } from './table.ts';

export type HeadRow = typeof ledger_heads.$inferSelect;
type FileRow = typeof head_files.$inferSelect;

/** The first head of a day stays: a message that comes twice changes nothing. */
export function insertHead(db: Db, row: HeadRow): Statement {
  return db.insert(ledger_heads).values(row).onConflictDoNothing();
}

type HeadKey = Pick<HeadRow, 'tenant_id' | 'project_id' | 'day'>;

export async function findHead(db: Db, { tenant_id, project_id, day }: HeadKey): Promise<HeadRow | undefined> {
  const { tenant_id: tenant, project_id: project } = ledger_heads;
  const isIt = and(eq(tenant, tenant_id), eq(project, project_id), eq(ledger_heads.day, day));
  return await db.select().from(ledger_heads).where(isIt).get();
}

/** A project's heads before a day, newest first. */
export async function pageHeads(
  db: Db,
  { tenant_id, project_id }: Omit<HeadKey, 'day'>,
  { before, limit }: { before: string; limit: number },
): Promise<HeadRow[]> {
  const own = and(eq(ledger_heads.tenant_id, tenant_id), eq(ledger_heads.project_id, project_id));
  return await db
    .select()
    .from(ledger_heads)
    .where(and(own, lt(ledger_heads.day, before)))
    .orderBy(desc(ledger_heads.day))
    .limit(limit);
}

/** Heads of a day, of all tenants: they go into one file, which names none of them. */
export async function pageDay(db: Db, day: string, after: string, limit: number): Promise<HeadRow[]> {
  return await db
    .select()
    .from(ledger_heads)
    .where(and(eq(ledger_heads.day, day), gt(ledger_heads.project_id, after)))
    .orderBy(asc(ledger_heads.project_id))
    .limit(limit);
}

/** When the first head of a day was written down; null while there is none. */
export async function firstOf(db: Db, day: string): Promise<string | null> {
  const row = await db
    .select({ at: sql<string | null>`min(${ledger_heads.at})` })
    .from(ledger_heads)
    .where(eq(ledger_heads.day, day))
    .get();
  return row?.at ?? null;
}

/** Whether a project that was there at an instant lacks the head of a day. */
export async function isMissingHeads(db: Db, day: string, at: string): Promise<boolean> {
  const head = db
    .select({ one: sql`1` })
    .from(ledger_heads)
    .where(and(eq(ledger_heads.day, day), eq(ledger_heads.project_id, projects.id)));
  const row = await db
    .select({ id: projects.id })
    .from(projects)
    .where(and(lt(projects.created_at, at), notExists(head)))
    .limit(1)
    .get();
  return row !== undefined;
}

export async function findFile(db: Db, day: string): Promise<FileRow | undefined> {
  return await db.select().from(head_files).where(eq(head_files.day, day)).get();
}

/** The last file before a day. */
export async function findFileBefore(db: Db, day: string): Promise<FileRow | undefined> {
  return await db.select().from(head_files).where(lt(head_files.day, day)).orderBy(desc(head_files.day)).limit(1).get();
}

export function insertFile(db: Db, row: FileRow): Statement {
  return db.insert(head_files).values(row).onConflictDoNothing();
}

/** Forgets heads of days before one; the public files stay. */
export function dropHeads(db: Db, before: string): Statement {
  return db.delete(ledger_heads).where(lt(ledger_heads.day, before));
}
