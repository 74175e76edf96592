/** Pure: what a day had by a certain time of day, from its hours. The hour that is under way counts in part, as if evenly spread. */

import { hoursOfDay } from '../../../base/time.ts';
import { HOUR_MS, MINUTE_MS } from '../../../shared/durations.ts';

/** What of a stored hour can be counted in part. */
interface HourSum {
  /** The hour's local ISO time with offset. */
  at: string;
  n: number;
  sum: number;
}

/** How long into its local day the clock of `zone` is at `now`, in ms. A clock that was set back shows a time twice. */
export function clockAt(now: number, day: string, zone: string): number {
  const hour = hoursOfDay(day, zone).findLast(({ from }) => from <= now);
  return hour ? clockOf(hour.at) + Math.min(now - hour.from, HOUR_MS) : 0;
}

/** The hours' sums up to `clock` (ms into the day, as the clocks on the wall show it). */
export function upToClock<T extends HourSum>(hours: readonly T[], clock: number): T[] {
  return hours.flatMap((hour) => {
    const share = Math.min(1, Math.max(0, (clock - clockOf(hour.at)) / HOUR_MS));
    return share === 0 ? [] : [{ ...hour, n: hour.n * share, sum: hour.sum * share }];
  });
}

function clockOf(at: string): number {
  return (Number(at.slice(11, 13)) * 60 + Number(at.slice(14, 16))) * MINUTE_MS;
}
