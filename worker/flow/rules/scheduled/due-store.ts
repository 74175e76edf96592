/** SQL of what is due: which projects have rules to judge, which rules those are, and when they are due next. */
import { and, asc, eq, lte } from 'drizzle-orm';
import type { Db, Statement } from '../../../base/db.ts';
import type { StoredRule } from '../store.ts';
import { rules } from '../table.ts';

/** Where a page of due rules ended. */
export interface DuePlace {
  next_run_at: string;
  id: string;
}

export interface DueProject {
  tenant_id: string;
  project_id: string;
}

/** A page of due rules, longest due first, by the projects they belong to; `last` is null on the last page. */
export async function pageDue(
  db: Db,
  now: string,
  after: DuePlace,
  limit: number,
): Promise<{ projects: DueProject[]; last: DuePlace | null }> {
  const due = await db.$client
    .prepare(
      `SELECT id, next_run_at, tenant_id, project_id FROM rules INDEXED BY rules_due
       WHERE next_run_at IS NOT NULL AND next_run_at <= ?1 AND (next_run_at, id) > (?2, ?3)
       ORDER BY next_run_at, id LIMIT ?4`,
    )
    .bind(now, after.next_run_at, after.id, limit)
    .all<DuePlace & DueProject>();
  const rows = due.results;
  const projects = new Map(rows.map(({ tenant_id, project_id }) => [project_id, { tenant_id, project_id }]));
  const last = rows.length < limit ? null : rows.at(-1)!;
  return { projects: [...projects.values()], last: last && { next_run_at: last.next_run_at, id: last.id } };
}

/** A project's due rules, longest due first. */
export async function dueRules(
  db: Db,
  { tenant_id, project_id }: DueProject,
  now: string,
  limit: number,
): Promise<StoredRule[]> {
  return await db
    .select()
    .from(rules)
    .where(and(eq(rules.tenant_id, tenant_id), eq(rules.project_id, project_id), lte(rules.next_run_at, now)))
    .orderBy(asc(rules.next_run_at), asc(rules.id))
    .limit(limit);
}

/** What an evaluation leaves behind. `judged` is the due time that it judged: a rule that was changed meanwhile stays due. */
export interface Run {
  id: string;
  revision: number;
  judged: string | null;
  /** Null leaves the time of the last run as it is. */
  last_run_at: string | null;
  next_run_at: string | null;
  last_error: string | null;
  last_error_code: string | null;
  failures: number;
}

/** Of an evaluation that went well, and of a rule that was changed. */
export const NO_ERROR = { last_error: null, last_error_code: null, failures: 0 };

/** Writes what many evaluations left behind, in one statement. The plus keeps SQLite from going through all rules of the tenant for each. */
export function saveRuns(db: Db, tenant_id: string, runs: readonly Run[]): Statement {
  const rows = runs.map((run) => [
    run.id,
    run.revision,
    run.judged,
    run.last_run_at,
    run.next_run_at,
    run.last_error,
    run.failures,
    run.last_error_code,
  ]);
  return db.$client
    .prepare(
      `UPDATE rules SET last_run_at = coalesce(value ->> 3, last_run_at), next_run_at = value ->> 4,
         last_error = value ->> 5, failures = value ->> 6, last_error_code = value ->> 7
       FROM json_each(?1)
       WHERE rules.id = value ->> 0 AND +rules.tenant_id = ?2 AND rules.revision = value ->> 1
         AND rules.next_run_at IS value ->> 2`,
    )
    .bind(JSON.stringify(rows), tenant_id);
}
