/** From a preview, or a plain series, to what the chart draws and the tables list. */

import { t } from '@lingui/core/macro';
import { HOUR_MS } from '../../../../worker/shared/durations.ts';
import type { MetricSeries } from '../../../base/api/types.ts';
import { todayIn } from '../../../base/time/calendar.ts';
import { formatBucket, formatMoment, formatValue } from '../../../base/words/format.ts';
import type { ChartData } from '../../../parts/chart/chart-data.ts';
import type { Preview, PreviewAlert, Unit, Watched } from '../rule-types.ts';

/** Points with the index of each alert's point. */
export interface Drawn {
  points: Preview['points'];
  grain: 'hour' | 'day';
  unit: Unit;
  currency: string;
  timezone: string;
  alerts: PreviewAlert[];
}

const TONES = { critical: 'bad', warning: 'warn', info: 'info' } as const;

/** What a preview of a metric draws, or a series with the alerts that events would have raised. */
export function drawnOf(
  preview: Preview | undefined,
  series: MetricSeries | undefined,
  currency: string,
): Drawn | undefined {
  if (preview && preview.points.length > 0 && preview.grain && preview.unit) {
    const { points, grain, unit, timezone, alerts } = preview;
    return { points, grain, unit, timezone, alerts, currency: preview.currency ?? currency };
  }
  if (!series) return undefined;
  const { points, unit, timezone } = series;
  const grain = series.grain === 'hour' ? 'hour' : 'day';
  return { points, grain, unit, timezone, alerts: preview?.alerts ?? [], currency: series.currency ?? currency };
}

/** The index of an alert's bucket: of its own name, else of its day in the project's zone. */
export function indexOfAlert({ at }: Pick<PreviewAlert, 'at'>, { points, grain, timezone }: Drawn): number {
  const same = points.findIndex((point) => point.at === at);
  if (same >= 0) return same;
  const day = at.endsWith('Z') ? todayIn(timezone, Date.parse(at)) : at.slice(0, 10);
  if (grain === 'day') return points.findIndex((point) => point.at === day);
  const time = Date.parse(at);
  return points.findLastIndex((point) => Date.parse(point.at) <= time);
}

/** The chart; the rule's limit is a line, an anomaly's usual range a band, each alert a marker. */
export function chartOf(drawn: Drawn, rule: Watched): ChartData {
  const { points, grain, unit, currency } = drawn;
  const format: ChartData['format'] = (value, short) => formatValue(value, unit, currency, short);
  const limit = rule.type === 'metric_threshold' ? rule.threshold : undefined;
  const places = [...new Set(drawn.alerts.map((alert) => indexOfAlert(alert, drawn)))].filter((at) => at >= 0);
  const hasBand = points.some(({ low }) => low !== undefined);
  return {
    labels: points.map(({ at }) => (grain === 'hour' ? formatBucket(at, 'day') : formatBucket(at, grain))),
    names: points.map(({ at }) => formatBucket(at, grain, true)),
    values: points.map(({ value }) => value),
    band: hasBand
      ? { low: points.map(({ low }) => low ?? null), high: points.map(({ high }) => high ?? null) }
      : undefined,
    markers: places.map((at) => ({ at, tone: TONES[rule.severity ?? 'warning'], label: t`Would have alerted` })),
    threshold: limit === undefined || limit === null ? undefined : { value: limit, label: format(limit) },
    partial: partialOf(drawn),
    whole: unit !== 'ratio' && unit !== 'percent',
    format,
  };
}

/** The bucket that is still filling, or -1. */
function partialOf({ points, grain, timezone }: Drawn): number {
  const last = points.at(-1);
  if (!last) return -1;
  const open = grain === 'hour' ? Date.parse(last.at) + HOUR_MS > Date.now() : last.at >= todayIn(timezone, Date.now());
  return open ? points.length - 1 : -1;
}

/** When an alert would have come, as text. */
export function whenOf({ at }: PreviewAlert, { grain, points }: Pick<Drawn, 'grain' | 'points'>): string {
  if (at.length === 10) return formatBucket(at, 'day', true);
  if (at.endsWith('Z')) return formatMoment(at);
  return formatBucket(at, points.length > 0 ? 'hour' : grain, true);
}
