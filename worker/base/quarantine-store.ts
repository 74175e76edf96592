/** SQL of the quarantine: rows that cannot be used, set aside for the operator so that everything else continues. */
import { and, desc, eq, lt, or, sql } from 'drizzle-orm';
import { sqliteTable, text } from 'drizzle-orm/sqlite-core';
import { sha256 } from './crypto.ts';
import { batch, type Db, type Statement } from './db.ts';

const quarantine = sqliteTable('quarantine', {
  id: text().primaryKey(),
  /** The tenant of the row; '' where it is unknown. */
  tenant_id: text().notNull(),
  project_id: text().notNull(),
  /** The table, and the column where it matters: `outbox`, `rules.where`. */
  source: text().notNull(),
  row_id: text().notNull(),
  /** A stable code of the reason. */
  reason: text().notNull(),
  /** The text of the row. */
  body: text().notNull(),
  created_at: text().notNull(),
});

/** A row that was set aside. */
export type QuarantinedRow = typeof quarantine.$inferSelect;

/** Puts a row on the list; one that is on it already keeps its date. */
export function insertQuarantined(db: Db, row: Omit<QuarantinedRow, 'id'>): Statement {
  const { reason, body } = row;
  // The same row set aside twice is one entry.
  const id = `qua_${sha256(`${row.source} ${row.row_id}`).slice(0, 32)}`;
  return db
    .insert(quarantine)
    .values({ ...row, id })
    .onConflictDoUpdate({ target: quarantine.id, set: { reason, body } });
}

/** Takes a row off the list. */
export function deleteQuarantined(db: Db, id: string): Statement {
  return db.delete(quarantine).where(eq(quarantine.id, id));
}

/** Replaces texts in the rows of a tenant that nobody can read, for an erasure. */
export async function eraseQuarantined(
  db: Db,
  tenant_id: string,
  texts: readonly { stored: string; erased: string }[],
): Promise<void> {
  const held = await db.select().from(quarantine).where(eq(quarantine.tenant_id, tenant_id)).limit(1).get();
  if (!held || texts.length === 0) return;
  await batch(
    db,
    texts.map(({ stored, erased }) =>
      db
        .update(quarantine)
        .set({ body: sql`replace(${quarantine.body}, ${stored}, ${erased})` })
        .where(and(eq(quarantine.tenant_id, tenant_id), sql`instr(${quarantine.body}, ${stored}) > 0`)),
    ),
  );
}

/** One entry of the list; undefined where there is none of this id. */
export async function findQuarantined(db: Db, id: string): Promise<QuarantinedRow | undefined> {
  return await db.select().from(quarantine).where(eq(quarantine.id, id)).get();
}

/** A page of the list below `before`, newest entry first; of one tenant where that is given. */
export async function pageQuarantined(
  db: Db,
  { tenant_id, before, limit }: { tenant_id?: string; before?: { created_at: string; id: string }; limit: number },
): Promise<QuarantinedRow[]> {
  const { created_at, id } = quarantine;
  const below =
    before && or(lt(created_at, before.created_at), and(eq(created_at, before.created_at), lt(id, before.id)));
  const whose = tenant_id === undefined ? undefined : eq(quarantine.tenant_id, tenant_id);
  return await db.select().from(quarantine).where(and(whose, below)).orderBy(desc(created_at), desc(id)).limit(limit);
}
