/** Pure: signals of a live threshold over past hours, by the judge of live events: each hour as if its events came at its end. */
import type { Bucket } from '../../../base/time.ts';
import type { Portion } from '../../metrics/index.ts';
import type { LiveThreshold } from '../live/live-rule.ts';
import { ThresholdJudge, type ThresholdStep } from '../live/threshold-judge.ts';
import type { Signal } from './back-test.ts';

/** What one hour of the rule's measure added. */
export interface PastHour {
  hour: Bucket;
  portions: readonly Portion[];
}

interface Terms {
  timezone: string;
  /** The end of the past (ms): the last hour may not be over. */
  end: number;
  /** What was to be expected of a period. */
  expected: (period: Bucket) => number | null;
}

/** One signal a firing, named by the hour in which it came; the condition ends with its period. Hours ascend. */
export function thresholdSignals(
  rule: LiveThreshold,
  hours: Iterable<PastHour>,
  { timezone, end, expected }: Terms,
): Signal[] {
  const judge = new ThresholdJudge([rule], { timezone, states: new Map(), read: () => [] });
  const signals: Signal[] = [];
  for (const { hour, portions } of hours) {
    if (hour.from >= end) break;
    const now = Math.min(hour.to - 1, end);
    const take = ({ verdicts }: ThresholdStep, time: number) => {
      for (const { reading } of verdicts) {
        const { observed, period } = reading;
        const numbers = { observed, expected: expected(period), threshold: rule.threshold };
        signals.push({ time, at: hour.at, firing: true, holds_until: period.to, ...numbers });
      }
    };
    // A period begins empty, before its first events.
    take(judge.due(hour.from), hour.from);
    for (let due = judge.nextDue(); due <= now; due = judge.nextDue()) take(judge.due(due), due);
    const { event_type } = rule.measure;
    const events = portions.map(({ currency, n, sum: amount }) => {
      return { event_type, occurred_ms: hour.from, currency, amount, n };
    });
    take(judge.append(events, now), now);
  }
  return signals;
}
