/** The metric of an alert around the time it is about: the expected range, the threshold, and the point that stood out. */
import { t } from '@lingui/core/macro';
import type { JSX } from 'preact';
import { useMemo } from 'preact/hooks';
import { request } from '../../../base/api/api.ts';
import type { Alert } from '../../../base/api/live.ts';
import { useQuery } from '../../../base/api/query.ts';
import type { MetricSeries, Project } from '../../../base/api/types.ts';
import { Chart } from '../../../parts/chart/chart.tsx';
import { type ChartData, chartData } from '../../../parts/chart/chart-data.ts';
import { SeriesTable } from '../../../parts/chart/series-table.tsx';
import { ErrorState } from '../../../parts/data/error-state.tsx';
import { nameOf } from '../words.ts';
import { bucketOf, chartSpan } from './chart-span.ts';

interface Props {
  alert: Alert;
  metric: string;
  project: Project;
}

const TONES = { critical: 'bad', warning: 'warn', info: 'info' } as const;

/** Chart and table. It stays as it is while the alert changes: what it is about is past. */
export function AlertChart({ alert, metric, project }: Props): JSX.Element {
  const { payload, currency } = alert;
  const span = chartSpan(payload.window, project.timezone, Date.now());
  const key = [metric, span.from, span.to, span.grain, currency].join();
  const query = { ...span, ...(currency ? { currency } : {}) };
  const series = useQuery(key, (signal) =>
    request.get('/v1/metrics/{metric}', { path: { metric }, query, project: project.id, signal }),
  );
  const data = useMemo(
    () => series.data && withAlert(chartData(series.data, project, false), series.data, alert),
    [series.data, project, payload],
  );
  if (series.error && !series.data) {
    return (
      <div class="alert-chart">
        <ErrorState title={t`The chart could not be loaded`} error={series.error} onRetry={series.retry} />
      </div>
    );
  }
  const label = nameOf(metric);
  return (
    <div class="alert-chart">
      <Chart label={t`${{ metric: label }} around the time of the alert`} data={data} />
      {series.data ? (
        <SeriesTable series={series.data} label={label} currency={series.data.currency ?? project.currency} />
      ) : (
        <div class="series-table" />
      )}
    </div>
  );
}

/** The range that was expected is drawn from the start up to the alert: it is what those buckets made usual. */
function withAlert(data: ChartData, series: MetricSeries, { payload, severity, title }: Alert): ChartData {
  const { low, high, threshold, window } = payload;
  const at = bucketOf(series, window);
  const tone = TONES[severity];
  const marker = at < 0 ? [] : [{ at, tone, label: title }];
  if (low === undefined || high === undefined) {
    const limit = threshold === null ? undefined : { value: threshold, label: t`Threshold` };
    return { ...data, markers: marker, threshold: limit };
  }
  const upTo = (value: number) => series.points.map((_, index) => (index <= Math.max(at, 0) ? value : null));
  return { ...data, markers: marker, band: { low: upTo(low), high: upTo(high) } };
}
