/** What the rule would have done: a sentence, the chart with markers, and the alerts as a table. */
import { plural, t } from '@lingui/core/macro';
import type { ComponentChildren, JSX } from 'preact';
import { useMemo } from 'preact/hooks';
import { request } from '../../../base/api/api.ts';
import { useQuery } from '../../../base/api/query.ts';
import type { MetricSeries } from '../../../base/api/types.ts';
import { addDays, todayIn } from '../../../base/time/calendar.ts';
import { Chart } from '../../../parts/chart/chart.tsx';
import { ErrorState } from '../../../parts/data/error-state.tsx';
import { Segmented } from '../../../parts/form/segmented.tsx';
import { metricWords } from '../rule-sentence.ts';
import type { Project, Terms, Watched } from '../rule-types.ts';
import { currencyOf, metricOfEvent } from '../units.ts';
import { eventName, formatSpan } from '../words.ts';
import { chartOf, type Drawn, drawnOf } from './preview-data.ts';
import { AlertsTable, PointsTable } from './preview-tables.tsx';
import type { Previewing } from './use-preview.ts';

export type Days = 30 | 90;

interface Props {
  project: Project;
  terms: Terms;
  rule: Watched;
  /** Nothing that a preview needs is missing or wrong. */
  ready: boolean;
  days: Days;
  onDays: (days: Days) => void;
  previewing: Previewing;
  /** The message while the rule is not complete. */
  waiting: string;
}

/** The live half of the editor. */
export function PreviewPanel(props: Props): JSX.Element {
  const { terms, rule, ready, days, onDays, previewing, waiting } = props;
  const { error, stale, retry } = previewing;
  // What another type of rule would have found says nothing about this one.
  const data = previewing.data?.rule.type === rule.type ? previewing.data : undefined;
  const series = useBackdrop(props);
  const currency = currencyOf(rule, terms);
  const drawn = useMemo(() => drawnOf(data, series, currency), [data, series, currency]);
  const refused = error?.status === 422;
  return (
    <section class="preview" aria-label={t`Preview`} aria-busy={stale}>
      <div class="preview-head">
        <h3>{t`Preview`}</h3>
        <Segmented
          legend={t`Days to look back`}
          value={String(days) as '30' | '90'}
          options={[
            { value: '30', label: formatSpan(30 * 1440) },
            { value: '90', label: formatSpan(90 * 1440) },
          ]}
          onChange={(value) => onDays(Number(value) as Days)}
        />
      </div>
      <p class={wordsClass(!ready || refused, stale)} role="status">
        {!ready || refused
          ? waiting
          : data && !error
            ? summary(data.alerts.length, days, rule.type === 'schedule')
            : ''}
      </p>
      {error && !refused && <ErrorState title={t`The preview could not be loaded`} error={error} onRetry={retry} />}
      {ready && data && !refused && <TooMany count={data.alerts.length} days={days} type={rule.type} />}
      <PreviewChart
        drawn={drawn}
        rule={rule}
        terms={terms}
        stale={stale}
        expects={expectsChart(rule) && !(error && !drawn)}
      />
      {drawn && <PointsTable drawn={drawn} label={subjectOf(rule, terms)} />}
      {ready && data && !refused && <AlertsTable preview={data} drawn={drawn} rule={rule} />}
    </section>
  );
}

const wordsClass = (waiting: boolean, stale: boolean) =>
  waiting ? 'preview-hint' : stale ? 'preview-words preview-stale' : 'preview-words';

/** `Would have alerted 3 times in the last 30 days`. */
export function summary(count: number, days: number, isSchedule: boolean): string {
  const span = formatSpan(days * 1440);
  if (isSchedule) {
    return plural(count, { one: `Once in the last ${span}`, other: `# times in the last ${span}` });
  }
  if (count === 0) return t`Would not have alerted in the last ${{ span }}`;
  return plural(count, {
    one: `Would have alerted once in the last ${span}`,
    other: `Would have alerted # times in the last ${span}`,
  });
}

/** More than about one a day is what people stop reading. */
function TooMany({ count, days, type }: { count: number; days: number; type: Watched['type'] }): JSX.Element | null {
  if (count <= days / 2 || type === 'schedule' || type === 'missing_follow_up') return null;
  return <p class="preview-hint">{t`That is often: people stop reading alerts that come every other day.`}</p>;
}

const isOfEvents = ({ type }: Watched) => type === 'event' || type === 'missing_follow_up';
const expectsChart = (rule: Watched) =>
  rule.type !== 'schedule' && Boolean(isOfEvents(rule) ? rule.event_type : rule.metric);

function subjectOf(rule: Watched, terms: Terms): string {
  return isOfEvents(rule) ? eventName(rule.event_type ?? '') : metricWords(rule, terms);
}

/** The metric itself, where the preview has no points: of events their count, and of limits while there is none yet. */
function useBackdrop({ project, rule, ready, days }: Props): MetricSeries | undefined {
  const today = todayIn(project.timezone, Date.now());
  const metric = isOfEvents(rule)
    ? rule.event_type && metricOfEvent(rule.event_type)
    : rule.type !== 'schedule' && !ready
      ? rule.metric
      : undefined;
  const grain = isOfEvents(rule) ? 'day' : (rule.grain ?? 'day');
  const query = useQuery(metric ? [project.id, metric, days, grain, today].join() : null, (signal) =>
    request.get('/v1/metrics/{metric}', {
      path: { metric: metric! },
      query: { from: addDays(today, 1 - days), to: today, grain, compare: 'previous' },
      project: project.id,
      signal,
    }),
  );
  return metric ? query.data : undefined;
}

interface ChartProps {
  drawn: Drawn | undefined;
  rule: Watched;
  terms: Terms;
  stale: boolean;
  expects: boolean;
}

function PreviewChart({ drawn, rule, terms, stale, expects }: ChartProps): JSX.Element | null {
  const { type, threshold, severity } = rule;
  const chart = useMemo(
    () => drawn && chartOf(drawn, { type, threshold, severity } as Watched),
    [drawn, type, threshold, severity],
  );
  if (!expects) return null;
  const subject = subjectOf(rule, terms);
  return (
    <>
      <Chart label={t`${{ subject }} and where the rule would have alerted`} data={chart} stale={stale} />
      <Legend chart={chart} type={type} />
    </>
  );
}

function Legend({ chart, type }: { chart: ReturnType<typeof chartOf> | undefined; type: Watched['type'] }) {
  const items: ComponentChildren[] = [];
  if (chart?.threshold) items.push(<li class="key-limit">{t`Limit ${{ value: chart.threshold.label }}`}</li>);
  if (type === 'anomaly' && chart?.band) items.push(<li class="key-band">{t`Usual range`}</li>);
  if (chart?.markers?.length) items.push(<li class="key-marker">{t`Would have alerted`}</li>);
  return <ul class="preview-legend">{items}</ul>;
}
