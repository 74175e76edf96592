/** SQL of reports and their links, as exports and erasures see them: rows that hold what other rooms froze. */
import { batch, type Db } from '../../base/db.ts';
import { erasedLabel } from '../../flow/rules/index.ts';

interface Whose {
  tenant_id: string;
  project_id: string;
}

/** A page of a project's reports by id, their contents as objects. */
export async function pageReports(db: Db, whose: Whose, after: string, limit: number) {
  const rows = await page<{ id: string; body: string }>(db, 'reports', whose, after, limit);
  return rows.map(({ body, ...head }) => ({ ...head, ...readable(body) }));
}

/** A page of the links that show a project's reports, by id. */
export async function pageReportLinks(db: Db, whose: Whose, after: string, limit: number) {
  return await page<{ id: string }>(db, 'report_links', whose, after, limit);
}

async function page<T>(db: Db, table: 'reports' | 'report_links', whose: Whose, after: string, limit: number) {
  const { results } = await db.$client
    .prepare(`SELECT * FROM ${table} WHERE tenant_id = ? AND project_id = ? AND id > ? ORDER BY id LIMIT ?`)
    .bind(whose.tenant_id, whose.project_id, after, limit)
    .all<T>();
  return results;
}

function readable(body: string): object {
  try {
    return JSON.parse(body);
  } catch {
    return { body };
  }
}

/** Replaces labels of one person in what reports of a project say moved a number. */
export async function eraseFromReports(db: Db, whose: Whose, labels: readonly string[]): Promise<void> {
  const { tenant_id, project_id } = whose;
  const { results } = await db.$client
    .prepare(
      `SELECT DISTINCT t.value AS label FROM reports r, json_tree(r.body) t
       WHERE r.tenant_id = ? AND r.project_id = ? AND json_valid(r.body) AND t.key = 'label'`,
    )
    .bind(tenant_id, project_id)
    .all<{ label: string }>();
  const wanted = new Set(labels);
  const rows = results
    .filter(({ label }) => wanted.has(label))
    .map(({ label }) => erasedLabel(label))
    .map(({ stored, erased }) =>
      db.$client
        .prepare(
          `UPDATE reports SET body = replace(body, ?1, ?2)
           WHERE tenant_id = ?3 AND project_id = ?4 AND instr(body, ?1) > 0`,
        )
        .bind(stored, erased, tenant_id, project_id),
    );
  if (rows.length > 0) await batch(db, rows);
}
