/** SQL of rules and of the revisions of their projects' sets. */
import { and, asc, count, eq, getTableColumns, gt, inArray, type SQL, sql } from 'drizzle-orm';
import type { Db, Statement } from '../../base/db.ts';
import type { AuditedRows } from '../../tenants/audit/index.ts';
import type { Rule, RuleFields } from './schema.ts';
import { rule_sets, rules, UNREADABLE } from './table.ts';

/** A rule's row, whose it is and how often its evaluation failed in a row included. */
export type StoredRule = typeof rules.$inferSelect;

/** A rule as the API shows it; one whose condition cannot be read has an error, because it is not judged. */
export function shownRule({ tenant_id: _, failures: __, ...rule }: StoredRule): Rule {
  if (isReadable(rule)) return rule;
  const last_error = 'Its condition cannot be read, so it is not judged. Save it again.';
  return { ...rule, where: null, last_error, last_error_code: 'rule.unreadable' };
}

function isReadable({ where }: Pick<StoredRule, 'where'>): boolean {
  return where !== UNREADABLE;
}

export async function findRule(db: Db, tenant_id: string, project_id: string, id: string) {
  return await db
    .select()
    .from(rules)
    .where(isRule(tenant_id, project_id, id))
    .get();
}

/** A page of a project's rules, oldest first. */
export async function pageRules(
  db: Db,
  tenant_id: string,
  project_id: string,
  { type, after, limit }: { type?: Rule['type']; after: string; limit: number },
): Promise<StoredRule[]> {
  const wanted = type === undefined ? undefined : eq(rules.type, type);
  return await db
    .select()
    .from(rules)
    .where(and(ofProject(tenant_id, project_id), gt(rules.id, after), wanted))
    .orderBy(asc(rules.id))
    .limit(limit);
}

/** Rules by id, of one project. */
export async function findRules(db: Db, tenant_id: string, project_id: string, ids: string[]): Promise<StoredRule[]> {
  if (ids.length === 0) return [];
  const chosen = sql`${rules.id} in (select value from json_each(${JSON.stringify(ids)}))`;
  return await db
    .select()
    .from(rules)
    .where(and(ofProject(tenant_id, project_id), chosen));
}

/** Which rules of a project come from templates: rule id by template. */
export async function templatesInUse(db: Db, tenant_id: string, project_id: string): Promise<Map<string, string>> {
  const rows = await db
    .select({ id: rules.id, template: rules.template })
    .from(rules)
    .where(and(ofProject(tenant_id, project_id), sql`${rules.template} is not null`));
  return new Map(rows.map(({ id, template }) => [template!, id]));
}

/** How many rules a project may have: in all, and of those that its ledger judges. */
export interface Room {
  most: number;
  most_live: number;
}

/** Writes a rule; no row when there is no room for it, when its template is in use, or when it exists. */
export function insertRule(db: Db, rule: StoredRule, room: Room): Statement {
  const columns = Object.entries(getTableColumns(rules)).map(([name, column]) => [
    name,
    sql`${sql.param(rule[name as keyof StoredRule], column)}`.as(name),
  ]);
  const allowed = db
    .select(Object.fromEntries(columns) as Record<keyof StoredRule, SQL.Aliased<never>>)
    .from(sql`(SELECT 1)`)
    .where(and(hasRoom(rule, sql`true`, room.most), mayBeLive(rule) ? hasRoom(rule, LIVE, room.most_live) : undefined));
  return db.insert(rules).select(allowed).onConflictDoNothing();
}

/** Those that a ledger may have to hold, a ratio too many included. */
const LIVE = sql`(held.type in ('event', 'missing_follow_up') or (held.type = 'metric_threshold' and held.operator in ('gt', 'gte')))`;

function mayBeLive({ type, operator }: StoredRule): boolean {
  if (type === 'event' || type === 'missing_follow_up') return true;
  return type === 'metric_threshold' && (operator === 'gt' || operator === 'gte');
}

function hasRoom({ tenant_id, project_id, id }: StoredRule, which: SQL, most: number): SQL {
  return sql`(SELECT count(*) FROM rules AS held WHERE held.tenant_id = ${tenant_id}
    AND held.project_id = ${project_id} AND held.id <> ${id} AND ${which}) < ${most}`;
}

/** The rule that was just made. */
export function newRule(tenant_id: string, id: string): AuditedRows {
  const { name, type, severity, enabled, template } = rules;
  const where = and(eq(rules.tenant_id, tenant_id), eq(rules.id, id));
  return { table: rules, id: rules.id, where, after: [name, type, severity, enabled, template] };
}

/** What a change sets. */
export type RuleChange = Partial<RuleFields> &
  Partial<Pick<StoredRule, 'next_run_at' | 'last_error' | 'last_error_code' | 'failures'>>;

/** Changes a rule that is still of the revision it was read in, and raises that. */
export function updateRule(db: Db, rule: StoredRule, change: RuleChange, updated_at: string): Statement {
  return db
    .update(rules)
    .set({ ...change, revision: rule.revision + 1, updated_at })
    .where(ofRevision(rule));
}

/** The rule, if the change would change it; `change` names the columns that are shown. */
export function changedRule(rule: StoredRule, change: Partial<RuleFields>): AuditedRows {
  const columns = getTableColumns(rules);
  const before = (Object.keys(change) as (keyof RuleFields)[]).map((name) => columns[name]);
  return { table: rules, id: rules.id, where: ofRevision(rule), before };
}

export function deleteRule(db: Db, rule: StoredRule): Statement {
  return db.delete(rules).where(isRule(rule.tenant_id, rule.project_id, rule.id));
}

/** The rule, if it is there to be deleted. */
export function goneRule({ tenant_id, project_id, id }: StoredRule): AuditedRows {
  const { name, type, severity, enabled, template } = rules;
  const before = [name, type, severity, enabled, template];
  return { table: rules, id: rules.id, where: isRule(tenant_id, project_id, id), before };
}

/** The rule, as it is. */
export function heldRule({ tenant_id, project_id, id }: StoredRule): AuditedRows {
  return { table: rules, id: rules.id, where: isRule(tenant_id, project_id, id) };
}

/** Raises the revision of a project's set; belongs into the batch of every change of its rules. */
export function raiseSet(db: Db, tenant_id: string, project_id: string): Statement {
  return db
    .insert(rule_sets)
    .values({ tenant_id, project_id, rev: 1 })
    .onConflictDoUpdate({
      target: [rule_sets.tenant_id, rule_sets.project_id],
      set: { rev: sql`${rule_sets.rev} + 1` },
    });
}

/** A project's rules that may be live, and the revision of its set, as they stood at one moment. */
export async function readSet(
  db: Db,
  tenant_id: string,
  project_id: string,
): Promise<{ rev: number; rules: StoredRule[] }> {
  const set = and(eq(rule_sets.tenant_id, tenant_id), eq(rule_sets.project_id, project_id));
  const [sets, held] = await db.batch([
    db.select().from(rule_sets).where(set),
    db
      .select()
      .from(rules)
      .where(
        and(
          ofProject(tenant_id, project_id),
          eq(rules.enabled, true),
          inArray(rules.type, ['event', 'missing_follow_up', 'metric_threshold']),
        ),
      ),
  ]);
  return { rev: sets[0]?.rev ?? 0, rules: held.filter(isReadable) };
}

/** Makes a project's rules of metrics a new revision that is judged at once: what they mean has changed. */
export function reviseRules(db: Db, tenant_id: string, project_id: string, now: string): Statement {
  return db
    .update(rules)
    .set({
      revision: sql`${rules.revision} + 1`,
      next_run_at: sql`iif(${rules.next_run_at} is null, null, ${now})`,
    })
    .where(and(ofProject(tenant_id, project_id), inArray(rules.type, ['metric_threshold', 'anomaly'])));
}

/** How many rules a project has. */
export async function countRules(db: Db, tenant_id: string, project_id: string): Promise<number> {
  const [row] = await db.select({ n: count() }).from(rules).where(ofProject(tenant_id, project_id));
  return row?.n ?? 0;
}

function ofProject(tenant_id: string, project_id: string): SQL | undefined {
  return and(eq(rules.tenant_id, tenant_id), eq(rules.project_id, project_id));
}

function isRule(tenant_id: string, project_id: string, id: string): SQL | undefined {
  return and(ofProject(tenant_id, project_id), eq(rules.id, id));
}

function ofRevision({ tenant_id, project_id, id, revision }: StoredRule): SQL | undefined {
  return and(isRule(tenant_id, project_id, id), eq(rules.revision, revision));
}
