/** Pure: the plain baseline of a window, its mean and standard deviation. */

/** What a value is expected to be and by how much it usually differs from that, in the value's own unit. */
export interface Baseline {
  expected: number;
  /** One standard deviation, or what estimates it; 0 when the window does not vary. */
  spread: number;
  method: 'zscore' | 'robust' | 'seasonal';
  /** Which earlier points `expected` comes from. */
  compared_with: 'window' | 'same_weekday' | 'same_hour' | 'same_hour_of_week';
}

/** The mean; NaN of nothing. */
export function mean(values: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i]!;
  return sum / values.length;
}

/** The sample standard deviation (n − 1), computed about the mean in a second pass so that large values keep their digits. */
export function deviation(values: ArrayLike<number>, centre: number): number {
  if (values.length < 2) return 0;
  let squares = 0;
  for (let i = 0; i < values.length; i++) squares += (values[i]! - centre) ** 2;
  return Math.sqrt(squares / (values.length - 1));
}

/** The baseline of the plain z-score: mean and sample standard deviation of the window. */
export function zscoreBaseline(values: ArrayLike<number>): Baseline {
  const expected = mean(values);
  return { expected, spread: deviation(values, expected), method: 'zscore', compared_with: 'window' };
}
