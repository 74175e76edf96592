/** Pure: the usual range of every bucket of a series, from the buckets before it: what charts draw and rules judge by. */
import { addDays, startOfPeriod } from '../../../base/time.ts';
import type { Metric } from '../catalogue.ts';
import type { Grain } from '../schema.ts';
import type { DayRange } from '../series.ts';
import { methodsByDay } from './choose-method.ts';
import { Series, type SeriesPoint } from './history.ts';
import { USUAL_DAYS, USUAL_THRESHOLD, usualAt } from './usual.ts';

/** Buckets before a bucket that its range rests on. */
const WINDOW: Record<Grain, number> = { hour: USUAL_DAYS * 24, day: USUAL_DAYS, week: 12, month: 12 };
/** More buckets than this have no ranges: three years of days, 45 days of hours. */
const MAX_BUCKETS = 1_100;

/** The ends of a usual range; null while too little is known. */
export interface UsualRange {
  usual_low: number | null;
  usual_high: number | null;
}

export const UNKNOWN: UsualRange = { usual_low: null, usual_high: null };

/** The days whose points a band over a range rests on, the range included. */
export function bandDays({ from, to }: DayRange, grain: Grain): DayRange {
  if (grain === 'hour' || grain === 'day') return { from: addDays(from, -USUAL_DAYS - 1), to };
  let first = startOfPeriod(from, grain);
  for (let i = 0; i < WINDOW[grain]; i++) first = startOfPeriod(addDays(first, -1), grain);
  return { from: first, to };
}

/**
 * The usual ranges of the last `count` of the points, complete ones and those under way; one under way has that of its whole bucket.
 */
export function bandOf(
  points: readonly SeriesPoint[],
  count: number,
  { grain, unit }: { grain: Grain; unit: Metric['unit'] },
): UsualRange[] {
  if (count > MAX_BUCKETS) return Array(count).fill(UNKNOWN);
  const series = new Series(points);
  const window = WINDOW[grain];
  const hourly = grain === 'hour';
  const chosenAt = hourly ? methodsByDay(series, window) : () => undefined;
  // Integers stay integers: there is no half an order, and no half a penny.
  const whole = unit === 'count' || unit === 'money';
  return points.slice(points.length - count).map((_, i) => {
    const at = points.length - count + i;
    const chosen = chosenAt(at);
    const terms = {
      method: 'auto' as const,
      threshold: USUAL_THRESHOLD,
      grain: hourly ? 'hour' : 'day',
      unit,
    } as const;
    const usual = usualAt(series, { from: Math.max(0, at - window), at }, { ...terms, ...(chosen && { chosen }) });
    if (!usual) return UNKNOWN;
    const { low, high } = usual;
    return whole ? { usual_low: Math.ceil(low), usual_high: Math.floor(high) } : { usual_low: low, usual_high: high };
  });
}
