/** Pure: what an alert of a live rule tells, in numbers and in one sentence that a person would write. */
import type { Bucket } from '../../../base/time.ts';
import { deltaPct } from '../../metrics/index.ts';
import type { AlertPayload } from '../judgement.ts';
import { comparison, countOf, grouped, money, periodName, shown } from '../wording.ts';
import type { LiveEvent, LiveFollowUp, LiveThreshold } from './live-rule.ts';

type Part = NonNullable<AlertPayload['parts']>[number];

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
  const { period, observed, now, last_week } = numbers;
  const before = last_week && (rule.measure.field === 'n' ? last_week.n : last_week.sum);
  const parts = [...factorsOf(rule, numbers), ...numbers.dimensions];
  return {
    metric: rule.metric,
    unit: rule.unit,
    observed,
    expected: before,
    threshold: rule.threshold,
    window: { from: new Date(period.from).toISOString(), to: new Date(Math.min(now, period.to)).toISOString() },
    explanation: thresholdSentence(rule, numbers, before),
    change_pct: deltaPct(observed, before),
    ...(parts.length > 0 ? { parts } : {}),
  };
}

function thresholdSentence(rule: LiveThreshold, numbers: ThresholdNumbers, before: number | null): string {
  const { observed, period } = numbers;
  const currency = rule.currency || undefined;
  const what =
    rule.unit === 'money' ? `${labelOf(rule)} of ${shown(observed, 'money', currency)}` : counted(rule, observed);
  const condition = `${rule.operator === 'gt' ? 'above' : 'at or above'} the threshold of ${shown(rule.threshold, rule.unit, currency)}`;
  const compared = comparison(observed, before, { unit: rule.unit, currency, when: 'by this time a week before' });
  const reason = compared && before ? reasonOf(rule, numbers) : undefined;
  const clauses = [`${what} so far ${periodName(period)}`, condition, compared && withReason(compared, reason)];
  return `${capital(clauses.filter(Boolean).join(', '))}.`;
}

const withReason = (compared: string, reason: string | undefined) => (reason ? `${compared}: ${reason}` : compared);

function counted({ measure, currency }: LiveThreshold, n: number): string {
  return countOf(n, measure.event_type) + (currency ? ` in ${currency}` : '');
}

function labelOf({ metric }: LiveThreshold): string {
  return metric.replace(/^custom\.[^.]+\./, '').replaceAll(/[._]/g, ' ');
}

/** Money is orders times their average. */
function factorsOf({ measure, unit }: LiveThreshold, { this_week, last_week }: ThresholdNumbers): Part[] {
  if (unit !== 'money' || !last_week || last_week.n === 0) return [];
  const orders = { label: countOf(2, measure.event_type).replace(/^2 /, ''), now: this_week.n, before: last_week.n };
  const average = { label: 'average', now: averageOf(this_week), before: averageOf(last_week) };
  return [
    { ...orders, unit: 'count' },
    { ...average, unit: 'money' },
  ];
}

function reasonOf(rule: LiveThreshold, { this_week, last_week, dimensions }: ThresholdNumbers): string | undefined {
  const [most] = dimensions;
  const within = most && most.now > most.before ? `most of it from ${most.label} (${pair(most, rule)})` : undefined;
  if (rule.unit !== 'money' || !last_week || last_week.n === 0) return within;
  const orders = `${countOf(this_week.n, rule.measure.event_type)} instead of ${grouped(last_week.n)}`;
  const average = `${money(averageOf(this_week), rule.currency)} on average instead of ${money(averageOf(last_week), rule.currency)}`;
  return [`${orders}, ${average}`, within].filter(Boolean).join('; ');
}

function pair({ now, before, unit }: Part, { currency }: LiveThreshold): string {
  const as = (value: number) => (unit === 'money' ? money(value, currency) : grouped(value));
  return `${as(now)} instead of ${as(before)}`;
}

function averageOf({ n, sum }: Span): number {
  return n === 0 ? 0 : Math.round(sum / n);
}

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
  const counted = capital(countOf(times.length, rule.event_type));
  const last = times.at(-1);
  const at = last === undefined ? '' : clockAt(last, timezone);
  const within = `within ${duration(rule.window_minutes)}`;
  const explanation =
    times.length === 1 ? `${counted} at ${at}.` : `${counted} ${within}${at && `, the last at ${at}`}.`;
  return {
    metric: null,
    unit: 'count',
    observed: times.length,
    expected: null,
    threshold: rule.count,
    window: spanOf(times, now),
    explanation,
    event_ids,
  };
}

/** What the alert of missing follow-ups is made from: the events that nobody answered, by time. */
export interface MissingNumbers {
  times: readonly number[];
  now: number;
  event_ids: string[];
}

/** The alert of events that nothing followed. */
export function missingPayload(rule: LiveFollowUp, { times, now, event_ids }: MissingNumbers): AlertPayload {
  const wanted = countOf(1, rule.follow_up).replace(/^1 /, '');
  const subject = capital(countOf(times.length, rule.event_type));
  return {
    metric: null,
    unit: 'count',
    observed: times.length,
    expected: 0,
    threshold: null,
    window: spanOf(times, now),
    explanation: `${subject} without a ${wanted} within ${duration(rule.within_minutes)}.`,
    event_ids,
  };
}

function spanOf(times: readonly number[], now: number): AlertPayload['window'] {
  return { from: new Date(times[0] ?? now).toISOString(), to: new Date(times.at(-1) ?? now).toISOString() };
}

/** `60 minutes`, `24 hours`, `3 days`: the largest unit that needs no fraction. */
function duration(minutes: number): string {
  const [size, name] =
    minutes % 1_440 === 0 && minutes > 1_440 ? [1_440, 'day'] : minutes % 60 === 0 ? [60, 'hour'] : [1, 'minute'];
  const n = minutes / size;
  return n === 1 ? `${size === 60 ? 'an' : 'a'} ${name}` : `${grouped(n)} ${name}s`;
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

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
