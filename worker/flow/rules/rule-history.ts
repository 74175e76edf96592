/** What the report of noisy rules needs of rules: who they are, and what would make one quieter. */
import type { Ctx } from '../../base/context.ts';
import type { Project } from '../../tenants/orgs/index.ts';
import { pastOf } from './preview/past.ts';
import type { Rule } from './schema.ts';
import { findRules, shownRule } from './store.ts';
import { type Suggestion, suggestThreshold } from './suggest-threshold.ts';

/** Days of hours that one suggestion goes through. */
const MAX_HOURLY_DAYS = 30;

/** A rule, and the instants (ms) of the periods for which somebody acknowledged its alert. */
interface RuleHistory {
  rule: Rule;
  acknowledged: number[];
}

/** The rules of a project by id; deleted ones are not among them. */
export async function rulesById(
  db: Ctx['db'],
  project: Pick<Project, 'tenant_id' | 'id'>,
  ids: string[],
): Promise<Map<string, Rule>> {
  const rows = await findRules(db, project.tenant_id, project.id, ids);
  return new Map(rows.map((row) => [row.id, shownRule(row)]));
}

/** A threshold with which the rule would have been quieter over the last days; undefined for rules without one. */
export async function suggestFor(
  job: Pick<Ctx, 'db' | 'now'>,
  project: Project,
  { rule, acknowledged }: RuleHistory,
  days: number,
): Promise<Suggestion | undefined> {
  if (rule.type !== 'metric_threshold' && rule.type !== 'anomaly') return undefined;
  const span = rule.grain === 'hour' ? Math.min(days, MAX_HOURLY_DAYS) : days;
  try {
    return suggestThreshold(await pastOf(job, project, rule, span), acknowledged);
  } catch {
    // Such as a metric that no longer exists: the rule itself shows the error.
    return undefined;
  }
}
