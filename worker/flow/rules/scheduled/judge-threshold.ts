/** Pure: thresholds on complete periods, for what only time can decide. */
import type { Bucket } from '../../../base/time.ts';
import type { Operator } from '../schema.ts';
import type { Finding } from './finding.ts';

export interface ThresholdTerms {
  operator: Operator;
  threshold: number;
  /** Complete periods in a row, the newest included, for which the condition must have held. */
  periods: number;
}

/** Whether a value fulfils the condition. */
export function holds(value: number, { operator, threshold }: Pick<ThresholdTerms, 'operator' | 'threshold'>): boolean {
  if (operator === 'gt') return value > threshold;
  if (operator === 'gte') return value >= threshold;
  return operator === 'lt' ? value < threshold : value <= threshold;
}

/** How many whole periods a duration needs; 1 at least. */
export function periodsFor(for_minutes: number | null, grain: 'hour' | 'day'): number {
  return Math.max(1, Math.ceil((for_minutes ?? 0) / (grain === 'hour' ? 60 : 1_440)));
}

/**
 * Judges the newest of the values, one a period, oldest first.
 * @returns undefined when nothing can be decided: no newest value, or a condition that has not held for long enough yet.
 */
export function judgeThreshold(
  values: readonly (number | null)[],
  period: Bucket,
  terms: ThresholdTerms,
): Finding | undefined {
  const observed = values.at(-1);
  if (observed === null || observed === undefined || !Number.isFinite(observed)) return undefined;
  const isHeld = holds(observed, terms);
  const last = values.slice(-terms.periods);
  const isLong = last.length === terms.periods && last.every((value) => value !== null && holds(value, terms));
  if (isHeld && !isLong) return undefined;
  const { operator, threshold } = terms;
  const direction = operator === 'gt' || operator === 'gte' ? 'up' : 'down';
  const size = direction === 'up' ? observed : -observed;
  return { period, firing: isHeld, observed, expected: null, threshold, deviation: { direction, size } };
}
