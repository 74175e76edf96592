/** Saving the form: a new rule, or only what has changed of one. */
import { request } from '../../../base/api/api.ts';
import type { ApiError } from '../../../base/api/call.ts';
import type { Rule, RuleInput, RulePatch } from '../rule-types.ts';

/** The reply of a change that is saved and will be in force as soon as it can: no failure to a person. */
const NOT_YET = 'rule.not_in_force';

/** Saves the rule; undefined when it is saved but the reply holds no rule. */
export async function saveRule(project: string, before: Rule | undefined, input: RuleInput): Promise<Rule | undefined> {
  try {
    if (!before) return await request.post('/v1/rules', { project, body: input });
    const patch = changes(before, input);
    if (Object.keys(patch).length === 0) return before;
    return await request.patch('/v1/rules/{id}', { path: { id: before.id }, project, body: patch });
  } catch (error) {
    if ((error as ApiError).code === NOT_YET) return undefined;
    throw error;
  }
}

/** The fields of `input` that the rule has otherwise. */
export function changes(before: Rule, input: RuleInput): RulePatch {
  const { type: _, ...fields } = input;
  const known = before as unknown as Record<string, unknown>;
  const differ = Object.entries(fields).filter(
    ([name, value]) => JSON.stringify(value) !== JSON.stringify(known[name]),
  );
  return Object.fromEntries(differ);
}
