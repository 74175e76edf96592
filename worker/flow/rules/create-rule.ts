/** Creating a rule: in force when the reply is sent. */
import { type Ctx, requirePermission, requireProject } from '../../base/context.ts';
import { batch } from '../../base/db.ts';
import { AppError, missing } from '../../base/errors.ts';
import { recordAudit } from '../../tenants/audit/index.ts';
import { findProject, type Project, refuseArchived } from '../../tenants/orgs/index.ts';
import { draftRule } from './draft-rule.ts';
import { consequencesOf, putInForce } from './live/push-rules.ts';
import { isLive } from './metric-of.ts';
import { roomOf } from './rules-of-plan.ts';
import type { Rule, RuleInput } from './schema.ts';
import { countRules, insertRule, newRule, shownRule, templatesInUse } from './store.ts';

/** The project whose rules are to be changed: in use, not archived. */
export async function writableProject(ctx: Ctx): Promise<Project> {
  const project = await findProject(ctx.db, ctx.tenant_id, requireProject(ctx));
  if (!project) throw missing('project');
  refuseArchived(project);
  return project;
}

/** Saves a rule. It judges every event that follows the reply; a threshold that is crossed already fires. */
export async function createRule(ctx: Ctx, input: RuleInput): Promise<Rule> {
  requirePermission(ctx, 'rules:write');
  const project = await writableProject(ctx);
  const row = draftRule(ctx, project, input);
  const room = await roomOf(ctx);
  const live = row.enabled && isLive(row, project);
  const { facts, statements } = consequencesOf(ctx, { tenant_id: ctx.tenant_id, project_id: project.id, live });
  const [made] = await batch(ctx.db, [
    insertRule(ctx.db, row, room),
    recordAudit(ctx, { action: 'rule.created', target_type: 'rule', target: newRule(ctx.tenant_id, row.id) }),
    ...statements,
  ]);
  if (made === 0) throw await refusal(ctx, project.id, input, room.most);
  await putInForce(ctx, facts);
  return shownRule(row);
}

async function refusal(ctx: Ctx, project_id: string, { template }: RuleInput, most: number): Promise<AppError> {
  const used = template && (await templatesInUse(ctx.db, ctx.tenant_id, project_id)).get(template);
  if (used) return new AppError('conflict', 'rule.template_in_use', `The rule ${used} was made from this template.`);
  const held = await countRules(ctx.db, ctx.tenant_id, project_id);
  const what = held >= most ? `${most} rules` : 'no more rules that judge events as they arrive';
  return new AppError('payment', 'rule.limit_reached', `A project of your plan has room for ${what}.`);
}
