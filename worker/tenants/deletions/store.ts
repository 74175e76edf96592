/** SQL that says whether an account or a workspace is about to go. */
import { and, eq, inArray, type SQL, sql } from 'drizzle-orm';
import type { SQLiteColumn } from 'drizzle-orm/sqlite-core';
import type { Db } from '../../base/db.ts';
import { deletions } from './table.ts';

type Deletion = typeof deletions.$inferSelect;

/** The deletion of an account or workspace that is scheduled or under way. */
export async function findOpenDeletion(db: Db, subject: string): Promise<Deletion | undefined> {
  return await db
    .select()
    .from(deletions)
    .where(and(eq(deletions.subject, subject), inArray(deletions.status, ['scheduled', 'running'])))
    .get();
}

/** When what a column names is to go, or null. */
export function leavingAt(subject: SQLiteColumn): SQL.Aliased<string | null> {
  return sql<string | null>`(SELECT due_at FROM deletions
    WHERE subject = ${subject} AND status IN ('scheduled', 'running'))`.as('deletes_at');
}

/** That what is named is about to go. */
export function isLeaving(subject: SQL): SQL {
  return sql`EXISTS (SELECT 1 FROM deletions WHERE subject = ${subject} AND status IN ('scheduled', 'running'))`;
}
