/** Changing and deleting rules: in force when the reply is sent. */
import { type Ctx, requirePermission } from '../../base/context.ts';
import { batch } from '../../base/db.ts';
import { AppError, missing } from '../../base/errors.ts';
import { settleFact } from '../../base/outbox.ts';
import { recordAudit } from '../../tenants/audit/index.ts';
import type { Project } from '../../tenants/orgs/index.ts';
import { writableProject } from './create-rule.ts';
import { dueText, validRule } from './draft-rule.ts';
import { type Consequences, consequencesOf, putInForce } from './live/push-rules.ts';
import { currencyOfRule, isLive, metricOf } from './metric-of.ts';
import { NO_ERROR } from './scheduled/due-store.ts';
import { firstDue } from './scheduled/judge-rule.ts';
import type { Rule, RuleFields, RulePatch } from './schema.ts';
import { changedRule, deleteRule, findRule, goneRule, type StoredRule, shownRule, updateRule } from './store.ts';

/** Who ends alerts that a changed rule would not have raised. */
const CLEARED = 'condition_cleared';
/** Tries of a change that others overtake. */
const TRIES = 5;

/**
 * Changes a rule. It becomes a new revision that is judged at once; an alert whose condition no longer holds clears. Switching
 * it off resolves its alerts.
 */
export async function changeRule(ctx: Ctx, id: string, patch: RulePatch): Promise<Rule> {
  requirePermission(ctx, 'rules:write');
  const project = await writableProject(ctx);
  for (let attempt = 1; attempt <= TRIES; attempt++) {
    const rule = await findRule(ctx.db, ctx.tenant_id, project.id, id);
    if (!rule) throw missing('rule');
    const fields = validRule({ ...ownFields(rule), ...patch, type: rule.type }, project);
    const change = differences(rule, fields);
    if (Object.keys(change).length === 0) return shownRule(rule);
    if (await saveChange(ctx, project, rule, fields, change)) {
      const now = await findRule(ctx.db, ctx.tenant_id, project.id, id);
      if (!now) throw missing('rule');
      return shownRule(now);
    }
  }
  throw new AppError('conflict', 'rule.changing', 'Others are changing this rule; try again.');
}

/** Deletes a rule; its open alerts are resolved in the name of the actor. */
export async function removeRule(ctx: Ctx, id: string): Promise<void> {
  requirePermission(ctx, 'rules:write');
  const project = await writableProject(ctx);
  const rule = await findRule(ctx.db, ctx.tenant_id, project.id, id);
  if (!rule) throw missing('rule');
  const { facts, statements } = consequencesOf(ctx, {
    tenant_id: ctx.tenant_id,
    project_id: project.id,
    live: rule.enabled && isLive(rule, project),
    // Revisions that a change at this moment may still make are void as well.
    ended: { rule_id: id, revision: rule.revision + TRIES, by: nameOf(ctx) },
  });
  const [, gone] = await batch(ctx.db, [
    recordAudit(ctx, { action: 'rule.deleted', target_type: 'rule', target: goneRule(rule) }),
    deleteRule(ctx.db, rule),
    ...statements,
  ]);
  await putInForce(ctx, facts);
  if (gone === 0) throw missing('rule');
}

/** Writes one change, unless another was faster; then it returns false and nothing has happened. */
async function saveChange(
  ctx: Ctx,
  project: Project,
  rule: StoredRule,
  fields: RuleFields,
  change: Partial<RuleFields>,
): Promise<boolean> {
  const { facts, statements } = consequencesOf(ctx, consequences(ctx, project, rule, fields));
  const next_run_at = dueText(firstDue(fields, project, ctx.now));
  const renewed = { ...change, next_run_at, ...NO_ERROR };
  const [, changed] = await batch(ctx.db, [
    recordAudit(ctx, { action: 'rule.changed', target_type: 'rule', target: changedRule(rule, change), after: change }),
    updateRule(ctx.db, rule, renewed, new Date(ctx.now).toISOString()),
    ...statements,
  ]);
  if (changed === 0) {
    for (const fact of facts) await settleFact(ctx.db, fact.id);
    return false;
  }
  await putInForce(ctx, facts);
  return true;
}

/** Whether a change ends the rule's alerts: it is switched off, or nothing would clear them, because it is judged another way or in another currency. */
function consequences(ctx: Ctx, project: Project, rule: StoredRule, fields: RuleFields): Consequences {
  const [was, is] = [isLive(rule, project), isLive(fields, project)];
  const currency = (of: RuleFields | StoredRule) => currencyOfRule(of, metricOf(of, project)?.metric, project);
  const live = (rule.enabled && was) || (fields.enabled && is);
  const common = { tenant_id: ctx.tenant_id, project_id: project.id, live };
  const ended = (by: string, revision: number) => ({ ...common, ended: { rule_id: rule.id, revision, by } });
  if (rule.enabled && !fields.enabled) return ended(nameOf(ctx), rule.revision + 1);
  if (was !== is || currency(rule) !== currency(fields)) return ended(CLEARED, rule.revision);
  return common;
}

function ownFields(rule: StoredRule): RuleFields {
  const { id: _, tenant_id: __, project_id: ___, revision: ____, template: _____, ...rest } = rule;
  const {
    last_run_at: _a,
    next_run_at: _b,
    last_error: _c,
    last_error_code: _g,
    failures: _d,
    created_at: _e,
    updated_at: _f,
    ...fields
  } = rest;
  return fields;
}

function differences(rule: StoredRule, fields: RuleFields): Partial<RuleFields> {
  const changed = Object.entries(fields).filter(([name, value]) => {
    return JSON.stringify(rule[name as keyof RuleFields]) !== JSON.stringify(value);
  });
  return Object.fromEntries(changed);
}

function nameOf({ actor }: Ctx): string {
  return actor.label ?? actor.id;
}
