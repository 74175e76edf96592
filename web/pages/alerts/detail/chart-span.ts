/** Which buckets show what an alert is about. Pure. */
import { HOUR_MS } from '../../../../worker/shared/durations.ts';
import type { Alert } from '../../../base/api/live.ts';
import type { MetricSeries } from '../../../base/api/types.ts';
import { addDays, todayIn } from '../../../base/time/calendar.ts';

const DAYS_BEFORE = 27;
const DAYS_AFTER = 3;

type Window = Alert['payload']['window'];

/** Days and grain: hours for what was judged by the hour, otherwise four weeks of days. */
export function chartSpan(window: Window, timezone: string, now: number) {
  const [start, end] = [Date.parse(window.from), Date.parse(window.to)];
  const today = todayIn(timezone, now);
  const first = todayIn(timezone, start);
  const last = todayIn(timezone, Math.max(start, end - 1));
  if (end - start <= 6 * HOUR_MS) return { from: addDays(first, -1), to: last, grain: 'hour' as const };
  const later = addDays(last, DAYS_AFTER);
  const [, until = last] = [last, later, today].sort();
  return { from: addDays(last, -DAYS_BEFORE), to: until, grain: 'day' as const };
}

/** The place of the last bucket of the window; -1 when it is not among them. */
export function bucketOf({ points, grain, timezone }: MetricSeries, window: Window): number {
  const last = Math.max(Date.parse(window.from), Date.parse(window.to) - 1);
  if (grain === 'hour') return points.findLastIndex(({ at }) => Date.parse(at) <= last);
  const day = todayIn(timezone, last);
  return points.findLastIndex(({ at }) => at === day);
}
