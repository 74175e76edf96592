/** One project: its main number of today, how that compares with yesterday, the last two weeks and its open alerts. */
import { plural, t } from '@lingui/core/macro';
import type { JSX } from 'preact';
import { useEffect } from 'preact/hooks';
import { request } from '../../base/api/api.ts';
import type { ApiError } from '../../base/api/call.ts';
import { type Query, useQuery } from '../../base/api/query.ts';
import type { KpiCard, Kpis, Project } from '../../base/api/types.ts';
import { useToday } from '../../base/time/clock.ts';
import { errorText } from '../../base/words/error-words.ts';
import { formatValue } from '../../base/words/format.ts';
import { cardName } from '../../base/words/metric-words.ts';
import { Sparkline } from '../../parts/chart/sparkline.tsx';
import { Badge } from '../../parts/data/badge.tsx';
import { mainCards } from '../../parts/data/kpi-cards.tsx';
import { LiveValue } from '../../parts/data/live-value.tsx';
import { Skeleton } from '../../parts/data/skeleton.tsx';
import { StaleAge } from '../../parts/data/stale-age.tsx';
import { Usual } from '../../parts/data/usual.tsx';
import { Button } from '../../parts/form/button.tsx';
import { useSignInWhenExpired } from '../../shell/session.tsx';

/** Many projects load at once, so each loads seldom. */
const REFRESH_MS = 30_000;

export interface Failure {
  error: ApiError;
  retry: () => void;
}

interface Props {
  project: Project;
  /** Called with new numbers. */
  onKpis: (project: Project, kpis: Kpis) => void;
  /** Called when numbers could not be loaded, and when they are there again. */
  onFailure: (project: Project, failure: Failure | undefined) => void;
  /** The page shows the error already. */
  quiet: boolean;
  /** The person may see alerts. */
  alerts: boolean;
}

/** The name leads to the project's Overview, and the whole card is its link. */
export function ProjectCard({ project, onKpis, onFailure, quiet, alerts }: Props): JSX.Element {
  const today = useToday(project.timezone);
  const kpis = useQuery(
    today,
    (signal) => request.get('/v1/kpis', { query: { date: today, band: 'true' }, project: project.id, signal }),
    REFRESH_MS,
  );
  useSignInWhenExpired(kpis);
  useEffect(() => {
    if (kpis.data) onKpis(project, kpis.data);
  }, [kpis.data, onKpis, project]);
  const { data, error, retry } = kpis;
  useEffect(() => onFailure(project, error && !data ? { error, retry } : undefined), [error, data, retry]);
  return (
    <article class="panel project-card">
      <div class="project-head">
        <h2>
          <a href={`/?project=${encodeURIComponent(project.id)}`} title={project.name} dir="auto">
            {project.name}
          </a>
        </h2>
        {alerts && <OpenAlerts project={project} />}
      </div>
      <Main kpis={kpis} quiet={quiet} />
      <StaleAge query={kpis} />
      <p class="project-place">
        {project.currency} · {project.timezone.replaceAll('_', ' ')}
      </p>
    </article>
  );
}

function Main({ kpis, quiet }: { kpis: Query<Kpis>; quiet: boolean }): JSX.Element {
  const { data, error, retry } = kpis;
  const [card, ...others] = data ? mainCards(data) : [];
  if (data?.has_events === false) {
    return (
      <div class="project-main">
        <p class="project-none">{t`No events yet. Open it to send the first one.`}</p>
      </div>
    );
  }
  if (data && card) return <Numbers kpis={data} card={card} others={others} />;
  if (!error) return <MainSkeleton />;
  if (quiet) {
    return (
      <div class="project-main">
        <p class="project-value project-none">–</p>
      </div>
    );
  }
  return (
    <div class="project-main project-failed" role="alert">
      <p>{errorText(error)}</p>
      {error.request_id && <code>{error.request_id}</code>}
      <Button icon="retry" onClick={retry}>
        {t`Try again`}
      </Button>
    </div>
  );
}

function Numbers({ kpis, card, others }: { kpis: Kpis; card: KpiCard; others: KpiCard[] }): JSX.Element {
  const text = ({ unit }: KpiCard, value: number | null) => formatValue(value, unit, kpis.currency);
  return (
    <div class="project-main">
      <div class="project-number">
        <p class="project-label">{t`${{ metric: cardName(card) }} today`}</p>
        <p class="project-value">
          <LiveValue text={text(card, card.value)} scope={`${kpis.date} ${card.metric}`} />
        </p>
        <Usual card={card} kpis={kpis} open />
      </div>
      <div class="project-spark">
        <Sparkline values={card.sparkline} low={card.sparkline_low} high={card.sparkline_high} />
      </div>
      <dl class="project-others">
        {others.slice(0, 2).map((other) => (
          <div key={other.metric}>
            <dt>{cardName(other)}</dt>
            <dd>{text(other, other.value)}</dd>
          </div>
        ))}
      </dl>
    </div>
  );
}

function OpenAlerts({ project }: { project: Project }): JSX.Element | null {
  const counts = useQuery(
    project.id,
    (signal) => request.get('/v1/alerts/counts', { project: project.id, signal }),
    REFRESH_MS,
  );
  const { pending = 0, acknowledged = 0 } = counts.data ?? {};
  const count = pending + acknowledged;
  if (count === 0) return null;
  return (
    <a class="project-alerts" href={`/alerts?project=${encodeURIComponent(project.id)}`}>
      <Badge kind={pending > 0 ? 'bad' : 'warn'} icon="bell">
        {plural(count, { one: '# alert', other: '# alerts' })}
      </Badge>
    </a>
  );
}

function MainSkeleton(): JSX.Element {
  return (
    <div class="project-main" aria-busy="true">
      <div class="project-number">
        <p class="project-label">
          <Skeleton shape="short" />
        </p>
        <p class="project-value">
          <Skeleton shape="value" />
        </p>
        <span class="delta">
          <Skeleton />
        </span>
      </div>
      <div class="project-spark">
        <Skeleton shape="spark" />
      </div>
      <div class="project-others">
        <Skeleton shape="short" />
      </div>
    </div>
  );
}

/** The same shape without content. */
export function ProjectCardSkeleton(): JSX.Element {
  return (
    <div class="panel project-card">
      <div class="project-head">
        <Skeleton shape="title" />
      </div>
      <MainSkeleton />
      <p class="project-place">
        <Skeleton />
      </p>
    </div>
  );
}
