/** Pure: the usual range of a point, from the points before it: what anomalies leave and charts draw. */
import { baselineOf } from './choose-method.ts';
import type { History, Series } from './history.ts';
import type { Baseline } from './zscore.ts';

/** How far from the expected value is unusual, in spreads, unless a rule says otherwise. */
export const USUAL_THRESHOLD = 2.5;
/** As many days before a point its range rests on, unless a rule says otherwise. */
export const USUAL_DAYS = 30;

/** Fewer points before a point say nothing about it. */
const MIN_POINTS = 5;
/** The spread is never taken for less than this share of what is expected: at the default threshold changes under 5 % never fire. */
const SMALLEST_SHARE = 0.02;
/** Nor for less than one event or one percentage point: with counts around zero one event more is no anomaly. */
const SMALLEST: Partial<Record<Unit, number>> = { count: 1, percent: 1 };

type Unit = 'count' | 'money' | 'ratio' | 'percent';

export interface UsualTerms {
  method: 'auto' | Baseline['method'];
  /** What `auto` has chosen from points before these, where the choice is not to be made anew for each. */
  chosen?: Baseline['method'];
  /** The ends of the range lie this many spreads from the expected value. */
  threshold: number;
  grain: 'hour' | 'day';
  /** The metric's unit; decides the smallest spread that is believed. */
  unit?: Unit;
  /** Name of the bucket of the business's first event; points before it are no history. */
  since?: string;
  /** No end of a range lies below it where the history has nothing negative; 0 by default. */
  floor?: number;
}

/** What a point was to be expected, and what that rests on. */
export interface Usual {
  history: History;
  baseline: Baseline;
  /** One spread as it is believed: never less than what is too small to matter. */
  spread: number;
  /** The range, both ends included. */
  low: number;
  high: number;
}

/**
 * The usual range of the point at index `at`, from the points from index `from` on before it. Its own value is not looked at.
 * @returns undefined while too little is known: fewer than five points with a value, or none that differs from zero
 * in a unit without a smallest amount.
 */
export function usualAt(series: Series, window: { from: number; at: number }, terms: UsualTerms): Usual | undefined {
  const { at } = series.points[window.at]!;
  const history = series.history(window.from, window.at, terms.since);
  if (history.values.length < MIN_POINTS) return undefined;
  const method = terms.method === 'auto' ? (terms.chosen ?? 'auto') : terms.method;
  const baseline = baselineOf(method, history, { at, grain: terms.grain });
  const spread = believedSpread(baseline, terms.unit);
  const width = terms.threshold * spread;
  const high = baseline.expected + width;
  const low = lowEnd(baseline.expected - width, terms.floor ?? 0, history.values);
  return spread > 0 && Number.isFinite(low) && Number.isFinite(high)
    ? { history, baseline, spread, low, high }
    : undefined;
}

/** The spread of a baseline, or the smallest one that is believed: 2 % of what is expected, one event, one percentage point. */
export function believedSpread({ spread, expected }: Pick<Baseline, 'spread' | 'expected'>, unit?: Unit): number {
  return Math.max(spread, SMALLEST_SHARE * Math.abs(expected), (unit && SMALLEST[unit]) ?? 0);
}

/** What was never negative is not expected to become so. */
function lowEnd(low: number, floor: number, history: Float64Array): number {
  return low < floor && history.every((value) => value >= 0) ? floor : low;
}
