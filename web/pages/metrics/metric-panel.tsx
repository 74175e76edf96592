/** One metric over a range: total, change, chart, table and file. */
import { t } from '@lingui/core/macro';
import type { JSX } from 'preact';
import { useMemo } from 'preact/hooks';
import { request } from '../../base/api/api.ts';
import { type Query, useQuery } from '../../base/api/query.ts';
import type { MetricSeries, Project } from '../../base/api/types.ts';
import { saveCsv } from '../../base/csv.ts';
import { daysOf } from '../../base/time/period.ts';
import { formatRange, formatValue } from '../../base/words/format.ts';
import { metricName } from '../../base/words/metric-words.ts';
import { Chart } from '../../parts/chart/chart.tsx';
import { chartData } from '../../parts/chart/chart-data.ts';
import { Legend } from '../../parts/chart/legend.tsx';
import { Delta } from '../../parts/data/delta.tsx';
import { ErrorState } from '../../parts/data/error-state.tsx';
import { LiveValue } from '../../parts/data/live-value.tsx';
import { Skeleton } from '../../parts/data/skeleton.tsx';
import { StaleAge } from '../../parts/data/stale-age.tsx';
import { Button } from '../../parts/form/button.tsx';
import { Teach } from './empty-metric.tsx';
import { MetricTable } from './metric-table.tsx';
import { hasCurrency } from './metric-tools.tsx';
import { csvRows } from './series-csv.ts';
import { grainOf, type Metric, type View } from './view.ts';

/** How often a range that includes today asks again. */
const REFRESH_MS = 10_000;

interface Props {
  project: Project;
  metric: Metric;
  view: View;
  today: string;
}

/** The chart with its numbers; earlier ranges never refresh themselves. */
export function MetricPanel({ project, metric, view, today }: Props): JSX.Element {
  const days = daysOf(view.period, today);
  const grain = grainOf(view, days);
  const currency = hasCurrency(metric) ? view.currency : undefined;
  const { compare } = view;
  const series = useQuery(
    [metric.id, days.from, days.to, grain, compare, currency].join(),
    (signal) =>
      request.get('/v1/metrics/{metric}', {
        path: { metric: metric.id },
        query: { ...days, grain, currency, compare: compare ? 'aligned' : undefined, band: 'true' },
        project: project.id,
        signal,
      }) as Promise<MetricSeries>,
    days.from <= today && today <= days.to ? REFRESH_MS : 0,
  );
  const { data, error, stale } = series;
  if (error && (stale || !data)) {
    return (
      <div class="panel page-panel">
        <ErrorState title={t`The numbers could not be loaded`} error={error} onRetry={series.retry} />
      </div>
    );
  }
  if (!data) return <MetricPanelSkeleton />;
  return <Shown {...{ project, metric, series, today }} data={data} />;
}

interface ShownProps {
  project: Project;
  metric: Metric;
  series: Query<MetricSeries>;
  data: MetricSeries;
  today: string;
}

/** Everything here speaks of the series that is there, which may be the one before while the next one loads. */
function Shown({ project, metric, series, data, today }: ShownProps): JSX.Element {
  const { stale } = series;
  const chart = useMemo(() => chartData(data, project, data.previous !== undefined), [data, project]);
  const name = metricName({ metric: data.metric, label: data.metric === metric.id ? metric.label : data.metric });
  const money = data.currency ?? project.currency;
  const text = (value: number | null | undefined) => formatValue(value, data.unit, money);
  const last = data.points.at(-1)?.at.slice(0, 10) ?? today;
  const span = formatRange(data.points[0]?.at.slice(0, 10) ?? today, last < today ? last : today);
  const save = () => saveCsv(`${project.name} ${data.metric} ${data.points[0]?.at.slice(0, 10)}`, csvRows(data));
  return (
    <div class="metric-columns">
      <section class="panel metric-panel" aria-labelledby="metric-title" aria-busy={stale}>
        <div class="metric-head">
          <div class={stale ? 'metric-sum metric-stale' : 'metric-sum'}>
            <h2 id="metric-title">{name}</h2>
            <p class="metric-total">
              <LiveValue text={text(data.total)} scope={series.key ?? ''} />
            </p>
            {data.previous && <Delta percent={data.delta_pct} from={text(data.previous.total)} />}
          </div>
          {data.previous && <Legend />}
        </div>
        <StaleAge query={series} />
        <Chart label={t`${name}, ${span}. Total ${{ total: text(data.total) }}.`} data={chart} stale={stale} />
        {data.note && (
          <p class="metric-note">
            {t`No share is given where more conversions than sessions were recorded: some sessions are missing.`}
          </p>
        )}
        {!stale && !data.note && isEmpty(data) && <Teach project={project} metric={data.metric} />}
      </section>
      <section class="panel metric-numbers" aria-label={t`${name}, table`}>
        <MetricTable series={data} name={name} currency={money} stale={stale} today={chart.partial} />
        <div class="metric-foot">
          <Button icon="download" onClick={save} disabled={stale}>
            {t`Download CSV`}
          </Button>
        </div>
      </section>
    </div>
  );
}

const isEmpty = ({ points }: MetricSeries) => points.every(({ value }) => !value);

/** The same shape without content. */
export function MetricPanelSkeleton(): JSX.Element {
  return (
    <div class="metric-columns" aria-busy="true">
      <section class="panel metric-panel">
        <div class="metric-head">
          <div class="metric-sum">
            <h2>
              <Skeleton shape="short" />
            </h2>
            <p class="metric-total">
              <Skeleton shape="value" />
            </p>
            <span class="delta" />
          </div>
        </div>
        <Chart label={t`Loading…`} data={undefined} />
      </section>
      <section class="panel metric-numbers">
        <div class="metric-scroll" />
        <div class="metric-foot">
          <Skeleton shape="control" />
        </div>
      </section>
    </div>
  );
}
