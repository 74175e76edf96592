/** Pure: what a stream's next value is expected to be, by whichever simple forecast has erred least so far. */
import { DAY_MS } from '../../../shared/durations.ts';
import { ascending, medianOfSorted } from '../../metrics/baseline/index.ts';

/** A point this near to the same time of an earlier day counts as that time. */
const SAME_TIME_MS = 1_800_000;
const RECENT = 100;
const RECENT_LEAST = 5;
/** A forecast takes part from this many errors on; the mean error forgets half in so many points. */
const TRIALS = 50;
const HALF_LIFE = 1000;
const KEPT = 0.5 ** (1 / HALF_LIFE);

/** The points of a stream so far, oldest first; it grows. */
export interface Past {
  times: number[];
  values: number[];
}

/** Forecasts the value at a time from earlier values only; undefined while it cannot. */
type Forecast = (time: number) => number | undefined;

/** Three forecasts in contest: the same time on the last 7 days, on the same weekday of the last 4 weeks, the last 100 points. */
export class Forecasts {
  private readonly past: Past = { times: [], values: [] };
  private readonly forecasts = [sameTime(this.past, DAY_MS, 7), sameTime(this.past, 7 * DAY_MS, 4), recent(this.past)];
  private readonly errors = this.forecasts.map(() => ({ sum: 0, weight: 0, trials: 0 }));

  /** Learns a point; returns what was forecast of it, undefined when no forecast had had enough trials. */
  next(time: number, value: number): number | undefined {
    let best: { expected: number; error: number } | undefined;
    for (const [i, forecast] of this.forecasts.entries()) {
      const expected = forecast(time);
      if (expected === undefined) continue;
      const errors = this.errors[i]!;
      const error = errors.sum / errors.weight;
      if (errors.trials >= TRIALS && (!best || error < best.error)) best = { expected, error };
      errors.sum = errors.sum * KEPT + Math.abs(value - expected);
      errors.weight = errors.weight * KEPT + 1;
      errors.trials++;
    }
    this.past.times.push(time);
    this.past.values.push(value);
    return best?.expected;
  }
}

/** The median of the values at the same time one to `count` periods ago, of those that are known. */
export function sameTime({ times, values }: Past, period: number, count: number): Forecast {
  const places = Array<number>(count).fill(0);
  return (time) => {
    const found: number[] = [];
    for (let back = 1; back <= count && times.length > 0; back++) {
      const at = time - back * period;
      if (at < times[0]! - SAME_TIME_MS) break;
      let place = places[back - 1]!;
      while (place + 1 < times.length && Math.abs(times[place + 1]! - at) <= Math.abs(times[place]! - at)) place++;
      places[back - 1] = place;
      if (Math.abs(times[place]! - at) <= SAME_TIME_MS) found.push(values[place]!);
    }
    return found.length === 0 ? undefined : middleOf(found);
  };
}

/** The median of the last points; kept sorted, because a preview asks for it hundreds of thousands of times. */
function recent({ values }: Past): Forecast {
  const sorted = new Float64Array(RECENT);
  let [taken, length] = [0, 0];
  return () => {
    for (; taken < values.length; taken++) {
      if (length === RECENT) length = removeSorted(sorted, length, values[taken - RECENT]!);
      length = insertSorted(sorted, length, values[taken]!);
    }
    return length < RECENT_LEAST ? undefined : medianOfSorted(sorted.subarray(0, length));
  };
}

/** Index of the first of `length` ascending values that is not below `value`. */
function indexIn(sorted: Float64Array, length: number, value: number): number {
  let [low, high] = [0, length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sorted[middle]! < value) low = middle + 1;
    else high = middle;
  }
  return low;
}

function insertSorted(sorted: Float64Array, length: number, value: number): number {
  const at = indexIn(sorted, length, value);
  sorted.copyWithin(at + 1, at, length);
  sorted[at] = value;
  return length + 1;
}

function removeSorted(sorted: Float64Array, length: number, value: number): number {
  const at = indexIn(sorted, length, value);
  sorted.copyWithin(at, at + 1, length);
  return length - 1;
}

function middleOf(values: number[]): number {
  return medianOfSorted(ascending(values));
}
