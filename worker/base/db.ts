/** D1 through Drizzle: one database, one way to write several rows at once. */
import { type DrizzleD1Database, drizzle } from 'drizzle-orm/d1';

export type Db = DrizzleD1Database & { $client: D1Database };

/** A statement that a store made and a verb will run: a Drizzle query, or one of D1's own for SQL that Drizzle has no words for. */
export type Statement = D1PreparedStatement | { toSQL(): { sql: string; params: unknown[] } };

const opened = new WeakMap<D1Database, Db>();

/** The Drizzle handle over a D1 binding, made once per isolate. */
export function openDb(d1: D1Database): Db {
  let db = opened.get(d1);
  if (!db) {
    db = drizzle(d1);
    opened.set(d1, db);
  }
  return db;
}

/** Runs statements as one transaction, the only kind D1 has; returns how many rows each one changed, in order. */
export async function batch(db: Db, statements: Statement[]): Promise<number[]> {
  if (statements.length === 0) return [];
  const prepared = statements.map((statement) => {
    if (!('toSQL' in statement)) return statement;
    const { sql, params } = statement.toSQL();
    return db.$client.prepare(sql).bind(...params);
  });
  const results = await db.$client.batch(prepared);
  return results.map((result) => result.meta.changes);
}
