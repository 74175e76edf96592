/** Pure: why an alert about a metric fired: the numbers behind it, and the sentence made from them. */
import { MINUTE_MS } from '../../shared/durations.ts';
import { en } from '../../words/languages/en.ts';
import type { Part, PeriodReason } from '../../words/reason.ts';
import { explain, nounOf } from '../../words/sentence.ts';
import { deltaPct, type Measure, type PointBook } from '../metrics/index.ts';
import type { AlertPayload } from './judgement.ts';
import type { Finding } from './scheduled/finding.ts';
import { lastWeek, type Question } from './scheduled/judge-series.ts';
import { periodsFor } from './scheduled/judge-threshold.ts';
import { weekBefore } from './scheduled/periods.ts';

const MAX_PARTS = 8;

/** A payload with its sentence. The API has it in English; the dashboard makes other languages from the same numbers. */
export function explained(payload: Omit<AlertPayload, 'explanation'>, currency: string | undefined): AlertPayload {
  return { ...payload, explanation: explain(en, payload, currency) ?? '' };
}

/** Everything that an alert contains of a finding. */
export function payloadOf(question: Question, book: PointBook, finding: Finding): AlertPayload {
  const { period, observed, expected, threshold, low, high, score } = finding;
  const before = lastWeek(question, book, period.at);
  const parts = before === null ? [] : partsOf(question, book, period.at);
  const payload = {
    metric: question.fields.metric,
    unit: question.delta ? ('percent' as const) : question.metric.unit,
    observed,
    expected,
    threshold,
    ...(low === undefined ? {} : { low, high, score }),
    window: { from: new Date(period.from).toISOString(), to: new Date(period.to).toISOString() },
    reason: reasonOf(question, finding, before),
    change_pct: question.delta ? observed : deltaPct(observed, before),
    ...(parts.length > 0 ? { parts } : {}),
  };
  return explained(payload, question.currency);
}

function reasonOf(question: Question, { period }: Finding, before: number | null): PeriodReason {
  const { fields, metric, grain, delta } = question;
  const isThreshold = fields.type === 'metric_threshold';
  const periods = isThreshold ? periodsFor(fields.for_minutes, grain) : 1;
  const { formula } = metric;
  return {
    kind: 'period',
    ...periodName(period),
    ...(periods > 1 ? { in_a_row: periods } : {}),
    ...(formula.kind === 'count' && metric.source !== 'customers' && !delta
      ? { event_type: formula.measure.event_type }
      : {}),
    ...(isThreshold ? { operator: fields.operator ?? 'gt' } : {}),
    before,
  };
}

/** A period by the project's calendar and clock. */
export function periodName({
  at,
  from,
  to,
}: {
  at: string;
  from: number;
  to: number;
}): Pick<PeriodReason, 'day' | 'hours'> {
  const day = at.slice(0, 10);
  if (at.length === 10) return { day };
  const start = at.slice(11, 16);
  const minutes = Number(start.slice(0, 2)) * 60 + Number(start.slice(3)) + (to - from) / MINUTE_MS;
  const two = (n: number) => String(n).padStart(2, '0');
  return { day, hours: { from: start, to: `${two(Math.floor(minutes / 60) % 24)}:${two(minutes % 60)}` } };
}

/** What a metric is made of, in this period and the same one a week before. */
function partsOf({ metric, grain, zone, currency }: Question, book: PointBook, at: string): Part[] {
  const week = weekBefore(grain, zone, at);
  return week === undefined ? [] : partsBetween({ metric, grain, currency }, book, [at], [week]);
}

/** What a metric is made of, over some periods and over the earlier ones that they are compared with. */
export function partsBetween(
  { metric, grain, currency }: Pick<Question, 'metric' | 'grain' | 'currency'>,
  book: PointBook,
  these: readonly string[],
  those: readonly string[],
): Part[] {
  const values = (measure: Measure, of: string | undefined) => {
    const [now, before] = [these, those].map((names) => book.measure(measure, grain, names, of));
    return { now: now!, before: before! };
  };
  const { formula } = metric;
  // Customers are no events that could be named.
  if (metric.source === 'customers') return [];
  switch (formula.kind) {
    case 'sum':
      return factorsOf(
        formula.measure,
        values({ ...formula.measure, field: 'n' }, currency),
        values(formula.measure, currency),
      );
    case 'difference':
      return [formula.plus, formula.minus].map((measure) => eventPart('sum', measure, values(measure, currency)));
    case 'average': {
      const { over, under } = formula;
      return [eventPart('sum', over, values(over, currency)), eventPart('count', under, values(under, currency))];
    }
    case 'ratio':
      return [formula.over, formula.under].map((measure) => eventPart('count', measure, values(measure, undefined)));
    default: {
      if (currency !== undefined) return [];
      const { event_type } = formula.measure;
      const currencies = [...these, ...those].flatMap((name) =>
        book.portions(event_type, grain, name).map((portion) => portion.currency),
      );
      const distinct = [...new Set(currencies)].filter((code) => code !== '');
      if (distinct.length < 2) return [];
      const parts = distinct.map((label): Part => {
        return { kind: 'currency', label, ...values(formula.measure, label), unit: 'count' };
      });
      return parts.sort((a, b) => Math.abs(b.now - b.before) - Math.abs(a.now - a.before)).slice(0, MAX_PARTS);
    }
  }
}

/** A sum of money is so many events times their average. */
export function factorsOf(measure: Measure, counts: Values, sums: Values): Part[] {
  const each = { now: over(sums.now, counts.now), before: over(sums.before, counts.before) };
  return [eventPart('count', measure, counts), { kind: 'average', label: 'average', ...each, unit: 'money' }];
}

interface Values {
  now: number;
  before: number;
}

function eventPart(kind: 'count' | 'sum', { event_type }: Measure, values: Values): Part {
  return { kind, label: plural(event_type), event_type, ...values, unit: kind === 'sum' ? 'money' : 'count' };
}

/** What events of a type are called in the API: `payments`, `“build failed” events`. */
function plural(event_type: string): string {
  return nounOf(en, event_type).other.replace('# ', '');
}

function over(sum: number, count: number): number {
  return count === 0 ? 0 : sum / count;
}
