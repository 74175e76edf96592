/** SQL of a ledger's rows that cannot be read: set aside, so that they stop nothing else, until the operator's list in D1 has them. */

/** The step that made room for firings; the second one tells where a row stood, and makes room for others. */
export const SET_ASIDE_STEP = 'CREATE TABLE set_aside (n INTEGER PRIMARY KEY, judgement TEXT NOT NULL)';
export const SET_ASIDE_SOURCES_STEP = `
  ALTER TABLE set_aside RENAME COLUMN judgement TO body;
  ALTER TABLE set_aside ADD COLUMN source TEXT NOT NULL DEFAULT 'firings';
  ALTER TABLE set_aside ADD COLUMN row_id TEXT NOT NULL DEFAULT '';
  ALTER TABLE set_aside ADD COLUMN at INTEGER NOT NULL DEFAULT 0`;

/** The tables of a ledger whose rows may be set aside. */
export const ASIDE_SOURCES = ['firings', 'waiting'] as const;

export type AsideSource = (typeof ASIDE_SOURCES)[number];

/** A row that was set aside at the instant `at` (ms); `source` is its table in the ledger. */
export interface AsideRow {
  source: AsideSource;
  row_id: string;
  body: string;
  at: number;
}

/** Rows of one reading, at most. */
const PAGE = 100;

export function insertAside(sql: SqlStorage, rows: readonly AsideRow[]): void {
  if (rows.length === 0) return;
  sql.exec(
    `INSERT INTO set_aside (source, row_id, body, at)
     SELECT value ->> 'source', value ->> 'row_id', value ->> 'body', value ->> 'at' FROM json_each(?)`,
    JSON.stringify(rows),
  );
}

/** What the operator's list has not got yet, oldest first. */
export function listAside(sql: SqlStorage): (AsideRow & { n: number })[] {
  return sql
    .exec<Record<keyof AsideRow, never> & { n: number }>('SELECT * FROM set_aside ORDER BY n LIMIT ?', PAGE)
    .toArray();
}

export function dropAside(sql: SqlStorage, upto: number): void {
  sql.exec('DELETE FROM set_aside WHERE n <= ?', upto);
}

export function hasAside(sql: SqlStorage): boolean {
  return sql.exec('SELECT n FROM set_aside LIMIT 1').toArray().length > 0;
}
