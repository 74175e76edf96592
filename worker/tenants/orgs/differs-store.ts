/** SQL of changes: which columns they name, and whether they would change anything. */
import { getTableColumns, or, type SQL, sql } from 'drizzle-orm';
import type { SQLiteColumn, SQLiteTable } from 'drizzle-orm/sqlite-core';

/** The columns that a change names. */
export function columnsOf(table: SQLiteTable, change: object): SQLiteColumn[] {
  const columns = getTableColumns(table) as Record<string, SQLiteColumn>;
  return Object.keys(change).map((name) => columns[name]!);
}

/** Whether any field of the change has another value in the row. */
export function differs(table: SQLiteTable, change: object): SQL | undefined {
  const values = Object.values(change) as unknown[];
  return or(...columnsOf(table, change).map((column, i) => sql`${column} is not ${sql.param(values[i], column)}`));
}
