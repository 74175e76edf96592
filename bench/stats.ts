/** Medians and quantiles. */

/** The value that `share` (0 to 1) of the ascending values do not exceed. */
export function quantile(ascending: number[], share: number): number {
  const place = Math.min(ascending.length, Math.max(1, Math.ceil(share * ascending.length)));
  return ascending[place - 1] ?? Number.NaN;
}

/** The middle value, of any order. */
export function median(values: number[]): number {
  return quantile(
    [...values].sort((a, b) => a - b),
    0.5,
  );
}

/** The median of one field over several runs. */
export function medianOf<T>(runs: T[], read: (run: T) => number): number {
  return median(runs.map(read));
}
