/** Pure: a baseline from the same weekday, the same hour of the week or the same hour of the day. */
import { clockOf, type History, hourOfWeek } from './history.ts';
import { select, sortRange } from './robust.ts';
import { type Baseline, mean } from './zscore.ts';

/** Fewer than this many of the same weekday or hour of the week are no baseline. */
const WEEKLY_PEERS = 3;
/** Days differ among themselves, so the same hour of any day needs more. */
const DAILY_PEERS = 5;
/** No season counts as quieter than this share of the average one: a spread learned from nothing would be nothing. */
const QUIETEST = 0.05;

/** A season's level is the same for all its points; each has an index in the season's cycle. */
export interface Seasons {
  compared_with: Baseline['compared_with'];
  /** The index of each point of the history in the cycle, 0 to `places` − 1. */
  place: Uint8Array;
  places: number;
  /** The index of the judged point in the cycle. */
  newest: number;
}

/** The finest season that the history knows well enough, judged for the point named `at`; undefined when it knows none. */
export function seasonsOf(history: History, at: string, grain: 'hour' | 'day'): Seasons | undefined {
  if (grain === 'day') return known(history, at, { compared_with: 'same_weekday', places: 7 }, WEEKLY_PEERS);
  return (
    known(history, at, { compared_with: 'same_hour_of_week', places: WEEK_HOURS }, WEEKLY_PEERS) ??
    known(history, at, { compared_with: 'same_hour', places: 24 }, DAILY_PEERS)
  );
}

function known(
  history: History,
  at: string,
  season: Pick<Seasons, 'compared_with' | 'places'>,
  atLeast: number,
): Seasons | undefined {
  const newest = placeOf(hourOfWeek(clockOf(at)), season.places);
  const place =
    season.places === WEEK_HOURS ? history.hours : history.hours.map((hour) => placeOf(hour, season.places));
  let peers = 0;
  for (let i = 0; i < place.length; i++) if (place[i] === newest) peers++;
  return peers < atLeast ? undefined : { ...season, place, newest };
}

const WEEK_HOURS = 168;

function placeOf(hour: number, places: number): number {
  if (places === WEEK_HOURS) return hour;
  return places === 24 ? hour % 24 : Math.floor(hour / 24);
}

/** The values of every season, oldest first. */
export function bySeason(values: Float64Array, { place, places }: Seasons): number[][] {
  const groups: number[][] = Array.from({ length: places }, () => []);
  for (let i = 0; i < values.length; i++) groups[place[i]!]!.push(values[i]!);
  return groups;
}

/**
 * The median of the newest point's own season, and the spread of all points about the medians of theirs: one season alone
 * has too few points to know its spread. Seasons that never vary, such as hours at which a shop is shut, say nothing about
 * the others. Where nothing is negative, spread grows with the root of the level, as it does for counts and for sums of
 * independent amounts (compound Poisson). The factor √((k + 1) / (k − 1)) turns the spread about a level that k points gave
 * into the spread of the next point.
 */
export function seasonalBaseline(values: Float64Array, seasons: Seasons): Baseline {
  const { levels, varies, newestPeers: peers } = levelsOf(values, seasons);
  const weigh = weights(values, levels);
  const distances = new Float64Array(values.length);
  let n = 0;
  for (let i = 0; i < values.length; i++) {
    const place = seasons.place[i]!;
    if (varies[place]) distances[n++] = Math.abs(values[i]! - levels[place]!) / weigh[place]!;
  }
  return {
    expected: levels[seasons.newest]!,
    spread: usualSpread(distances.subarray(0, n)) * weigh[seasons.newest]! * Math.sqrt((peers + 1) / (peers - 1)),
    method: 'seasonal',
    compared_with: seasons.compared_with,
  };
}

/** The median of each season, and whether its values differ; in one array, because a preview calls it thousands of times. */
function levelsOf(values: Float64Array, { place, places, newest }: Seasons) {
  const ends = new Uint32Array(places + 1);
  for (let i = 0; i < values.length; i++) ends[place[i]! + 1]!++;
  for (let each = 0; each < places; each++) ends[each + 1]! += ends[each]!;
  const next = ends.slice();
  const sorted = new Float64Array(values.length);
  for (let i = 0; i < values.length; i++) sorted[next[place[i]!]!++] = values[i]!;
  const levels = new Float64Array(places);
  const varies = new Uint8Array(places);
  for (let each = 0; each < places; each++) {
    const [from, to] = [ends[each]!, ends[each + 1]!];
    sortRange(sorted, from, to);
    const half = from + ((to - from) >> 1);
    levels[each] = (to - from) % 2 === 1 ? sorted[half]! : (sorted[half - 1]! + sorted[half]!) / 2;
    if (from === to) levels[each] = Number.NaN;
    else varies[each] = sorted[from] === sorted[to - 1] ? 0 : 1;
  }
  return { levels, varies, newestPeers: ends[newest + 1]! - ends[newest]! };
}

/**
 * The standard deviation of normal values of which nine in ten lie this near: Φ⁻¹(0.95) = 1.6449. Up to a tenth of outliers
 * do not count, and tails heavier than normal do more than in the median absolute deviation.
 */
function usualSpread(distances: Float64Array): number {
  return distances.length === 0 ? 0 : select(distances, Math.ceil(0.9 * distances.length)) / 1.6449;
}

function weights(values: Float64Array, levels: Float64Array): Float64Array {
  if (values.some((value) => value < 0)) return levels.map(() => 1);
  const least = QUIETEST * mean(values);
  return least > 0 ? levels.map((level) => Math.sqrt(Math.max(level, least) || least)) : levels.map(() => 1);
}
