/** Rules as the API shows and takes them. */
import { z } from '@hono/zod-openapi';
import { PageQuery } from '../../base/page.ts';
import { PREVIEW_DAYS, RULE_LENGTHS, RULE_LIMITS } from '../../shared/rule-limits.ts';
import { Currency } from '../metrics/index.ts';

export const RULE_TYPES = ['schedule', 'metric_threshold', 'anomaly', 'event', 'missing_follow_up'] as const;
export const OPERATORS = ['gt', 'gte', 'lt', 'lte'] as const;
export const SEVERITIES = ['info', 'warning', 'critical'] as const;
export const METHODS = ['auto', 'zscore', 'robust', 'seasonal'] as const;
export const TEMPLATE_IDS = [
  'payment_failed',
  'abandoned_checkout',
  'refund_spike',
  'low_bookings',
  'churn_risk',
  'revenue_drop',
  'no_data',
  'build_failed',
  'weekly_briefing',
] as const;
export const Severity = z.enum(SEVERITIES);
export type Severity = z.infer<typeof Severity>;
export const Operator = z.enum(OPERATORS);
export type Operator = z.infer<typeof Operator>;

/** A condition on one field of an event's payload; `field` may reach into objects: `plan`, `customer.country`. */
export const Where = z
  .object({
    field: z.string().min(1).max(RULE_LENGTHS.where_field),
    operator: z.enum(['eq', 'ne', 'gt', 'gte', 'lt', 'lte', 'contains', 'exists']),
    value: z.union([z.string().max(RULE_LENGTHS.where_value), z.number(), z.boolean(), z.null()]).optional(),
  })
  .strict()
  .openapi('Where');
export type Where = z.infer<typeof Where>;

/** A whole number whose limits are published here and checked with the whole rule, which knows its type and its defaults. */
function whole(field: keyof typeof RULE_LIMITS) {
  const [minimum, maximum] = RULE_LIMITS[field];
  return z.number().int().openapi({ minimum, maximum });
}

/** The fields of a rule; those that its type does not use are null. */
const fields = {
  name: z.string().trim().min(1).max(RULE_LENGTHS.name),
  type: z.enum(RULE_TYPES),
  /** schedule: cron of five fields, in `timezone` (UTC when null). */
  schedule: z.string().max(RULE_LENGTHS.schedule).nullable(),
  timezone: z.string().max(RULE_LENGTHS.timezone).nullable(),
  /** metric_threshold, anomaly: a metric of the project, `.delta` included; schedule: what its alert is about. */
  metric: z.string().max(RULE_LENGTHS.metric).nullable(),
  /** Money metrics: the currency, the project's when null. Counts: only events of this currency. */
  currency: Currency.nullable(),
  operator: Operator.nullable(),
  /** metric_threshold: in the metric's unit (money: minor units). anomaly: deviations, 2.5 by default. */
  threshold: z.number().nullable(),
  method: z.enum(METHODS).nullable(),
  direction: z.enum(['up', 'down', 'both']).nullable(),
  /** anomaly: fires as well beyond this share of the window's mean, in percent (150: half as much again). */
  percent_of_average: z.number().positive().nullable(),
  /** anomaly upwards: never fires below this value. */
  min_observed: z.number().nullable(),
  /** metric_threshold: fires only after the condition has held this long. */
  for_minutes: whole('for_minutes').nullable(),
  /** anomaly: days of history to compare with. Also how long a false positive is remembered (30 by default). */
  window_days: whole('window_days').nullable(),
  grain: z.enum(['hour', 'day']).nullable(),
  event_type: z.string().max(RULE_LENGTHS.event_type).nullable(),
  /** event: how many within `window_minutes`. */
  count: whole('count').nullable(),
  window_minutes: whole('window_minutes').nullable(),
  where: Where.nullable(),
  /** missing_follow_up: the event that has to follow `event_type` within `within_minutes`. */
  follow_up: z.string().max(RULE_LENGTHS.event_type).nullable(),
  within_minutes: whole('within_minutes').nullable(),
  severity: Severity,
  enabled: z.boolean(),
  /** Least time between the end of one alert and the next. */
  cooldown_minutes: whole('cooldown_minutes'),
};

export const Rule = z
  .object({
    id: z.string(),
    project_id: z.string(),
    /** Raised by each change: an evaluation under way judges the revision it began with. */
    revision: z.number().int(),
    /** The template of the industry's catalogue that it was made from. */
    template: z.string().nullable(),
    ...fields,
    last_run_at: z.string().nullable(),
    /** When time alone decides next; null for live rules and those switched off. */
    next_run_at: z.string().nullable(),
    /** Why the last evaluation failed; the rule is tried again ever more slowly. */
    last_error: z.string().nullable(),
    /** The same as a code of docs/errors; `internal` for what has none. */
    last_error_code: z.string().nullable(),
    created_at: z.string(),
    updated_at: z.string(),
  })
  .openapi('Rule');
export type Rule = z.infer<typeof Rule>;

/** What makes a rule: all that a person decides. */
export type RuleFields = z.infer<z.ZodObject<typeof fields>>;

const input = z.object(fields).partial().required({ name: true, type: true });

/** What a person sends: name and type, and what the type needs; defaults fill the rest. */
export const RuleInput = input
  .extend({ template: z.enum(TEMPLATE_IDS).optional() })
  .strict()
  .openapi('RuleInput', {
    example: { name: 'Failed payments', type: 'metric_threshold', metric: 'payment_failures', threshold: 10 },
  });
export type RuleInput = z.infer<typeof RuleInput>;

export const RulePatch = z
  .object(fields)
  .omit({ type: true })
  .partial()
  .strict()
  .openapi('RulePatch', { example: { threshold: 25, enabled: true } });
export type RulePatch = z.infer<typeof RulePatch>;

export const RulesQuery = PageQuery.extend({ type: z.enum(RULE_TYPES).optional() });
export type RulesQuery = z.infer<typeof RulesQuery>;

/** A rule that industries start with, as it would be created in this project. */
export const RuleTemplate = z
  .object({
    template: z.enum(TEMPLATE_IDS),
    description: z.string(),
    /** Whether a new project of the industry starts with it. */
    starter: z.boolean(),
    /** The project's rule that was made from it; null when there is none. */
    rule_id: z.string().nullable(),
    rule: input,
  })
  .openapi('RuleTemplate');
export type RuleTemplate = z.infer<typeof RuleTemplate>;

const Outcome = z.enum(['raised', 'repeated', 'cleared', 'held', 'suppressed', 'ignored']);

/** What running a rule by hand found out. */
export const RunResult = z
  .object({
    rule_id: z.string(),
    /** Whether the condition holds; null when there was nothing to judge. */
    firing: z.boolean().nullable(),
    observed: z.number().nullable(),
    expected: z.number().nullable(),
    threshold: z.number().nullable(),
    explanation: z.string().nullable(),
    /** What became of it, one entry a currency. */
    decisions: z.array(
      z.object({ currency: z.string().nullable(), outcome: Outcome, alert_id: z.string().nullable() }),
    ),
  })
  .openapi('RunResult');
export type RunResult = z.infer<typeof RunResult>;

export const PreviewInput = input
  .extend({
    template: z.enum(TEMPLATE_IDS).optional(),
    days: z.number().int().min(PREVIEW_DAYS[0]).max(PREVIEW_DAYS[1]).default(30),
  })
  .strict()
  .openapi('PreviewInput', {
    example: { name: 'Refunds', type: 'anomaly', metric: 'refunds', direction: 'up', days: 90 },
  });
export type PreviewInput = z.infer<typeof PreviewInput>;

/** An alert that a rule would have raised. */
export const PreviewAlert = z
  .object({
    /** The bucket in which it would have come, named as the points are; for events the time of the event. */
    at: z.string(),
    observed: z.number().nullable(),
    expected: z.number().nullable(),
    threshold: z.number().nullable(),
    low: z.number().optional(),
    high: z.number().optional(),
    /** How often the rule would have fired while the alert was open. */
    occurrences: z.number().int(),
    /** When the condition would have cleared; null when it holds still, and for schedules. */
    cleared_at: z.string().nullable(),
  })
  .openapi('PreviewAlert');
export type PreviewAlert = z.infer<typeof PreviewAlert>;

export const Preview = z
  .object({
    alerts: z.array(PreviewAlert),
    /** What was judged, oldest first, for the chart, and the range that an anomaly's rule expected; empty for rules without a metric. */
    points: z.array(
      z.object({
        at: z.string(),
        value: z.number().nullable(),
        low: z.number().optional(),
        high: z.number().optional(),
      }),
    ),
    grain: z.enum(['hour', 'day']).nullable(),
    timezone: z.string(),
    unit: z.enum(['count', 'money', 'ratio', 'percent']).nullable(),
    currency: z.string().nullable(),
    /** The rule as it would be saved. */
    rule: z.object(fields),
  })
  .openapi('RulePreview');
export type Preview = z.infer<typeof Preview>;
