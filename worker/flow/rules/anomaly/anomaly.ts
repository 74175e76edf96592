/** Pure: whether the newest point of a business series is an anomaly, and what was expected instead. */
import { type Baseline, isNumber, mean, Series, type SeriesPoint, usualAt } from '../../metrics/baseline/index.ts';
import { isRare } from './rarity.ts';

/** A cleared anomaly lies this far inside the threshold, so that an alert does not flicker. */
const CLEARED = 0.8;

type Unit = 'count' | 'money' | 'ratio' | 'percent';

/** What a rule asks of the detector. */
export interface AnomalyTerms {
  /**
   * `zscore`: mean and standard deviation. `robust`: median and median absolute deviation. `seasonal`: the same weekday, hour
   * of the week or hour of the day, `robust` until enough of them are known. `auto`: seasonal when the season predicts the past
   * points better than the window's middle does by a fifth, else robust when a few outliers make a third of the standard
   * deviation, else zscore; from two weeks of hours on, a deviation also has to be rare for the series itself.
   */
  method: 'auto' | Baseline['method'];
  /** What `auto` has chosen from points before these, where the choice is not to be made anew for each. */
  chosen?: Baseline['method'];
  /** More deviations from the expected value than this fire; 2.5 unless a rule says otherwise. */
  threshold: number;
  direction: 'up' | 'down' | 'both';
  grain: 'hour' | 'day';
  /** The metric's unit; decides the smallest spread that is believed. */
  unit?: Unit;
  /** Also fires from this share of the window's mean on: at 150 or more when up, at 50 or less when down. */
  percent_of_average?: number;
  /** Upward anomalies below this value do not fire. */
  min_observed?: number;
  /** Name of the bucket of the business's first event; points before it are no history. */
  since?: string;
}

/** What was seen, what was expected, and why it fires or does not. */
export interface AnomalyJudgement extends Pick<Baseline, 'expected' | 'method' | 'compared_with'> {
  observed: number;
  /** The range that the threshold allows, both ends included. */
  low: number;
  high: number;
  /** Deviations from the expected value, negative below it. */
  score: number;
  /** The mean of the window, which `percent_of_average` refers to. */
  average: number;
  /** How many points the judgement rests on. */
  points: number;
  firing: boolean;
  /**
   * `deviation` and `share_of_average` fire; `usual` lies within the range, `other_direction` and `below_minimum` outside of
   * it but not as the rule asks, `not_rare` outside of it as hours of this series often do.
   */
  reason: 'deviation' | 'share_of_average' | 'usual' | 'other_direction' | 'below_minimum' | 'not_rare';
}

/** Judges the newest of complete points, oldest first, against those before it: `judgeAt` of the last one. */
export function judgeAnomaly(points: readonly SeriesPoint[], terms: AnomalyTerms): AnomalyJudgement | undefined {
  return points.length === 0 ? undefined : judgeAt(new Series(points), { from: 0, at: points.length - 1 }, terms);
}

/**
 * Judges the point at index `at` of a series of complete points against those from index `from` on before it. Points without a
 * value are skipped.
 * @returns undefined when there is nothing to judge or to judge by: no value, fewer than five points before it, or a window that
 * does not vary around zero in a unit without a smallest amount.
 */
export function judgeAt(
  series: Series,
  window: { from: number; at: number },
  terms: AnomalyTerms,
): AnomalyJudgement | undefined {
  const { at, value } = series.points[window.at]!;
  if (!isNumber(value)) return undefined;
  const newest = { at, value };
  const usual = usualAt(series, window, { ...terms, floor: Math.min(value, 0) });
  if (!usual) return undefined;
  const { history, baseline, spread, low, high } = usual;
  const { expected } = baseline;
  const score = (value - expected) / spread;
  const judged = { observed: value, expected, score, average: mean(history.values) };
  if (![score, judged.average].every(Number.isFinite)) return undefined;
  const { compared_with } = baseline;
  const reason = reasonOf(judged, terms, () => isRare(history, newest, terms.threshold));
  return {
    ...judged,
    low,
    high,
    method: baseline.method,
    compared_with,
    points: history.values.length,
    firing: reason === 'deviation' || reason === 'share_of_average',
    reason,
  };
}

/** Whether an open anomaly is over: it no longer fires, and lies within 80 % of the threshold or below the smallest value that fires. */
export function isCleared(judgement: AnomalyJudgement, terms: AnomalyTerms): boolean {
  const { score } = judgement;
  if (judgement.firing || judgement.reason === 'below_minimum') return !judgement.firing;
  const far = terms.direction === 'up' ? score : terms.direction === 'down' ? -score : Math.abs(score);
  return far < CLEARED * terms.threshold;
}

type Judged = Pick<AnomalyJudgement, 'observed' | 'expected' | 'score' | 'average'>;

/** `rare` is called last: it takes a hundred times longer than the rest. */
function reasonOf(judged: Judged, terms: AnomalyTerms, rare: () => boolean): AnomalyJudgement['reason'] {
  const { score, observed } = judged;
  const { direction, threshold, min_observed } = terms;
  const share = shareOf(judged, terms);
  if (!share && Math.abs(score) <= threshold) return 'usual';
  const side = share ?? (score > 0 ? 'up' : 'down');
  if (direction !== 'both' && direction !== side) return 'other_direction';
  if (side === 'up' && min_observed !== undefined && observed < min_observed) return 'below_minimum';
  const deviates = (side === 'up' ? score : -score) > threshold;
  const doubted = terms.method === 'auto' && terms.grain === 'hour';
  if (deviates && (!doubted || rare())) return 'deviation';
  return share ? 'share_of_average' : 'not_rare';
}

/** The side on which the share of the average is reached. */
function shareOf({ observed, average }: Judged, terms: AnomalyTerms): 'up' | 'down' | undefined {
  const { percent_of_average: percent, direction } = terms;
  if (percent === undefined || average <= 0) return undefined;
  const side = direction === 'both' ? (percent >= 100 ? 'up' : 'down') : direction;
  const limit = (percent / 100) * average;
  return (side === 'up' ? observed >= limit : observed <= limit) ? side : undefined;
}
