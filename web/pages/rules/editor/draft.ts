/** The editor's form as it is typed, and what of it is filled in at first. */
import { currencyExponent } from '../../../../worker/shared/currency-exponent.ts';
import { formatLocale } from '../../../base/words/language.ts';
import type { RuleType, Terms, Unit, Watched, Where } from '../rule-types.ts';
import { type Plan, planOf } from '../schedule.ts';
import { currencyOf, splitMetric, unitOf } from '../units.ts';
import { type SpanUnit, spanOf } from '../words.ts';
import { typed } from './amount.ts';

/** A span of time as it is typed. */
export interface SpanText {
  amount: string;
  unit: SpanUnit;
}

/** What the form holds: text as it was typed, so that nothing changes while typing. */
export interface Draft {
  name: string;
  type: RuleType;
  metric: string;
  /** It is about the metric's change against the period before. */
  change: boolean;
  /** Empty is the project's. */
  currency: string;
  grain: 'hour' | 'day';
  operator: NonNullable<Watched['operator']>;
  threshold: string;
  for_minutes: SpanText;
  deviations: string;
  direction: NonNullable<Watched['direction']>;
  method: NonNullable<Watched['method']>;
  percent_of_average: string;
  min_observed: string;
  window_days: string;
  event_type: string;
  count: string;
  window_minutes: SpanText;
  where: WhereText | undefined;
  follow_up: string;
  within_minutes: SpanText;
  plan: Plan;
  timezone: string;
  severity: NonNullable<Watched['severity']>;
  cooldown_minutes: SpanText;
}

export interface WhereText {
  field: string;
  operator: Where['operator'];
  value: string;
  /** Text that looks like a number is one, unless the rule says otherwise. */
  text: boolean;
}

/** How a number of a unit is typed: money in major units, shares in percent. */
export function amountText(value: number | null | undefined, unit: Unit, currency: string): string {
  if (value === null || value === undefined) return '';
  const locale = formatLocale();
  if (unit === 'money') return typed(value, locale, currencyExponent(currency));
  return typed(unit === 'ratio' ? Number(`${value}e2`) : value, locale);
}

/** The form of a rule, or of a new one; what a rule leaves out is what its type begins with. */
export function draftOf(rule: Watched & { name?: string }, terms: Terms): Draft {
  const text = (value: number | null | undefined, otherwise = '') => (value ? typed(value, formatLocale()) : otherwise);
  const { base, change } = splitMetric(rule.metric ?? '');
  const isNumber = rule.type === 'metric_threshold' || rule.type === 'anomaly';
  const amount = (value: number | null | undefined) =>
    amountText(value, unitOf(rule.metric ?? '', terms), currencyOf(rule, terms));
  return {
    name: rule.name ?? '',
    type: rule.type,
    metric: base || (isNumber ? 'revenue' : ''),
    change,
    currency: rule.currency ?? '',
    grain: rule.grain ?? 'day',
    operator: rule.operator ?? 'gt',
    threshold: rule.type === 'anomaly' ? '' : amount(rule.threshold),
    for_minutes: spanText(rule.for_minutes ?? 0),
    deviations: rule.type === 'anomaly' ? text(rule.threshold, text(2.5)) : text(2.5),
    direction: rule.direction ?? 'both',
    method: rule.method ?? 'auto',
    percent_of_average: text(rule.percent_of_average),
    min_observed: amount(rule.min_observed),
    window_days: String(rule.window_days ?? 30),
    event_type: rule.event_type ?? '',
    count: text(rule.count, '1'),
    window_minutes: spanText(rule.window_minutes ?? 60),
    where: rule.where ? whereText(rule.where) : undefined,
    follow_up: rule.follow_up ?? '',
    within_minutes: spanText(rule.within_minutes ?? 1440),
    plan: planOf(rule.schedule),
    timezone: rule.timezone ?? terms.timezone,
    severity: rule.severity ?? 'warning',
    cooldown_minutes: spanText(rule.cooldown_minutes ?? 0),
  };
}

/** The form when another type is chosen: what was typed stays, for as long as it has a meaning. */
export function withType(draft: Draft, type: RuleType): Draft {
  const needsMetric = type === 'metric_threshold' || type === 'anomaly';
  return { ...draft, type, metric: draft.metric || (needsMetric ? 'revenue' : '') };
}

function spanText(minutes: number): SpanText {
  const { amount, unit } = spanOf(minutes);
  return { amount: typed(amount, formatLocale()), unit };
}

function whereText({ field, operator, value }: Where): WhereText {
  if (operator === 'exists') return { field, operator, value: value === false ? 'false' : 'true', text: false };
  const text = typeof value === 'number' ? typed(value, formatLocale()) : String(value ?? '');
  return { field, operator, value: text, text: typeof value === 'string' };
}
