/** Pure: which of the points before the newest one count as its history. */

/** One bucket of a series: a local day, or a local hour with offset; null where there is no value. */
export interface SeriesPoint {
  at: string;
  value: number | null;
}

/** The values that a newest point is judged against, oldest first, each with its name. */
export interface History {
  at: string[];
  values: Float64Array;
}

/**
 * The points before the newest without gaps. What lies before `since` is left out; without `since` the zeros before the
 * first other value are, because a business that sold nothing cannot be told from one that had not begun.
 */
export function historyOf(points: readonly SeriesPoint[], since: string | undefined): History {
  const at: string[] = [];
  const values: number[] = [];
  for (let i = 0; i < points.length - 1; i++) {
    const { at: name, value } = points[i]!;
    if (!isNumber(value)) continue;
    if (since === undefined ? values.length === 0 && value === 0 : name < since) continue;
    at.push(name);
    values.push(value);
  }
  return { at, values: Float64Array.from(values) };
}

/** Whether a value is there and finite. */
export function isNumber(value: number | null | undefined): value is number {
  return typeof value === 'number' && Number.isFinite(value);
}
