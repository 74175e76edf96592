/** Pure: the live rules of a project as its ledger holds them. */

import { currencyOfRule, isLive, metricOf, type Terms } from '../metric-of.ts';
import type { Rule, RuleFields } from '../schema.ts';
import type { LiveRule, RuleFailure } from './live-rule.ts';

/** What a set of rules becomes: the live ones, and those that cannot be compiled. */
interface Compiled {
  live: LiveRule[];
  failures: RuleFailure[];
}

/** The rules that the ledger judges, switched on ones only; others are left out. */
export function compileRules(rules: readonly Rule[], project: Pick<Terms, 'industry' | 'currency'>): Compiled {
  const compiled: Compiled = { live: [], failures: [] };
  for (const rule of rules) {
    try {
      if (rule.enabled && isLive(rule, project)) compiled.live.push(compileRule(rule, project));
    } catch (error) {
      compiled.failures.push({ rule_id: rule.id, message: (error as Error).message });
    }
  }
  return compiled;
}

/** What a ledger judges of a live rule; throws for a metric that is not judged live. */
export function compileRule(
  rule: RuleFields & Pick<Rule, 'id' | 'revision'>,
  project: Pick<Terms, 'industry' | 'currency'>,
): LiveRule {
  const { id, revision, name, severity, cooldown_minutes } = rule;
  const common = { id, revision, name, severity, cooldown_minutes, mark_days: rule.window_days ?? 30 };
  if (rule.type === 'event') {
    const { event_type, count, window_minutes, where } = rule;
    return { ...common, type: 'event', event_type: event_type!, count: count!, window_minutes: window_minutes!, where };
  }
  if (rule.type === 'missing_follow_up') {
    const { event_type, follow_up, within_minutes, where } = rule;
    const terms = { event_type: event_type!, follow_up: follow_up!, within_minutes: within_minutes!, where };
    return { ...common, type: 'missing_follow_up', ...terms };
  }
  const { metric } = metricOf(rule, project)!;
  const { formula } = metric;
  if (formula.kind !== 'count' && formula.kind !== 'sum') throw new Error(`${metric.id} is not judged live.`);
  return {
    ...common,
    type: 'metric_threshold',
    metric: metric.id,
    unit: metric.unit === 'money' ? 'money' : 'count',
    measure: formula.measure,
    currency: currencyOfRule(rule, metric, project) ?? '',
    operator: rule.operator === 'gte' ? 'gte' : 'gt',
    threshold: rule.threshold!,
    grain: rule.grain ?? 'day',
    for_minutes: rule.for_minutes ?? 0,
  };
}
