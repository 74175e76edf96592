/** Pure: a baseline that outliers in the window cannot move, from medians. */
import { type Baseline, deviation, mean } from './zscore.ts';

/**
 * Makes the median absolute deviation estimate the standard deviation of normal values: 1 / Φ⁻¹(3/4).
 * Rousseeuw and Croux, Alternatives to the Median Absolute Deviation, JASA 88 (1993).
 */
const CONSISTENCY = 1.4826;

/** The middle of ascending values, of an even number the mean of the two middle ones; NaN of nothing. */
export function medianOfSorted(ascending: ArrayLike<number>): number {
  const half = ascending.length >> 1;
  return ascending.length % 2 === 1 ? ascending[half]! : (ascending[half - 1]! + ascending[half]!) / 2;
}

/** Up to this length sorting by insertion is several times faster than the platform's own, which a preview calls a million times. */
const FEW = 24;

/** A sorted copy. */
export function ascending(values: ArrayLike<number>): Float64Array {
  const sorted = new Float64Array(values);
  sortRange(sorted, 0, sorted.length);
  return sorted;
}

/** Sorts the values of `[from, to)` where they are. */
export function sortRange(values: Float64Array, from: number, to: number): void {
  if (to - from > FEW) {
    values.subarray(from, to).sort();
    return;
  }
  for (let i = from + 1; i < to; i++) {
    const value = values[i]!;
    let at = i;
    for (; at > from && values[at - 1]! > value; at--) values[at] = values[at - 1]!;
    values[at] = value;
  }
}

/**
 * Moves the `k` smallest values before all others, in no order, and returns the largest of them (Hoare's selection): the one
 * order statistic that a quantile needs, in a fraction of the time that sorting takes.
 */
export function select(values: Float64Array, k: number): number {
  let [low, high] = [0, values.length - 1];
  while (low < high) {
    const pivot = values[(low + high) >> 1]!;
    let [i, j] = [low, high];
    while (i <= j) {
      while (values[i]! < pivot) i++;
      while (values[j]! > pivot) j--;
      if (i > j) break;
      const held = values[i]!;
      values[i++] = values[j]!;
      values[j--] = held;
    }
    if (k - 1 <= j) high = j;
    else if (k - 1 >= i) low = i;
    else break;
  }
  return values[k - 1]!;
}

/**
 * The standard deviation as the median absolute deviation estimates it, with the correction n / (n − 0.8) for small samples
 * (Croux and Rousseeuw 1992). Where more than half of the values are equal it is useless, and the standard deviation of the
 * inner values takes its place.
 */
export function robustSpread(sorted: Float64Array, centre: number): number {
  const n = sorted.length;
  const distances = sorted.map((value) => Math.abs(value - centre)).sort();
  const middle = medianOfSorted(distances);
  if (middle > 0) return (CONSISTENCY * middle * n) / (n - 0.8);
  const rest = inner(sorted);
  return deviation(rest, mean(rest));
}

/** Ascending values without the lowest and the highest twentieth, at least one each. */
export function inner(sorted: Float64Array): Float64Array {
  const cut = Math.ceil(sorted.length / 20);
  return sorted.subarray(cut, sorted.length - cut);
}

/** The baseline of the robust method: median and median absolute deviation of the window. */
export function robustBaseline(values: ArrayLike<number>): Baseline {
  const sorted = ascending(values);
  const expected = medianOfSorted(sorted);
  return { expected, spread: robustSpread(sorted, expected), method: 'robust', compared_with: 'window' };
}
