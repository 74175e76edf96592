/** From the API's series to what the chart draws. */

import type { MetricSeries, Project } from '../../base/api/client.ts';
import { todayIn } from '../../base/time/calendar.ts';
import { formatBucket, formatValue } from '../../base/words/format.ts';
import type { ChartData } from './chart.tsx';

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
    partial: open ? last : -1,
    whole: unit !== 'ratio',
    format: (value, short) => formatValue(value, unit, currency, short),
  };
}

/** When a bucket is surely over; anything later than `now` means that it is still filling. */
function endOf(at: string, grain: MetricSeries['grain'], today: string, now: number): number {
  if (grain === 'hour') return Date.parse(at) + 3_600_000;
  const [year = 0, month = 1, day = 1] = at.split('-').map(Number);
  const next =
    grain === 'month' ? Date.UTC(year, month, 1) : Date.UTC(year, month - 1, day + (grain === 'week' ? 7 : 1));
  return new Date(next).toISOString().slice(0, 10) > today ? now + 1 : now;
}
