/** Pure: which of the points before the newest one count as its history. */
import { HOUR_MS } from '../../../shared/durations.ts';

/** One bucket of a series: a local day, or a local hour with offset; null where there is no value. */
export interface SeriesPoint {
  at: string;
  value: number | null;
}

/** The values that a newest point is judged against, oldest first; with each its time on the local clock (ms). */
export interface History {
  values: Float64Array;
  clocks: Float64Array;
  /** Hour of the week of each, 0 for Monday at midnight. */
  hours: Uint8Array;
}

/** A whole series, read once for all of its points: a preview judges thousands, each against the window before it. */
export class Series {
  readonly points: readonly SeriesPoint[];
  readonly #at: string[] = [];
  readonly #all: History;
  /** How many points before each index have a value. */
  readonly #known: Uint32Array;

  constructor(points: readonly SeriesPoint[]) {
    this.points = points;
    this.#known = new Uint32Array(points.length + 1);
    const values = new Float64Array(points.length);
    for (const [i, { at, value }] of points.entries()) {
      if (isNumber(value)) values[this.#at.push(at) - 1] = value;
      this.#known[i + 1] = this.#at.length;
    }
    const clocks = Float64Array.from(this.#at, clockOf);
    this.#all = { values, clocks, hours: Uint8Array.from(clocks, hourOfWeek) };
  }

  /**
   * The points of `[from, to)` without gaps. What lies before `since` is left out; without `since` the zeros before the first
   * other value are, because a business that sold nothing cannot be told from one that had not begun.
   */
  history(from: number, to: number, since: string | undefined): History {
    const { values, clocks, hours } = this.#all;
    let [low, high] = [this.#known[from]!, this.#known[to]!];
    while (low < high && (since === undefined ? values[low] === 0 : this.#at[low]! < since)) low++;
    return {
      values: values.subarray(low, high),
      clocks: clocks.subarray(low, high),
      hours: hours.subarray(low, high),
    };
  }
}

/** Milliseconds on the local clock of a point's name, so that the same hour stays the same across a change of the clock. */
export function clockOf(at: string): number {
  return Date.parse(at.length === 10 ? `${at}T00:00Z` : `${at.slice(0, 16)}Z`);
}

const WEEK_HOURS = 168;
/** 1970-01-01 was a Thursday. */
const MONDAY_OFFSET = 72;

/** Hour of the week of an instant on the local clock, 0 for Monday at midnight. */
export function hourOfWeek(clock: number): number {
  return (((Math.floor(clock / HOUR_MS) + MONDAY_OFFSET) % WEEK_HOURS) + WEEK_HOURS) % WEEK_HOURS;
}

/** Whether a value is there and finite. */
export function isNumber(value: number | null | undefined): value is number {
  return typeof value === 'number' && Number.isFinite(value);
}
