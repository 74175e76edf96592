/** From what a person sent to the row of a rule. */
import type { Ctx } from '../../base/context.ts';
import { AppError, type Issue } from '../../base/errors.ts';
import { newId } from '../../base/ids.ts';
import type { Project } from '../../tenants/orgs/index.ts';
import { checkRule } from './rule-checks.ts';
import { firstDue } from './scheduled/judge-rule.ts';
import type { RuleFields, RuleInput } from './schema.ts';
import type { StoredRule } from './store.ts';

/** The fields of a valid rule, defaults filled; otherwise the 422 that lists every fault. */
export function validRule(input: RuleInput, project: Project): RuleFields {
  const { template: _, ...asked } = input;
  const { fields, issues } = checkRule(asked, project);
  if (issues.length > 0) throw invalidRule(issues);
  return fields;
}

function invalidRule(errors: Issue[]): AppError {
  const first = errors[0]!;
  return new AppError('unprocessable', 'request.invalid', `${first.path}: ${first.message}`, { errors });
}

/** A new rule of the project, due at once where time decides. */
export function draftRule(ctx: Pick<Ctx, 'now'>, project: Project, input: RuleInput): StoredRule {
  const fields = validRule(input, project);
  const now = new Date(ctx.now).toISOString();
  return {
    id: newId('rul'),
    tenant_id: project.tenant_id,
    project_id: project.id,
    revision: 1,
    template: input.template ?? null,
    ...fields,
    last_run_at: null,
    next_run_at: dueText(firstDue(fields, project, ctx.now)),
    last_error: null,
    last_error_code: null,
    failures: 0,
    created_at: now,
    updated_at: now,
  };
}

export function dueText(due: number | null): string | null {
  return due === null ? null : new Date(due).toISOString();
}
