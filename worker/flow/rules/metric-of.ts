/** Pure: the metric of a rule, its currency, and which of the two paths judges it. */
import { findMetric, type Metric } from '../metrics/index.ts';
import type { Rule } from './schema.ts';

/** What judging needs to know of a project. */
export interface Terms {
  industry: Parameters<typeof findMetric>[1];
  currency: string;
  /** The zone whose points are served. */
  points_timezone: string;
}

/** The rule's metric; undefined when the rule has none, or one that there is not. */
export function metricOf(rule: Pick<Rule, 'metric'>, { industry }: Pick<Terms, 'industry'>) {
  return rule.metric === null ? undefined : findMetric(rule.metric, industry);
}

/** The currency that the rule counts: money is of one, the project's unless the rule says which; counts are of all, customers always. */
export function currencyOfRule(
  rule: Pick<Rule, 'currency'>,
  metric: Metric | undefined,
  project: Pick<Terms, 'currency'>,
): string | undefined {
  if (metric?.source === 'customers') return undefined;
  return rule.currency ?? (metric?.unit === 'money' ? project.currency : undefined);
}

type Judged = Pick<Rule, 'type' | 'operator' | 'metric' | 'grain' | 'for_minutes'>;

/**
 * Whether the project's ledger judges the rule with every event: events, follow-ups, and thresholds whose truth can only grow
 * within a period. All others are judged by the minute cron: also a threshold that has to hold for longer than its period lasts.
 */
export function isLive(rule: Judged, project: Pick<Terms, 'industry'>): boolean {
  if (rule.type === 'event' || rule.type === 'missing_follow_up') return true;
  if (rule.type !== 'metric_threshold' || (rule.operator !== 'gt' && rule.operator !== 'gte')) return false;
  if ((rule.for_minutes ?? 0) >= (rule.grain === 'hour' ? 60 : 1_440)) return false;
  const found = metricOf(rule, project);
  return (
    found !== undefined &&
    !found.delta &&
    (found.metric.formula.kind === 'count' || found.metric.formula.kind === 'sum') &&
    found.metric.source === undefined
  );
}
