/** Pure: signals of rules that time judges, over past periods and runs. */
import { nextRun } from '../scheduled/cron.ts';
import type { JudgedPeriod } from '../scheduled/judge-series.ts';
import type { RuleFields } from '../schema.ts';
import type { Signal } from './back-test.ts';

/** Signals of complete periods, each at the end of its period. */
export function periodSignals(judged: readonly JudgedPeriod[]): Signal[] {
  return judged.flatMap(({ finding, range }) => {
    if (!finding) return [];
    const { period, firing, observed, expected, threshold } = finding;
    return { time: period.to, at: period.at, firing, holds_until: null, observed, expected, threshold, ...range };
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
