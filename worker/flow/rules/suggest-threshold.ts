/** Pure: a threshold that would have raised fewer alerts, found by back-testing, and would have lost none that a person acknowledged. */

import { judgePast, type Past } from './preview/past.ts';
import { findingsOf } from './scheduled/judge-series.ts';
import { holds } from './scheduled/judge-threshold.ts';

/** A quieter rule: the change to send, and how many alerts it raised and would have raised. */
export interface Suggestion {
  threshold: number;
  alerts_now: number;
  alerts_then: number;
}

/** A quieter rule raises at most this share of the alerts. */
const SHARE = 0.25;
/** Fewer alerts than this are no noise. */
const MIN_ALERTS = 4;
/** How many deviations an anomaly's threshold is raised by at a time, and at most. */
const STEP = 0.5;
const STEPS = 15;

/**
 * The smallest change of the threshold that would have raised at most a quarter of the alerts; when that would lose a period that
 * somebody acknowledged (`keep`, instants in ms), the largest one that loses none. Undefined when no threshold is quieter.
 */
export function suggestThreshold(past: Past, keep: readonly number[]): Suggestion | undefined {
  const { threshold } = past.question.fields;
  if (threshold === null) return undefined;
  const alerts_now = judgePast(past, threshold).alerts.length;
  if (alerts_now < MIN_ALERTS) return undefined;
  const candidates = candidatesOf(past, threshold);
  const keeps = lastThat(candidates, (candidate) => keepsAll(past, candidate, keep));
  const quiet = firstThat(candidates, (candidate) => judgePast(past, candidate).alerts.length <= alerts_now * SHARE);
  const place = Math.min(keeps, quiet);
  const found = candidates[place];
  if (found === undefined) return undefined;
  const alerts_then = judgePast(past, found).alerts.length;
  return alerts_then < alerts_now ? { threshold: found, alerts_now, alerts_then } : undefined;
}

/** Thresholds from the mildest change to the strongest: the values that were there, or ever more deviations. */
function candidatesOf({ question, points }: Past, threshold: number): number[] {
  const { type, operator } = question.fields;
  if (type === 'anomaly') {
    return Array.from({ length: STEPS }, (_, i) => Math.round((threshold + STEP * (i + 1)) * 100) / 100);
  }
  const up = operator === 'gt' || operator === 'gte';
  const values = new Set(points.flatMap(({ value }) => (value === null ? [] : [value])));
  return [...values]
    .filter((value) => (up ? value > threshold : value < threshold))
    .sort((a, b) => (up ? a - b : b - a));
}

/** Whether every period that a person acknowledged would still have fired. */
function keepsAll(past: Past, threshold: number, keep: readonly number[]): boolean {
  const { question, periods, first, book } = past;
  const kept = keep.flatMap((at) => periods.findLast(({ from, to }) => from <= at && at < to)?.at ?? []);
  if (kept.length === 0) return true;
  const fields = { ...question.fields, threshold };
  if (fields.type === 'anomaly') {
    const findings = findingsOf({ ...question, fields }, book, periods, first);
    const firing = new Set(findings.filter((finding) => finding.firing).map(({ period }) => period.at));
    return kept.every((at) => firing.has(at));
  }
  const condition = { operator: fields.operator ?? 'gt', threshold };
  const values = new Map(past.points.map(({ at, value }) => [at, value]));
  return kept.every((at) => {
    const value = values.get(at);
    return value === undefined || (value !== null && holds(value, condition));
  });
}

/** The first index from which on something holds; the length when it never does. */
function firstThat(candidates: readonly number[], isTrue: (candidate: number) => boolean): number {
  let [low, high] = [0, candidates.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (isTrue(candidates[middle]!)) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** The last index up to which something holds; −1 when it never does. */
function lastThat(candidates: readonly number[], isTrue: (candidate: number) => boolean): number {
  return firstThat(candidates, (candidate) => !isTrue(candidate)) - 1;
}
