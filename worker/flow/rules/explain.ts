/** Pure: why an alert about a metric fired, in one sentence that a person would write, and the numbers behind it. */
import { deltaPct, type Measure, type Metric, type PointBook } from '../metrics/index.ts';
import type { AlertPayload } from './judgement.ts';
import type { Finding } from './scheduled/finding.ts';
import { lastWeek, type Question } from './scheduled/judge-series.ts';
import { periodsFor } from './scheduled/judge-threshold.ts';
import { weekBefore } from './scheduled/periods.ts';
import { comparison, countOf, grouped, money, percent, periodName, shown } from './wording.ts';

type Part = NonNullable<AlertPayload['parts']>[number];

const MAX_PARTS = 8;
const CONDITIONS = { gt: 'above', gte: 'at or above', lt: 'below', lte: 'at or below' } as const;

/** Everything that an alert tells of a finding. */
export function payloadOf(question: Question, book: PointBook, finding: Finding): AlertPayload {
  const { period, observed, expected, threshold, low, high, score } = finding;
  const before = lastWeek(question, book, period.at);
  const parts = before === null ? [] : partsOf(question, book, period.at);
  const change_pct = question.delta ? observed : deltaPct(observed, before);
  return {
    metric: question.fields.metric,
    unit: question.delta ? 'percent' : question.metric.unit,
    observed,
    expected,
    threshold,
    ...(low === undefined ? {} : { low, high, score }),
    window: { from: new Date(period.from).toISOString(), to: new Date(period.to).toISOString() },
    explanation: sentence(question, finding, { before, parts }),
    change_pct,
    ...(parts.length > 0 ? { parts } : {}),
  };
}

function sentence(question: Question, finding: Finding, week: { before: number | null; parts: Part[] }): string {
  const { metric, currency } = question;
  const when = { unit: question.delta ? ('percent' as const) : metric.unit, currency, when: 'a week before' };
  const compared = comparison(finding.observed, week.before, when);
  const reasons = compared && week.before !== 0 ? reasonOf(metric, week.parts, currency) : undefined;
  const head = `${headOf(question, finding.observed)} ${periodName(finding.period)}${runOf(question)}`;
  const clauses = [conditionOf(question, finding), compared && `${compared}${reasons ? `: ${reasons}` : ''}`];
  return `${capital([head, ...clauses.filter(Boolean)].join(', '))}.`;
}

/** What was observed: `3 bookings`, `revenue of £1,240.00`. */
export function headOf(
  { metric, currency, delta }: Pick<Question, 'metric' | 'currency' | 'delta'>,
  value: number,
): string {
  const { formula, unit } = metric;
  const label = metric.label.charAt(0).toLowerCase() + metric.label.slice(1);
  if (delta) {
    if (value === 0) return `${label} did not change`;
    return `${label} ${value > 0 ? 'rose' : 'fell'} by ${percent(Math.abs(value))}`;
  }
  if (unit === 'count' && formula.kind === 'count') {
    return countOf(value, formula.measure.event_type) + (currency ? ` in ${currency}` : '');
  }
  return `${label} of ${shown(value, unit, currency)}`;
}

/** ` for the third hour in a row`, said of conditions that had to hold for some time. */
function runOf({ fields, grain }: Question): string {
  const periods = fields.type === 'metric_threshold' ? periodsFor(fields.for_minutes, grain) : 1;
  return periods > 1 ? `, the last of ${periods} ${grain}s in a row` : '';
}

function conditionOf({ fields, metric, currency, delta }: Question, finding: Finding): string {
  const unit = delta ? 'percent' : metric.unit;
  const as = (value: number) => shown(value, unit, currency);
  if (fields.type === 'metric_threshold') {
    return `${CONDITIONS[fields.operator ?? 'gt']} the threshold of ${as(finding.threshold)}`;
  }
  const { low = 0, high = 0, observed } = finding;
  // A share of the average may fire inside the range, where the range says nothing.
  if (observed >= low && observed <= high) return `where ${as(finding.expected ?? 0)} was to be expected`;
  const [least, most] = [as(low), as(high)];
  return least === most ? `where ${least} is usual` : `where ${least} to ${most} is usual`;
}

/** What a metric is made of, in this period and the same one a week before. */
function partsOf(question: Question, book: PointBook, at: string): Part[] {
  const { metric, grain, zone, currency } = question;
  const week = weekBefore(grain, zone, at);
  if (week === undefined) return [];
  const read = (measure: Measure, name: string, of = currency) => book.measure(measure, grain, [name], of);
  const part = (label: string, measure: Measure, unit: Part['unit'], of = currency): Part => {
    return { label, now: read(measure, at, of), before: read(measure, week, of), unit };
  };
  const { formula } = metric;
  switch (formula.kind) {
    case 'sum': {
      const count = part(plural(formula.measure), { ...formula.measure, field: 'n' }, 'count');
      const sum = part(metric.label, formula.measure, 'money');
      const each = { label: 'average', now: over(sum.now, count.now), before: over(sum.before, count.before) };
      return [count, { ...each, unit: 'money' }];
    }
    case 'difference':
      return [formula.plus, formula.minus].map((measure) => part(plural(measure), measure, 'money'));
    case 'ratio':
      return [formula.over, formula.under].map((measure) => part(plural(measure), measure, 'count', undefined));
    default: {
      if (currency !== undefined) return [];
      const { event_type } = formula.measure;
      const currencies = [at, week].flatMap((name) => book.portions(event_type, grain, name).map((p) => p.currency));
      const distinct = [...new Set(currencies)].filter((code) => code !== '');
      if (distinct.length < 2) return [];
      const parts = distinct.map((code) => part(code, formula.measure, 'count', code));
      return parts.sort((a, b) => Math.abs(b.now - b.before) - Math.abs(a.now - a.before)).slice(0, MAX_PARTS);
    }
  }
}

/** The parts in words; undefined where they explain nothing. */
function reasonOf({ formula }: Metric, parts: Part[], currency: string | undefined): string | undefined {
  const [first, second] = parts;
  if (!first || !second) return undefined;
  if (formula.kind === 'sum' && currency) {
    const counts = `${countOf(first.now, formula.measure.event_type)} instead of ${grouped(first.before)}`;
    if (first.now === 0 || first.before === 0) return counts;
    const [each, before] = [money(second.now, currency), money(second.before, currency)];
    return `${counts}, ${each} on average ${each === before ? 'as before' : `instead of ${before}`}`;
  }
  if (formula.kind === 'difference' && currency) {
    return parts
      .map(({ label, now, before }) => `${label} of ${money(now, currency)} instead of ${money(before, currency)}`)
      .join(', ');
  }
  if (formula.kind === 'ratio') {
    const pair = (a: number, b: number) =>
      `${countOf(a, formula.over.event_type)} from ${countOf(b, formula.under.event_type)}`;
    return `${pair(first.now, second.now)} instead of ${grouped(first.before)} from ${grouped(second.before)}`;
  }
  if (first.now === first.before) return undefined;
  return `most of it in ${first.label} (${grouped(first.now)} instead of ${grouped(first.before)})`;
}

function plural({ event_type }: Measure): string {
  return countOf(2, event_type).replace(/^2 /, '');
}

function over(sum: number, count: number): number {
  return count === 0 ? 0 : sum / count;
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
