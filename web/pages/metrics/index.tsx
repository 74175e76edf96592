/** Metrics: any number of a project over any range of days, as a chart, a table and a file. */
import './metrics.css';
import { t } from '@lingui/core/macro';
import type { JSX } from 'preact';
import { useLocation } from 'preact-iso/router';
import { request } from '../../base/api/api.ts';
import { useQuery } from '../../base/api/query.ts';
import type { Project } from '../../base/api/types.ts';
import { useToday } from '../../base/time/clock.ts';
import { ErrorState } from '../../parts/data/error-state.tsx';
import { ProjectPage } from '../../shell/page.tsx';
import { useSignInWhenExpired } from '../../shell/session.tsx';
import { MetricPanel, MetricPanelSkeleton } from './metric-panel.tsx';
import { MetricTools } from './metric-tools.tsx';
import { type Metric, readView, type View, viewUrl } from './view.ts';

/** One metric of the project in the frame; the address holds all that was chosen. */
export function Metrics(): JSX.Element {
  return (
    <ProjectPage title={t`Metrics`} skeleton={<MetricPanelSkeleton />}>
      {({ project }) => <MetricView project={project} />}
    </ProjectPage>
  );
}

function MetricView({ project }: { project: Project }): JSX.Element {
  const { query, route } = useLocation();
  const today = useToday(project.timezone);
  const catalogue = useQuery(
    'metrics',
    (signal) => request.get('/v1/metrics', { project: project.id, signal }),
    60_000,
  );
  useSignInWhenExpired(catalogue);
  const view = readView(query);
  const change = (patch: Partial<View>) => route(viewUrl({ ...view, ...patch }));
  if (!catalogue.data && catalogue.error) {
    return (
      <div class="panel page-panel">
        <ErrorState title={t`The metrics could not be loaded`} error={catalogue.error} onRetry={catalogue.retry} />
      </div>
    );
  }
  const metrics = catalogue.data?.data;
  if (!metrics) return <MetricPanelSkeleton />;
  const metric = metrics.find(({ id }) => id === view.metric) ?? named(view.metric) ?? first(metrics);
  return (
    <>
      <MetricTools {...{ project, metrics, metric, view, today }} onChange={change} />
      <MetricPanel {...{ project, metric, view, today }} />
    </>
  );
}

/** A metric that the catalogue does not list, such as a change or a custom event that has not occurred yet. */
function named(id: string | undefined): Metric | undefined {
  return id ? { id, label: id, unit: id.endsWith('.amount') ? 'money' : 'count', description: '' } : undefined;
}

/** Revenue is what most people open the page for. */
const first = (metrics: Metric[]) => metrics.find(({ id }) => id === 'revenue') ?? metrics[0]!;
