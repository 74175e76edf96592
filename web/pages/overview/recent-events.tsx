/** The latest events as they arrive. */
import { t } from '@lingui/core/macro';
import type { JSX } from 'preact';
import { request } from '../../base/api/api.ts';
import { useQuery } from '../../base/api/query.ts';
import type { Project } from '../../base/api/types.ts';
import { useNow } from '../../base/time/clock.ts';
import { EventRow } from '../../events/event-row.tsx';
import { EmptyState } from '../../parts/data/empty-state.tsx';
import { ErrorState } from '../../parts/data/error-state.tsx';
import { Skeleton } from '../../parts/data/skeleton.tsx';
import { useKpiChanges, usePace } from './refresh-interval.ts';

const SHOWN = 5;

/** A short list, newest occurrence first. */
export function RecentEvents({ project }: { project: Project }): JSX.Element {
  const events = useQuery(
    'events',
    (signal) =>
      request.get('/v1/events', { query: { limit: SHOWN, sort: 'occurred_at' }, project: project.id, signal }),
    usePace(),
  );
  useKpiChanges(events.retry);
  const now = useNow(10_000);
  if (!events.data && !events.error) return <RecentEventsSkeleton />;
  return (
    <section class="panel recent" aria-labelledby="recent-title">
      <h2 id="recent-title">{t`Latest events`}</h2>
      {events.data?.data.length ? (
        <ol class="recent-list">
          {events.data.data.slice(0, SHOWN).map((event) => (
            <EventRow key={event.id} event={event} now={now} />
          ))}
        </ol>
      ) : events.data ? (
        <EmptyState title={t`No recent events`}>
          {t`Events are listed for 90 days. Their numbers stay for ever.`}
        </EmptyState>
      ) : (
        <ErrorState title={t`Events could not be loaded`} error={events.error!} onRetry={events.retry} />
      )}
    </section>
  );
}

/** The same shape without content. */
function RecentEventsSkeleton(): JSX.Element {
  return (
    <section class="panel recent" aria-busy="true" aria-label={t`Latest events`}>
      <h2>{t`Latest events`}</h2>
      <ol class="recent-list">
        {Array.from({ length: SHOWN }, (_, row) => (
          <li key={row} class="recent-row">
            <span class="recent-type">
              <Skeleton shape="text" />
            </span>
            <span class="recent-detail">
              <Skeleton shape="short" />
            </span>
          </li>
        ))}
      </ol>
    </section>
  );
}
