/** Pure: judging a rule's metric over complete periods, as the minute cron, a run by hand and a preview do. */
import { AppError } from '../../../base/errors.ts';
import type { Bucket } from '../../../base/time.ts';
import { methodsByDay, Series, type SeriesPoint } from '../../metrics/baseline/index.ts';
import { deltaPct, type Metric, measuresOf, type PointBook, type PointSpan } from '../../metrics/index.ts';
import { type AnomalyJudgement, type AnomalyTerms, isCleared, judgeAt } from '../anomaly/anomaly.ts';
import { currencyOfRule, metricOf, type Terms } from '../metric-of.ts';
import type { RuleFields } from '../schema.ts';
import type { Finding } from './finding.ts';
import { judgeThreshold, periodsFor } from './judge-threshold.ts';
import { completePeriods, type Grain, shifted, weekBefore } from './periods.ts';

/** A rule's question to the points: whose values, by which grain, in which zone. */
export interface Question {
  fields: RuleFields;
  metric: Metric;
  delta: boolean;
  grain: Grain;
  zone: string;
  currency: string | undefined;
}

/** Days that explanations look back. */
const WEEK_DAYS = 8;

/** The question of a rule with a metric; throws when the metric is not to be had any more. */
export function questionOf(fields: RuleFields, project: Terms): Question {
  const found = metricOf(fields, project);
  if (!found) throw new AppError('missing', 'metric.not_found', `There is no metric ${fields.metric}.`);
  const { metric, delta } = found;
  const currency = currencyOfRule(fields, metric, project);
  return { fields, metric, delta, grain: fields.grain ?? 'day', zone: project.points_timezone, currency };
}

/** How many periods before the judged one a judgement needs. */
export function historyPeriods({ fields, grain, delta }: Question): number {
  // Hours of anomalies take another day: their method is chosen by the window before the day.
  if (fields.type === 'anomaly') {
    const days = fields.window_days ?? 30;
    return (grain === 'hour' ? (days + 1) * 24 + 1 : days) + (delta ? 1 : 0);
  }
  return periodsFor(fields.for_minutes, grain) + (delta ? 1 : 0);
}

/** The stored points that judging `periods` (complete ones, oldest first) needs, the week before them included. */
export function spansOf(question: Question, periods: readonly Bucket[]): PointSpan[] {
  const days = Math.ceil(historyPeriods(question) / (question.grain === 'hour' ? 23 : 1)) + 1;
  const first = periods[0]!.at.slice(0, 10);
  const from = shifted(first, -Math.max(days, WEEK_DAYS));
  const before = shifted(periods.at(-1)!.at.slice(0, 10), 1);
  return measuresOf(question.metric.formula).map(({ event_type }) => {
    return { grain: question.grain, event_type, from, before };
  });
}

/** The metric's value in one period, or its change against the period before in percent. */
export function periodValue(
  question: Question,
  book: PointBook,
  at: string,
  before: string | undefined,
): number | null {
  const { metric, grain, currency } = question;
  const value = book.value(metric, grain, [at], currency);
  if (!question.delta) return value;
  return before === undefined ? null : deltaPct(value, book.value(metric, grain, [before], currency));
}

/** What the same hour or day a week before was worth. */
export function lastWeek(question: Question, book: PointBook, at: string): number | null {
  const name = weekBefore(question.grain, question.zone, at);
  if (name === undefined || question.delta) return null;
  return book.value(question.metric, question.grain, [name], question.currency);
}

/** The result of judging one period. */
export interface JudgedPeriod {
  /** Undefined where nothing can be decided, so that an alert stays as it is. */
  finding?: Finding;
  /** The range that an anomaly's rule expects; undefined where there is nothing to expect it from. */
  range?: { low: number; high: number };
}

/** Judges each of `periods` (complete ones, oldest first) from index `first` on, once; those before `first` are history. */
export function judgePeriods(
  question: Question,
  book: PointBook,
  periods: readonly Bucket[],
  first: number,
): JudgedPeriod[] {
  const points = periods.map(({ at }, i) => ({ at, value: periodValue(question, book, at, periods[i - 1]?.at) }));
  const judge = question.fields.type === 'anomaly' ? anomalyJudge(question, points) : thresholdJudge(question, points);
  return periods.slice(first).map((period, n) => {
    const judged = judge(first + n, period);
    // The expected value of a threshold is that of a week before; only alerts show it.
    if (judged.finding?.firing) judged.finding.expected ??= lastWeek(question, book, period.at);
    return judged;
  });
}

/** The findings of `judgePeriods`; periods without a decision are left out. */
export function findingsOf(...asked: Parameters<typeof judgePeriods>): Finding[] {
  return judgePeriods(...asked).flatMap(({ finding }) => finding ?? []);
}

type Points = readonly SeriesPoint[];
type JudgeOne = (i: number, period: Bucket) => JudgedPeriod;

function thresholdJudge({ fields, grain }: Question, points: Points): JudgeOne {
  const { operator, threshold, for_minutes } = fields;
  const terms = { operator: operator ?? 'gt', threshold: threshold!, periods: periodsFor(for_minutes, grain) };
  return (i, period) => {
    const window = points.slice(Math.max(0, i + 1 - terms.periods), i + 1);
    const values = window.map(({ value }) => value);
    const finding = judgeThreshold(values, period, terms);
    return finding ? { finding } : {};
  };
}

type Method = NonNullable<AnomalyTerms['chosen']>;

function anomalyJudge(question: Question, points: Points): JudgeOne {
  const series = new Series(points);
  const needed = windowOf(question);
  const choose = methodByDay(question, series, needed);
  const terms = anomalyTerms(question);
  return (at, period) => {
    const chosen = choose(at);
    const judged = judgeAt(series, { from: Math.max(0, at - needed), at }, { ...terms, ...(chosen ? { chosen } : {}) });
    return judged ? anomalyFound(judged, terms, period) : {};
  };
}

/** How many points before the newest one an anomaly is judged by. */
function windowOf({ fields, grain }: Question): number {
  return (fields.window_days ?? 30) * (grain === 'hour' ? 24 : 1);
}

/** What `auto` chooses for the hours of each day; undefined where it chooses anew for each point, or nothing is to choose. */
function methodByDay({ fields, grain }: Question, series: Series, window: number): (i: number) => Method | undefined {
  if (grain !== 'hour' || (fields.method ?? 'auto') !== 'auto') return () => undefined;
  return methodsByDay(series, window);
}

function anomalyFound(judged: AnomalyJudgement, terms: AnomalyTerms, period: Bucket): JudgedPeriod {
  const { firing, observed, expected, low, high, score, reason } = judged;
  const range = { low, high };
  // Between the threshold and four fifths of it an open alert stays, and none is raised.
  if (!firing && !isCleared(judged, terms)) return { range };
  const up = reason === 'share_of_average' ? observed > judged.average : score > 0;
  const deviation = { direction: up ? ('up' as const) : ('down' as const), size: Math.abs(score) };
  const numbers = { observed, expected, threshold: terms.threshold, score, ...range };
  return { finding: { period, firing, deviation, ...numbers }, range };
}

function anomalyTerms({ fields, grain, metric, delta }: Question): AnomalyTerms {
  return {
    method: fields.method ?? 'auto',
    threshold: fields.threshold ?? 2.5,
    direction: fields.direction ?? 'both',
    grain,
    unit: delta ? 'percent' : metric.unit,
    ...(fields.percent_of_average === null ? {} : { percent_of_average: fields.percent_of_average }),
    ...(fields.min_observed === null ? {} : { min_observed: fields.min_observed }),
  };
}

/** The newest complete periods at `now`: those to judge, with the history before them; and where the judged ones begin. */
export function periodsToJudge(question: Question, now: number, judge: number): { periods: Bucket[]; first: number } {
  const history = historyPeriods(question);
  return { periods: completePeriods(question.grain, question.zone, now, history + judge), first: history };
}
