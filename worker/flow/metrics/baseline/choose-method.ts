/** Pure: which baseline suits a series, found from the series itself. */
import type { History, Series } from './history.ts';
import { ascending, inner, robustBaseline, select } from './robust.ts';
import { bySeason, type Seasons, seasonalBaseline, seasonsOf } from './seasonal.ts';
import { type Baseline, mean, zscoreBaseline } from './zscore.ts';

/** A season has to predict past points better than the window's middle does by this factor. */
const SEASON_GAIN = 0.8;
/** A standard deviation this many times that of the values without their lowest and highest twentieth comes from outliers. */
const HEAVY_TAILS = 1.5;
/** Share of the largest errors that the comparison of seasons leaves out: an outlier belongs to no season. */
const TRIMMED = 0.1;

type Newest = { at: string; grain: 'hour' | 'day' };

/** What the newest point, named `at`, is judged by. A season that the history does not know falls back to the robust method. */
export function baselineOf(method: 'auto' | Baseline['method'], history: History, newest: Newest): Baseline {
  if (method === 'zscore') return zscoreBaseline(history.values);
  if (method === 'robust') return robustBaseline(history.values);
  if (method === 'auto') return baselineOf(methodFor(history, newest), history, newest);
  const seasons = seasonsOf(history, newest.at, newest.grain);
  return seasons ? seasonalBaseline(history.values, seasons) : robustBaseline(history.values);
}

/** Which method suits the points that follow a history. */
export function methodFor(history: History, newest: Newest): Baseline['method'] {
  const seasons = seasonsOf(history, newest.at, newest.grain);
  if (seasons && hasSeason(history.values, seasons)) return 'seasonal';
  return hasOutliers(history.values) ? 'robust' : 'zscore';
}

/** With fewer hours the hour itself is judged by all that there is. */
const MIN_TO_CHOOSE = 48;

/**
 * What `auto` chooses for the hour at an index: by the `window` hours before its day, so that one choice serves a day. A preview
 * judges thousands of hours, and choosing takes longer than judging. Undefined while too few hours are known.
 */
export function methodsByDay(series: Series, window: number): (i: number) => Baseline['method'] | undefined {
  const { points } = series;
  const chosen = new Map<string, Baseline['method']>();
  return (i) => {
    const day = points[i]!.at.slice(0, 10);
    const known = chosen.get(day);
    if (known) return known;
    let start = i;
    while (start > 0 && points[start - 1]!.at.startsWith(day)) start--;
    const { at } = points[start]!;
    const history = series.history(Math.max(0, start - window), start, undefined);
    const method = history.values.length < MIN_TO_CHOOSE ? undefined : methodFor(history, { at, grain: 'hour' });
    if (method) chosen.set(day, method);
    return method;
  };
}

/** Whether a few values make most of the spread. Closed days do not: they are too many to be outliers. */
function hasOutliers(values: Float64Array): boolean {
  return zscoreBaseline(values).spread > HEAVY_TAILS * zscoreBaseline(inner(ascending(values))).spread;
}

/** Whether the other points of its season predict a point better than all other points of the window do. */
function hasSeason(values: Float64Array, seasons: Seasons): boolean {
  const together = usualError([values]);
  const apart = usualError(bySeason(values, seasons));
  return apart < SEASON_GAIN * together;
}

/** The mean distance of a point to the median of its group's other points, without the largest tenth. */
function usualError(groups: ArrayLike<number>[]): number {
  const errors: number[] = [];
  for (const group of groups) if (group.length > 1) addErrors(group, errors);
  const counted = Math.ceil(errors.length * (1 - TRIMMED));
  const nearest = new Float64Array(errors);
  select(nearest, counted);
  return mean(nearest.subarray(0, counted));
}

/** The distance of each of two or more values to the median of the others. */
function addErrors(group: ArrayLike<number>, errors: number[]): void {
  const rest = group.length - 1;
  const half = rest >> 1;
  const [below, middle, above] = around(group, half);
  // Without one value, the index of those above it is one less.
  for (let i = 0; i < group.length; i++) {
    const value = group[i]!;
    const upper = value <= middle ? above : middle;
    const median = rest % 2 === 1 ? upper : ((value <= below ? middle : below) + upper) / 2;
    errors.push(Math.abs(value - median));
  }
}

/** The values before, at and after an index of the sorted values. */
function around(group: ArrayLike<number>, place: number): [number, number, number] {
  const values = new Float64Array(group);
  const above = select(values, place + 2);
  const middle = largest(values, place + 1);
  return [place === 0 ? middle : largest(values, place), middle, above];
}

/** Moves the largest of the first `n` values to their end and returns it. */
function largest(values: Float64Array, n: number): number {
  let place = 0;
  for (let i = 1; i < n; i++) if (values[i]! > values[place]!) place = i;
  const found = values[place]!;
  values[place] = values[n - 1]!;
  values[n - 1] = found;
  return found;
}
