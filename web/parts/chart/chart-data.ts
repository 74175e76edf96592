/** What a chart draws, and how a series of the API becomes that. */
import { HOUR_MS } from '../../../worker/shared/durations.ts';
import type { MetricSeries, Project } from '../../base/api/types.ts';
import { todayIn } from '../../base/time/calendar.ts';
import { formatBucket, formatValue } from '../../base/words/format.ts';

/** What a chart draws, bucket by bucket. */
export interface ChartData {
  /** Short bucket names for the axis and full ones for the tip. */
  labels: string[];
  names: string[];
  values: (number | null)[];
  /** The earlier period, drawn dashed; buckets are matched by position. */
  previous?: { names: string[]; values: (number | null)[] };
  /** The expected range of each bucket, drawn as a band behind the line. */
  band?: { low: (number | null)[]; high: (number | null)[] } | undefined;
  /** Buckets that something happened in, such as an alert. */
  markers?: Marker[] | undefined;
  /** A horizontal line, such as a rule's threshold. */
  threshold?: { value: number; label: string } | undefined;
  /** Position of the bucket that is still filling, or -1. */
  partial: number;
  /** Whole numbers only on the axis. */
  whole: boolean;
  format: (value: number | null, short?: boolean) => string;
}

/** Something that happened in the bucket at position `at`. */
export interface Marker {
  at: number;
  tone: 'bad' | 'warn' | 'info';
  label: string;
}

/** Future hours are left blank rather than drawn as zero, and the bucket that is still filling is marked. */
export function chartData(series: MetricSeries, project: Project, compare: boolean): ChartData {
  const { points, grain, unit } = series;
  const now = Date.now();
  const today = todayIn(project.timezone, now);
  const began = (at: string) => (grain === 'hour' ? Date.parse(at) <= now : at <= today);
  const last = points.findLastIndex((point) => began(point.at));
  const open = last >= 0 && now < endOf(points[last]!.at, grain, today, now);
  const currency = series.currency ?? project.currency;
  return {
    labels: points.map(({ at }) => formatBucket(at, grain)),
    names: points.map(({ at }) => formatBucket(at, grain, true)),
    values: points.map(({ at, value }) => (began(at) ? value : null)),
    previous:
      compare && series.previous
        ? {
            names: series.previous.points.map(({ at }) => formatBucket(at, grain, true)),
            values: series.previous.points.map(({ value }) => value),
          }
        : undefined,
    band: points.some(({ usual_high }) => usual_high !== undefined && usual_high !== null)
      ? {
          low: points.map(({ usual_low }) => usual_low ?? null),
          high: points.map(({ usual_high }) => usual_high ?? null),
        }
      : undefined,
    partial: open ? last : -1,
    whole: unit !== 'ratio',
    format: (value, short) => formatValue(value, unit, currency, short),
  };
}

/** When a bucket is surely over; anything later than `now` means that it is still filling. */
function endOf(at: string, grain: MetricSeries['grain'], today: string, now: number): number {
  if (grain === 'hour') return Date.parse(at) + HOUR_MS;
  const [year = 0, month = 1, day = 1] = at.split('-').map(Number);
  const next =
    grain === 'month' ? Date.UTC(year, month, 1) : Date.UTC(year, month - 1, day + (grain === 'week' ? 7 : 1));
  return new Date(next).toISOString().slice(0, 10) > today ? now + 1 : now;
}
