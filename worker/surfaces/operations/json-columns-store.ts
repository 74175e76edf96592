/** SQL of columns that hold JSON: finding rows that cannot be read, and replacing their text. */
import type { Db, Statement } from '../../base/db.ts';
import type { QuarantinedRow } from '../../base/quarantine-store.ts';

interface JsonColumn {
  table: string;
  column: string;
  /** What replaces a text that is given up. */
  neutral: string | null;
  hasProject: boolean;
}

const of = (table: string, column: string, neutral: string | null, hasProject = true): [string, JsonColumn] => [
  `${table}.${column}`,
  { table, column, neutral, hasProject },
];

/** Every JSON column of D1 that may be repaired, by its source. Audit entries are not among them: they may not be changed. */
const JSON_COLUMNS: ReadonlyMap<string, JsonColumn> = new Map([
  of('rules', 'where', null),
  of('alerts', 'payload', '{}'),
  of('exports', 'position', '{}'),
  of('exports', 'counts', '{}'),
  of('erasures', 'subject', null),
  of('erasures', 'matched_by', '[]'),
  of('erasures', 'exports', '[]'),
  of('api_keys', 'scopes', '[]'),
  of('api_keys', 'origins', '["none"]'),
  of('reconciliations', 'differences', '[]'),
]);

/** Whether a source is a JSON column of D1. */
export function isJsonSource(source: string): boolean {
  return JSON_COLUMNS.has(source);
}

/** Makes the list's entries of JSON columns what they are now: rows that cannot be read, and no others. */
export function relistJsonColumns(db: Db, now: string): Statement[] {
  return [...JSON_COLUMNS].flatMap(([source, { table, column, hasProject }]) => {
    const broken = `SELECT id FROM ${table} WHERE "${column}" IS NOT NULL AND NOT json_valid("${column}")`;
    const project = hasProject ? "coalesce(project_id, '')" : "''";
    return [
      db.$client.prepare(`DELETE FROM quarantine WHERE source = ?1 AND row_id NOT IN (${broken})`).bind(source),
      db.$client
        .prepare(
          `INSERT INTO quarantine (id, tenant_id, project_id, source, row_id, reason, body, created_at)
           SELECT 'qua_' || lower(hex(randomblob(16))), tenant_id, ${project}, ?1, id, 'json.unreadable', "${column}", ?2
           FROM ${table} WHERE id IN (${broken})
             AND NOT EXISTS (SELECT 1 FROM quarantine q WHERE q.source = ?1 AND q.row_id = ${table}.id)`,
        )
        .bind(source, now),
    ];
  });
}

/** Replaces the row's JSON text; undefined writes the neutral value. */
export function replaceJson(db: Db, { source, row_id, tenant_id }: QuarantinedRow, text?: string): Statement {
  const { table, column, neutral } = JSON_COLUMNS.get(source)!;
  return db.$client
    .prepare(`UPDATE ${table} SET "${column}" = ?1 WHERE id = ?2 AND tenant_id = ?3`)
    .bind(text ?? neutral, row_id, tenant_id);
}
