/** Pure: which baseline suits a series, told by the series itself. */
import type { History } from './anomaly-window.ts';
import { ascending, inner, robustBaseline } from './robust.ts';
import { bySeason, type Seasons, seasonalBaseline, seasonsOf } from './seasonal.ts';
import { type Baseline, mean, zscoreBaseline } from './zscore.ts';

/** A season has to predict past points better than the window's middle does by this factor. */
const SEASON_GAIN = 0.8;
/** A standard deviation this many times that of the values without their lowest and highest twentieth comes from outliers. */
const HEAVY_TAILS = 1.5;
/** Share of the largest errors that the comparison of seasons leaves out: an outlier is nobody's season. */
const TRIMMED = 0.1;

/** What the newest point, named `at`, is judged by. A season that the history does not know falls back to the robust method. */
export function baselineOf(
  method: 'auto' | Baseline['method'],
  history: History,
  newest: { at: string; grain: 'hour' | 'day' },
): Baseline {
  if (method === 'zscore') return zscoreBaseline(history.values);
  if (method === 'robust') return robustBaseline(history.values);
  const seasons = seasonsOf(history, newest.at, newest.grain);
  if (method === 'seasonal') {
    return seasons ? seasonalBaseline(history.values, seasons) : robustBaseline(history.values);
  }
  if (seasons && hasSeason(history.values, seasons)) return seasonalBaseline(history.values, seasons);
  return hasOutliers(history.values) ? robustBaseline(history.values) : zscoreBaseline(history.values);
}

/** Whether a few values make most of the spread. Closed days do not: they are too many to be outliers. */
function hasOutliers(values: Float64Array): boolean {
  return zscoreBaseline(values).spread > HEAVY_TAILS * zscoreBaseline(inner(ascending(values))).spread;
}

/** Whether the other points of its season predict a point better than all other points of the window do. */
function hasSeason(values: Float64Array, seasons: Seasons): boolean {
  const together = usualError([ascending(values)]);
  const apart = usualError(bySeason(values, seasons).map(ascending));
  return apart < SEASON_GAIN * together;
}

/** The mean distance of a point to the median of its group's other points, without the largest tenth. */
function usualError(groups: Float64Array[]): number {
  const errors = groups.flatMap((sorted) =>
    Array.from(sorted, (value, i) => Math.abs(value - medianWithout(sorted, i))),
  );
  const counted = ascending(errors.filter((error) => !Number.isNaN(error)));
  return mean(counted.subarray(0, Math.ceil(counted.length * (1 - TRIMMED))));
}

/** The median of ascending values without the one at `left`; NaN when nothing remains. */
function medianWithout(sorted: Float64Array, left: number): number {
  const n = sorted.length - 1;
  const at = (i: number) => sorted[i < left ? i : i + 1]!;
  const half = n >> 1;
  if (n === 0) return Number.NaN;
  return n % 2 === 1 ? at(half) : (at(half - 1) + at(half)) / 2;
}
