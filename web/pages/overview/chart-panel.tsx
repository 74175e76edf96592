/** One metric over a range of days: total, change, chart and table. */
import './chart-panel.css';
import { t } from '@lingui/core/macro';
import type { JSX } from 'preact';
import { useMemo } from 'preact/hooks';
import { request } from '../../base/api/api.ts';
import { type Query, useQuery } from '../../base/api/query.ts';
import type { KpiCard, MetricSeries, Project } from '../../base/api/types.ts';
import { grainFor } from '../../base/time/calendar.ts';
import { formatRange, formatValue } from '../../base/words/format.ts';
import { cardName, metricName } from '../../base/words/metric-words.ts';
import { Chart } from '../../parts/chart/chart.tsx';
import { chartData } from '../../parts/chart/chart-data.ts';
import { Legend } from '../../parts/chart/legend.tsx';
import { SeriesTable } from '../../parts/chart/series-table.tsx';
import { Delta } from '../../parts/data/delta.tsx';
import { ErrorState } from '../../parts/data/error-state.tsx';
import { LiveValue } from '../../parts/data/live-value.tsx';
import { Skeleton } from '../../parts/data/skeleton.tsx';
import { Select } from '../../parts/form/field.tsx';
import { RangePicker } from './range-picker.tsx';
import { useKpiChanges, usePace } from './refresh-interval.ts';
import { chartDays, type View } from './view.ts';

interface Props {
  project: Project;
  metric: string;
  cards: KpiCard[] | undefined;
  view: View;
  today: string;
  onChange: (patch: Partial<View>) => void;
}

/** The chart of the chosen metric; it refreshes itself when its range includes today. */
export function ChartPanel({ project, metric, cards, view, today, onChange }: Props): JSX.Element {
  const { from, to } = chartDays(view, today);
  const grain = grainFor(from, to);
  const live = from <= today && today <= to;
  const every = usePace();
  const series = useQuery(
    [metric, from, to, grain].join(),
    (signal) =>
      request.get('/v1/metrics/{metric}', {
        path: { metric },
        query: { from, to, grain, compare: 'aligned', band: 'true' },
        project: project.id,
        signal,
      }),
    live ? every : 0,
  );
  useKpiChanges(live ? series.retry : undefined);
  const options = useMetricOptions(project, metric, cards);
  const label = options.find((option) => option.value === metric)?.label ?? metric;
  return (
    <section class="panel chart-panel" aria-labelledby="chart-title">
      <h2 id="chart-title" class="visually-hidden">
        {t`${label} over time`}
      </h2>
      <div class="chart-controls">
        <Select label={t`Metric`} value={metric} options={options} onChange={(next) => onChange({ metric: next })} />
        <RangePicker view={view} days={{ from, to }} today={today} onChange={onChange} />
      </div>
      <SeriesView series={series} project={project} label={label} compare={view.compare} span={{ from, to }} />
    </section>
  );
}

/** The cards' metrics first, then the rest of the catalogue. */
function useMetricOptions(
  project: Project,
  metric: string,
  cards: KpiCard[] | undefined,
): { value: string; label: string }[] {
  const catalogue = useQuery('metrics', (signal) => request.get('/v1/metrics', { project: project.id, signal }));
  return useMemo(() => {
    const names = new Map(cards?.map((card) => [card.metric, cardName(card)]));
    for (const each of catalogue.data?.data ?? [])
      if (!names.has(each.id)) names.set(each.id, metricName({ metric: each.id, label: each.label }));
    if (!names.has(metric)) names.set(metric, metricName({ metric, label: metric }));
    return [...names].map(([value, label]) => ({ value, label }));
  }, [catalogue.data, cards, metric]);
}

interface SeriesProps {
  series: Query<MetricSeries>;
  project: Project;
  label: string;
  compare: boolean;
  span: { from: string; to: string };
}

function SeriesView({ series, project, label, compare, span }: SeriesProps): JSX.Element {
  const { data, stale, error } = series;
  const chart = useMemo(() => data && chartData(data, project, compare), [data, project, compare]);
  if (error && (stale || !data)) {
    return (
      <div class="chart-error">
        <ErrorState title={t`The chart could not be loaded`} error={error} onRetry={series.retry} />
      </div>
    );
  }
  const money = data?.currency ?? project.currency;
  const text = (value: number | null | undefined) => formatValue(value, data?.unit ?? '', money);
  const period = formatRange(span.from, span.to);
  return (
    <>
      <div class={stale ? 'chart-total chart-total-stale' : 'chart-total'} aria-busy={stale}>
        <span class="chart-sum">
          {data ? <LiveValue text={text(data.total)} scope={series.key ?? ''} /> : <Skeleton shape="value" />}
        </span>
        {data?.previous ? <Delta percent={data.delta_pct} from={text(data.previous.total)} /> : <span class="delta" />}
        {compare &&
          (data?.previous || !data ? <Legend /> : <span class="delta">{t`Nothing to compare with yet`}</span>)}
      </div>
      <Chart label={t`${label}, ${period}. Total: ${{ total: text(data?.total) }}.`} data={chart} stale={stale} />
      {data ? <SeriesTable series={data} label={label} currency={money} /> : <div class="series-table" />}
    </>
  );
}

/** The same shape without content. */
export function ChartPanelSkeleton(): JSX.Element {
  return (
    <section class="panel chart-panel" aria-busy="true">
      <div class="chart-controls">
        <Skeleton shape="control" />
        <span class="segmented">
          <Skeleton shape="control" />
        </span>
      </div>
      <div class="chart-total">
        <span class="chart-sum">
          <Skeleton shape="value" />
        </span>
        <span class="delta" />
      </div>
      <Chart label={t`Loading…`} data={undefined} />
      <div class="series-table" />
    </section>
  );
}
