/** SQL of erasing a person from what a hub holds of alerts: the parts that name a value of their events. */
import { erasedLabel } from '../../rules/index.ts';

/** Where labels stand: a table, its column of JSON, and the parts in it. */
const PLACES = [
  ['alerts', 'body', '$.payload.parts'],
  ['frames', 'data', '$.payload.parts'],
  ['rule_states', 'body', '$.waiting.judgement.payload.parts'],
] as const;

/** Replaces the labels wherever alerts of the project name them. Run it in a transaction. */
export function eraseLabels(sql: SqlStorage, project_id: string, labels: readonly string[]): void {
  const wanted = new Set(labels);
  for (const [table, column, parts] of PLACES) {
    const named = sql
      .exec<{ label: string }>(
        `SELECT DISTINCT p.value ->> 'label' AS label FROM ${table} t, json_each(t.${column}, '${parts}') p
         WHERE json_valid(t.${column}) AND instr(t.${column}, ?) > 0`,
        project_id,
      )
      .toArray();
    for (const { label } of named) if (wanted.has(label)) replaceIn(sql, { table, column, project_id }, label);
  }
  // What cannot be read is looked through as text.
  const aside = sql.exec('SELECT 1 FROM set_aside WHERE project_id = ? LIMIT 1', project_id).toArray();
  if (aside.length === 0) return;
  for (const { stored, erased } of labels.map(erasedLabel)) {
    sql.exec(
      'UPDATE set_aside SET body = replace(body, ?1, ?2) WHERE project_id = ?3 AND instr(body, ?1) > 0',
      stored,
      erased,
      project_id,
    );
  }
}

function replaceIn(
  sql: SqlStorage,
  { table, column, project_id }: { table: string; column: string; project_id: string },
  label: string,
): void {
  const { stored, erased } = erasedLabel(label);
  sql.exec(
    `UPDATE ${table} SET ${column} = replace(${column}, ?1, ?2) WHERE instr(${column}, ?1) > 0 AND instr(${column}, ?3) > 0`,
    stored,
    erased,
    project_id,
  );
}
