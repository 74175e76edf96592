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

/** A sorted copy. */
export function ascending(values: ArrayLike<number>): Float64Array {
  return Float64Array.from(values).sort();
}

/**
 * The standard deviation as the median absolute deviation estimates it, with the correction n / (n − 0.8) for small samples
 * (Croux and Rousseeuw 1992). Where more than half of the values are equal it says nothing, and the standard deviation of the
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
