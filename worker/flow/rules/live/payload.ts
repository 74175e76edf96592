/** Pure: the payload of a live rule's alert: numbers, and one sentence made from them. */
import type { Bucket } from '../../../base/time.ts';
import type { Part, PeriodReason } from '../../../words/reason.ts';
import { deltaPct } from '../../metrics/index.ts';
import { explained, factorsOf, periodName } from '../explain.ts';
import type { AlertPayload } from '../judgement.ts';
import type { LiveEvent, LiveFollowUp, LiveThreshold } from './live-rule.ts';

/** Count and sum of a stretch of time. */
export interface Span {
  n: number;
  sum: number;
}

/** What a threshold's sentence is made from: the period up to now, and the same stretch of the same period a week before. */
export interface ThresholdNumbers {
  period: Bucket;
  now: number;
  observed: number;
  this_week: Span;
  last_week: Span | null;
  /** What moved it within the events themselves, largest first. */
  dimensions: Part[];
}

/** The alert of a threshold that was reached while its period still runs. */
export function thresholdPayload(rule: LiveThreshold, numbers: ThresholdNumbers): AlertPayload {
  const { period, observed, now, this_week, last_week, dimensions } = numbers;
  const { measure, unit, operator } = rule;
  const before = last_week && (measure.field === 'n' ? last_week.n : last_week.sum);
  // Money is orders times their average.
  const hasFactors = unit === 'money' && last_week && last_week.n > 0;
  const factors = hasFactors
    ? factorsOf(measure, both('n', this_week, last_week), both('sum', this_week, last_week))
    : [];
  const parts = [...factors, ...dimensions];
  const reason: PeriodReason = {
    kind: 'period',
    ...periodName(period),
    so_far: true,
    ...(unit === 'count' ? { event_type: measure.event_type } : {}),
    operator,
    before,
  };
  const payload = {
    metric: rule.metric,
    unit,
    observed,
    expected: before,
    threshold: rule.threshold,
    window: { from: new Date(period.from).toISOString(), to: new Date(Math.min(now, period.to)).toISOString() },
    reason,
    change_pct: deltaPct(observed, before),
    ...(parts.length > 0 ? { parts } : {}),
  };
  return explained(payload, rule.currency);
}

const both = (field: keyof Span, now: Span, before: Span) => ({ now: now[field], before: before[field] });

/** What the alert of an event rule is made from. */
export interface EventNumbers {
  /** Matches within the window, oldest first. */
  times: readonly number[];
  now: number;
  event_ids: string[];
  timezone: string;
}

/** The alert of events that occurred. */
export function eventPayload(rule: LiveEvent, { times, now, event_ids, timezone }: EventNumbers): AlertPayload {
  const { event_type, window_minutes: within_minutes } = rule;
  const last = times.at(-1);
  const last_at = last === undefined ? null : clockAt(last, timezone);
  return explained(
    {
      metric: null,
      unit: 'count',
      observed: times.length,
      expected: null,
      threshold: rule.count,
      window: spanOf(times, now),
      reason: { kind: 'events', event_type, within_minutes, last_at },
      event_ids,
    },
    undefined,
  );
}

/** What the alert of missing follow-ups is made from: the events without a follow-up, by time. */
export interface MissingNumbers {
  times: readonly number[];
  now: number;
  event_ids: string[];
}

/** The alert of events that nothing followed. */
export function missingPayload(rule: LiveFollowUp, { times, now, event_ids }: MissingNumbers): AlertPayload {
  const { event_type, follow_up, within_minutes } = rule;
  return explained(
    {
      metric: null,
      unit: 'count',
      observed: times.length,
      expected: 0,
      threshold: null,
      window: spanOf(times, now),
      reason: { kind: 'missing', event_type, follow_up, within_minutes },
      event_ids,
    },
    undefined,
  );
}

function spanOf(times: readonly number[], now: number): AlertPayload['window'] {
  return { from: new Date(times[0] ?? now).toISOString(), to: new Date(times.at(-1) ?? now).toISOString() };
}

const clocks = new Map<string, Intl.DateTimeFormat>();

/** `14:03` by the project's clock. */
function clockAt(ms: number, timeZone: string): string {
  let format = clocks.get(timeZone);
  if (!format) {
    format = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', hourCycle: 'h23', timeZone });
    clocks.set(timeZone, format);
  }
  return format.format(ms);
}
