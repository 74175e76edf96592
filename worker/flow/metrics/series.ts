/** Pure series: from stored points to the buckets of a question, gaps filled. */
import { addDays, dayBucket, daysBetween, daysOf, hoursOfDay, startOfPeriod } from '../../base/time.ts';
import { evaluate, exceeds, type Formula, type Measure, type Metric } from './catalogue.ts';
import { type Grain, MORE_THAN_SESSIONS, type Point } from './schema.ts';
import type { PointSum } from './store.ts';

/** Days from `from` to `to`, both included. */
export interface DayRange {
  from: string;
  to: string;
}

/** The range of as many days right before this one. */
export function previousRange({ from, to }: DayRange): DayRange {
  const days = daysBetween(from, to) + 1;
  return { from: addDays(from, -days), to: addDays(to, -days) };
}

/**
 * The days to compare a range with: from the first of a month on as many of the month before, where it has them; else as many days,
 * whole weeks before, so that the same weekdays meet.
 */
export function alignedRange({ from, to }: DayRange): DayRange {
  const days = daysBetween(from, to) + 1;
  const month = startOfPeriod(from, 'month');
  if (month === from && startOfPeriod(to, 'month') === month && days > 7) {
    const before = startOfPeriod(addDays(from, -1), 'month');
    const last = addDays(before, days - 1);
    return last < from ? { from: before, to: last } : previousRange({ from, to });
  }
  const shift = Math.ceil(days / 7) * 7;
  return { from: addDays(from, -shift), to: addDays(to, -shift) };
}

/** Whether a range lies mostly before the first day that has events: then it is nothing to compare with. */
export function mostlyPrecedes({ from, to }: DayRange, first: string | undefined): boolean {
  if (first === undefined || first > to) return true;
  return first > from && 2 * (daysBetween(first, to) + 1) < daysBetween(from, to) + 1;
}

/** The whole period right before the one in which a range begins. */
export function periodBefore({ from }: DayRange, grain: Grain): DayRange {
  if (grain === 'hour' || grain === 'day') return { from: addDays(from, -1), to: addDays(from, -1) };
  const to = addDays(startOfPeriod(from, grain), -1);
  return { from: startOfPeriod(to, grain), to };
}

/** Names of all buckets of a range in order, empty ones included, and the bucket that a stored point falls into. */
export interface Buckets {
  names: string[];
  nameOf: (at: string) => string;
}

/** The buckets of a range; weeks start on Monday and are cut to the range, their name is their first day all the same. */
export function bucketsOf({ from, to }: DayRange, grain: Grain, zone: string): Buckets {
  if (grain === 'hour') {
    const names = daysOf(from, to).flatMap((day) => hoursOfDay(day, zone).map((hour) => hour.at));
    return { names, nameOf: (at) => at };
  }
  const days = daysOf(from, to);
  if (grain === 'day') return { names: days, nameOf: (at) => at };
  const names = [...new Set(days.map((day) => startOfPeriod(day, grain)))];
  return { names, nameOf: (at) => startOfPeriod(at, grain) };
}

/**
 * A metric's value in every bucket and over all of them. Money and asked currencies count only their own points; a ratio counts
 * the days that have what it is a share of, and `note` says when days were left out.
 */
export function seriesOf(metric: Metric, sums: PointSum[], buckets: Buckets, currency: string | undefined) {
  const index = new Map(buckets.names.map((name, i) => [name, i]));
  const totals = new Map<string, number>();
  const columns = buckets.names.map(() => new Map<string, number>());
  const add = (map: Map<string, number>, measure: string, amount: number) =>
    map.set(measure, (map.get(measure) ?? 0) + amount);
  const days = countedDays(metric.formula, sums);
  for (const point of sums) {
    if (!counts(metric.formula, point, currency) || days?.has(point.at.slice(0, 10)) === false) continue;
    const i = index.get(buckets.nameOf(point.at));
    if (i === undefined) continue;
    for (const field of ['n', 'sum'] as const) {
      add(columns[i]!, `${field}:${point.event_type}`, point[field]);
      add(totals, `${field}:${point.event_type}`, point[field]);
    }
  }
  const read = (map: Map<string, number>) => (measure: Measure) =>
    map.get(`${measure.field}:${measure.event_type}`) ?? 0;
  const points: Point[] = buckets.names.map((at, i) => ({ at, value: evaluate(metric.formula, read(columns[i]!)) }));
  const isOver = [totals, ...columns].some((sum) => exceeds(metric.formula, read(sum)));
  const note = isOver ? { note: MORE_THAN_SESSIONS } : {};
  return { points, total: evaluate(metric.formula, read(totals)), ...note };
}

/** Parts of an hour give fractions of orders and cents, which are rounded. */
export function rounded({ unit }: Metric, value: number | null): number | null {
  return value === null || unit === 'ratio' ? value : Math.round(value);
}

/** The days on which a ratio has something to be a share of; undefined where every day counts. */
function countedDays(formula: Formula, sums: readonly PointSum[]): Set<string> | undefined {
  if (formula.kind !== 'ratio') return undefined;
  const { event_type } = formula.under;
  return new Set(
    sums.filter((point) => point.event_type === event_type && point.n > 0).map(({ at }) => at.slice(0, 10)),
  );
}

/** Whether a point counts: a ratio is of all currencies, all else of the asked one. */
function counts(formula: Formula, point: PointSum, currency: string | undefined): boolean {
  return currency === undefined || formula.kind === 'ratio' || point.currency === currency;
}

/** The stored grain behind a grain, and the text bounds of its points. */
export function storedRange({ from, to }: DayRange, grain: Grain): { grain: 'day' | 'hour'; bounds: [string, string] } {
  if (grain === 'hour') return { grain, bounds: [addDays(from, -1), addDays(to, 1)] };
  return { grain: 'day', bounds: [from, addDays(to, 1)] };
}

/** The days of a range as instants, for callers that read the ledger itself. */
export function instantsOf({ from, to }: DayRange, zone: string): { from: number; to: number } {
  return { from: dayBucket(from, zone).from, to: dayBucket(to, zone).to };
}
