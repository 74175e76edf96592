/** The words of rules: kinds, conditions, events, spans of time, in the reader's language. */
import { msg, t } from '@lingui/core/macro';
import { addErrorWords } from '../../base/words/error-words.ts';
import { formatEventType } from '../../base/words/format.ts';
import { currentLocale, formatLocale } from '../../base/words/language.ts';
import { metricName } from '../../base/words/metric-words.ts';
import type { Rule, RuleType, Terms, Watched } from './rule-types.ts';

addErrorWords({
  'rule.changing': msg`Others were changing this rule at the same time, so nothing was saved. Try again.`,
  'rule.disabled': msg`This rule is switched off. Switch it on first.`,
  'rule.limit_reached': msg`Your plan has no room for another rule. Delete one that nobody needs.`,
  'rule.not_in_force': msg`It is saved and takes effect within two minutes.`,
  'rule.template_in_use': msg`You have a rule from this template already.`,
});

/** What the types are, as a person would ask for them. */
export function typeWords(type: RuleType): { label: string; detail: string } {
  return {
    anomaly: {
      label: t`A number is unusual`,
      detail: t`Learns what is normal, and speaks up when it is not. No limit to choose.`,
    },
    metric_threshold: { label: t`A number passes a limit`, detail: t`Such as refunds above 10 in a day.` },
    event: { label: t`Something happens`, detail: t`Such as a failed payment, or five within an hour.` },
    missing_follow_up: { label: t`Something fails to happen`, detail: t`Such as a checkout that no payment follows.` },
    schedule: { label: t`It is time`, detail: t`A reminder, such as every Monday at eight.` },
  }[type];
}

/** The order in which types are offered: what needs the least thought first. */
export const TYPES: readonly RuleType[] = ['anomaly', 'metric_threshold', 'event', 'missing_follow_up', 'schedule'];

/** `above`, as a choice before an amount. */
export function operatorWord(operator: NonNullable<Watched['operator']>): string {
  return { gt: t`above`, gte: t`at least`, lt: t`below`, lte: t`at most` }[operator];
}

/** `above £10.00`, as part of a sentence. */
export function comparison(operator: NonNullable<Watched['operator']>, value: string): string {
  return {
    gt: t`above ${{ value }}`,
    gte: t`at least ${{ value }}`,
    lt: t`below ${{ value }}`,
    lte: t`at most ${{ value }}`,
  }[operator];
}

/** The name of an event type; own ones by what they are called. */
export function eventName(type: string): string {
  const names: Record<string, string> = {
    lead_created: t`Lead created`,
    signup: t`Signup`,
    checkout_started: t`Checkout started`,
    payment_succeeded: t`Payment succeeded`,
    payment_failed: t`Payment failed`,
    refund_issued: t`Refund issued`,
    subscription_started: t`Subscription started`,
    subscription_canceled: t`Subscription canceled`,
    booking_requested: t`Booking requested`,
    message_received: t`Message received`,
    content_published: t`Content published`,
    session_started: t`Session started`,
  };
  return names[type] ?? formatEventType(type);
}

export const CORE_EVENTS = [
  'payment_failed',
  'payment_succeeded',
  'checkout_started',
  'refund_issued',
  'lead_created',
  'signup',
  'booking_requested',
  'subscription_started',
  'subscription_canceled',
  'message_received',
  'content_published',
  'session_started',
] as const;

export type SpanUnit = 'minute' | 'hour' | 'day';
const MINUTES: Record<SpanUnit, number> = { day: 1440, hour: 60, minute: 1 };

/** The largest unit in which a number of minutes is whole. */
export function spanOf(minutes: number): { amount: number; unit: SpanUnit } {
  const unit = minutes === 0 ? 'minute' : (['day', 'hour'] as const).find((each) => minutes % MINUTES[each] === 0);
  return { amount: minutes / MINUTES[unit ?? 'minute'], unit: unit ?? 'minute' };
}

/** So many of a unit in minutes. */
export function minutesOf(amount: number, unit: SpanUnit): number {
  return amount * MINUTES[unit];
}

/** `90 minutes`, `1 day`. */
export function formatSpan(minutes: number): string {
  const { amount, unit } = spanOf(minutes);
  return new Intl.NumberFormat(formatLocale(), { style: 'unit', unit, unitDisplay: 'long' }).format(amount);
}

/** `2.5`. */
export function formatNumber(value: number): string {
  return new Intl.NumberFormat(formatLocale(), { maximumFractionDigits: 4 }).format(value);
}

/** The name of a metric that is not a change; one that has not occurred yet is called like its event. */
export function numberName(metric: string, { metrics }: Terms): string {
  if (metric === 'usage.ingest_unit') return t`Events`;
  if (metric === 'usage.alerts_triggered') return t`Alerts`;
  return metricName({ metric, label: metrics.get(metric)?.label ?? formatEventType(metric.replace(/\.amount$/, '')) });
}

/** Why a rule's last run failed; undefined where it did not. A cause without own words is shown in English to readers of English. */
export function runError({
  last_error,
  last_error_code,
}: Pick<Rule, 'last_error' | 'last_error_code'>): string | undefined {
  if (last_error === null) return undefined;
  if (last_error_code === 'rule.unreadable') {
    return t`Its condition cannot be read, so it is not judged. Save it again.`;
  }
  if (last_error_code === 'rule.not_judged') {
    return t`It cannot be judged at the moment, so it raises no alerts. It is tried again by itself.`;
  }
  if (last_error_code === 'metric.not_found') return t`The last run failed: the number that it watches is gone.`;
  if (currentLocale() === 'en') return t`The last run failed: ${{ error: last_error }}`;
  return t`The last run failed. It is tried again by itself.`;
}
