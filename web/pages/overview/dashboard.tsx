/** The numbers of one project: the day's cards, the chart and the latest events. */
import { t } from '@lingui/core/macro';
import type { ComponentProps, JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { request } from '../../base/api/api.ts';
import { type Query, useQuery } from '../../base/api/query.ts';
import type { Kpis, Project, Session } from '../../base/api/types.ts';
import { useToday } from '../../base/time/clock.ts';
import { ErrorState } from '../../parts/data/error-state.tsx';
import { KpiCards, KpiCardsSkeleton } from '../../parts/data/kpi-cards.tsx';
import { useSignInWhenExpired } from '../../shell/session.tsx';
import { Attention } from './attention.tsx';
import { ChartPanel, ChartPanelSkeleton } from './chart-panel.tsx';
import { DayBar, DayBarSkeleton } from './day-bar.tsx';
import { NextActions } from './next-actions.tsx';
import { RecentEvents } from './recent-events.tsx';
import { useKpiChanges, usePace } from './refresh-interval.ts';
import { FIRST_METRIC, type View } from './view.ts';

/** How often a page that waits for the first event looks for it. */
const WATCH_MS = 2000;

interface Props {
  session: Session;
  project: Project;
  view: View;
  onChange: (patch: Partial<View>) => void;
}

/** Cards, chart and events; only what includes today refreshes itself. */
export function Dashboard({ session, project, view, onChange }: Props): JSX.Element {
  const today = useToday(project.timezone);
  const date = view.date && view.date < today ? view.date : today;
  const live = date === today;
  const [waiting, setWaiting] = useState(false);
  const pace = usePace();
  const every = waiting ? WATCH_MS : live ? pace : 0;
  const kpis = useQuery(
    date,
    (signal) => request.get('/v1/kpis', { query: { date, band: 'true' }, project: project.id, signal }),
    every,
  );
  useKpiChanges(live && !waiting ? kpis.retry : undefined);
  const empty = kpis.data?.has_events === false;
  useEffect(() => setWaiting(empty), [empty]);
  useSignInWhenExpired(kpis);
  const metric = view.metric ?? FIRST_METRIC;
  const choose = (next: string) => onChange({ metric: next });
  const FirstRun = useFirstRun(empty);
  if (empty && FirstRun) return <FirstRun session={session} project={project} failing={kpis.error !== undefined} />;
  if (empty) return <DashboardSkeleton />;
  if (kpis.error && !kpis.data) {
    return <Failed title={t`The numbers could not be loaded`} error={kpis.error} onRetry={kpis.retry} />;
  }
  return (
    <>
      <DayBar project={project} date={date} today={today} kpis={kpis} onDate={(day) => onChange({ date: day })} />
      <Cards kpis={kpis} today={today} metric={metric} onMetric={choose} />
      <div class="overview-columns">
        <Attention />
        <ChartPanel project={project} metric={metric} cards={kpis.data?.cards} {...{ view, today, onChange }} />
        <NextActions project={project} today={today} />
        <RecentEvents project={project} />
      </div>
    </>
  );
}

type FirstRunPart = typeof import('./first-run.tsx').FirstRun;

/** Only projects without events load how to send the first one. */
function useFirstRun(wanted: boolean): FirstRunPart | undefined {
  const [part, setPart] = useState<{ FirstRun: FirstRunPart }>();
  useEffect(() => {
    if (wanted && !part) import('./first-run.tsx').then(setPart);
  }, [wanted, part]);
  return part?.FirstRun;
}

interface CardsProps {
  kpis: Query<Kpis>;
  today: string;
  metric: string;
  onMetric: (metric: string) => void;
}

function Cards({ kpis, today, metric, onMetric }: CardsProps): JSX.Element {
  const { data, stale } = kpis;
  if (data && !(stale && kpis.error))
    return <KpiCards kpis={data} open={data.date === today} {...{ stale, metric, onMetric }} />;
  if (!kpis.error) return <KpiCardsSkeleton />;
  return (
    <div class="panel kpi-error">
      <ErrorState title={t`This day could not be loaded`} error={kpis.error} onRetry={kpis.retry} />
    </div>
  );
}

/** One error in place of all that could not be loaded. */
export function Failed(props: ComponentProps<typeof ErrorState>): JSX.Element {
  return (
    <>
      <h1>{t`Overview`}</h1>
      <div key="error" class="panel overview-error">
        <ErrorState {...props} />
      </div>
    </>
  );
}

/** The page before anything is known; also what is prerendered. */
export function DashboardSkeleton(): JSX.Element {
  return (
    <>
      <DayBarSkeleton />
      <KpiCardsSkeleton />
      <div class="overview-columns">
        <Attention />
        <ChartPanelSkeleton />
      </div>
    </>
  );
}
