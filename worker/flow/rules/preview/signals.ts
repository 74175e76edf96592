/** Pure: a rule's signals over past periods, from points: what the ledger would have seen as it happened, or the cron after it. */
import type { Bucket } from '../../../base/time.ts';
import type { PointBook } from '../../metrics/index.ts';
import { nextRun } from '../scheduled/cron.ts';
import { type JudgedPeriod, lastWeek, type Question } from '../scheduled/judge-series.ts';
import { holds } from '../scheduled/judge-threshold.ts';
import { bucketsOfDay } from '../scheduled/periods.ts';
import type { RuleFields } from '../schema.ts';
import type { Signal } from './back-test.ts';

const MINUTE_MS = 60_000;

/** Signals of complete periods, each at the end of its period. */
export function periodSignals(judged: readonly JudgedPeriod[]): Signal[] {
  return judged.flatMap(({ finding, range }) => {
    if (!finding) return [];
    const { period, firing, observed, expected, threshold } = finding;
    return { time: period.to, at: period.at, firing, holds_until: null, observed, expected, threshold, ...range };
  });
}

/**
 * Signals of a live threshold: in each period the hour in which its growing value crosses the threshold, as far as hours can
 * tell. The condition ends with its period.
 */
export function liveSignals(question: Question, book: PointBook, periods: readonly Bucket[], end: number): Signal[] {
  const { fields, metric, currency, zone, grain } = question;
  const condition = { operator: fields.operator ?? 'gt', threshold: fields.threshold! };
  return periods.flatMap((period): Signal[] => {
    let total = 0;
    for (const hour of grain === 'hour' ? [period] : bucketsOfDay('hour', zone, period.at)) {
      total += book.value(metric, 'hour', [hour.at], currency) ?? 0;
      if (hour.from >= end || !holds(total, condition)) continue;
      const time = Math.min(hour.to, end) + (fields.for_minutes ?? 0) * MINUTE_MS;
      // One that crosses in the last hour has not held for long enough when its period ends.
      if (fields.for_minutes && time >= period.to) return [];
      const expected = lastWeek(question, book, period.at);
      const numbers = { observed: total, expected, threshold: condition.threshold };
      return [{ time: Math.min(time, period.to - 1), at: hour.at, firing: true, holds_until: period.to, ...numbers }];
    }
    return [];
  });
}

/** Each run of a schedule from `from` up to `end`, ms. */
export function scheduleRuns({ schedule, timezone }: RuleFields, from: number, end: number, most: number): number[] {
  const runs: number[] = [];
  for (let at = from - 1; runs.length < most; ) {
    at = nextRun(schedule ?? '', timezone ?? 'UTC', at);
    if (at > end) break;
    runs.push(at);
  }
  return runs;
}
