/** SQL of rows of the hub that cannot be read: set aside, so that they stop nothing else, until the operator's list in D1 has them. */

/** The step that makes the table; belongs into the hub's list of steps. */
export const SET_ASIDE_STEP = `
  CREATE TABLE set_aside (
    n INTEGER PRIMARY KEY, project_id TEXT NOT NULL, source TEXT NOT NULL, row_id TEXT NOT NULL, body TEXT NOT NULL,
    at INTEGER NOT NULL)`;

/** A row that was set aside at the instant `at` (ms); `source` is its table in the hub. */
export interface SetAside {
  project_id: string;
  source: 'rule_states' | 'alerts' | 'actions' | 'mark_notices' | 'judgements';
  row_id: string;
  body: string;
  at: number;
}

export function insertSetAside(sql: SqlStorage, { project_id, source, row_id, body, at }: SetAside): void {
  sql.exec(
    'INSERT INTO set_aside (project_id, source, row_id, body, at) VALUES (?, ?, ?, ?, ?)',
    project_id,
    source,
    row_id,
    body,
    at,
  );
}

/** What the operator's list has not got yet, oldest first. */
export function listSetAside(sql: SqlStorage): (SetAside & { n: number })[] {
  return sql.exec<Record<keyof SetAside, never> & { n: number }>('SELECT * FROM set_aside ORDER BY n').toArray();
}

export function hasSetAside(sql: SqlStorage): boolean {
  return sql.exec('SELECT n FROM set_aside LIMIT 1').toArray().length > 0;
}

export function dropSetAside(sql: SqlStorage, upto: number): void {
  sql.exec('DELETE FROM set_aside WHERE n <= ?', upto);
}

/** The object in a row's JSON, if it has these fields; undefined for a row that cannot be read. */
export function objectIn<T extends object>(body: string, ...fields: (keyof T & string)[]): T | undefined {
  try {
    const value = JSON.parse(body) as T | null;
    return typeof value === 'object' && value !== null && fields.every((field) => field in value) ? value : undefined;
  } catch {
    return undefined;
  }
}
