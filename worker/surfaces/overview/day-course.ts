/** Pure: what is usual of a day by each full hour, from the hours of the days before it. */
import { bandOf, UNKNOWN, type UsualRange } from '../../flow/metrics/baseline/index.ts';
import { type Metric, seriesOf } from '../../flow/metrics/index.ts';

interface HourSum {
  event_type: string;
  at: string;
  currency: string;
  n: number;
  sum: number;
}

const HOURS = 24;

/** By metric, the range of what a day has usually had by the full hours 0 to 24 of its clock. */
export type DayCourse = Record<string, UsualRange[]>;

/** The course of the day `today`, from the hours of `days`, the days before it in order. */
export function dayCourse(
  hours: readonly HourSum[],
  days: readonly string[],
  today: string,
  metrics: readonly { metric: Metric; currency: string | undefined }[],
): DayCourse {
  const sofar = cumulated(hours, new Set(days));
  const names = [...days, today];
  const buckets = { names, nameOf: (at: string) => at };
  const course: DayCourse = Object.fromEntries(metrics.map(({ metric }) => [metric.id, []]));
  for (let hour = 0; hour <= HOURS; hour++) {
    const sums = sofar.map(({ n, sum, ...of }) => ({ ...of, n: n[hour]!, sum: sum[hour]! }));
    for (const { metric, currency } of metrics) {
      const { points } = seriesOf(metric, sums, buckets, currency);
      course[metric.id]!.push(bandOf(points, 1, { grain: 'day', unit: metric.unit })[0]!);
    }
  }
  return course;
}

/** What is usual so many hours into the day, evenly between the full hours around it. */
export function usualAtClock(ranges: readonly UsualRange[] | undefined, hoursIn: number): UsualRange {
  const at = Math.min(HOURS, Math.max(0, hoursIn));
  const [before, after] = [ranges?.[Math.floor(at)], ranges?.[Math.ceil(at)]];
  if (!before || !after || before.usual_low === null || after.usual_low === null) return UNKNOWN;
  const part = at - Math.floor(at);
  const between = (a: number | null, b: number | null) => a! + (b! - a!) * part;
  return {
    usual_low: between(before.usual_low, after.usual_low),
    usual_high: between(before.usual_high, after.usual_high),
  };
}

/** Of every day, type and currency: what it had by each full hour. */
function cumulated(hours: readonly HourSum[], days: ReadonlySet<string>) {
  const all = new Map<
    string,
    { event_type: string; currency: string; at: string; n: Float64Array; sum: Float64Array }
  >();
  for (const { event_type, currency, at, n, sum } of hours) {
    const day = at.slice(0, 10);
    if (!days.has(day)) continue;
    const key = `${event_type} ${currency} ${day}`;
    const row = all.get(key) ?? {
      ...{ event_type, currency, at: day },
      ...{ n: new Float64Array(HOURS + 1), sum: new Float64Array(HOURS + 1) },
    };
    all.set(key, row);
    for (let hour = Number(at.slice(11, 13)) + 1; hour <= HOURS; hour++) {
      row.n[hour]! += n;
      row.sum[hour]! += sum;
    }
  }
  return [...all.values()];
}
