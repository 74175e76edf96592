/** The latest events as they arrive. */
import './recent-events.css';
import { t } from '@lingui/core/macro';
import type { JSX } from 'preact';
import { api, type Project, type StoredEvent } from '../../base/api/client.ts';
import { useQuery } from '../../base/api/query.ts';
import { useNow } from '../../base/time/clock.ts';
import { eventName, sourceName } from '../../base/words/event-words.ts';
import { formatAge, formatMoney } from '../../base/words/format.ts';
import { EmptyState } from '../../parts/data/empty-state.tsx';
import { ErrorState } from '../../parts/data/error-state.tsx';
import { Skeleton } from '../../parts/data/skeleton.tsx';
import { useKpiChanges, usePace } from './pace.ts';

const SHOWN = 5;

/** A short list, newest receipt first. */
export function RecentEvents({ project }: { project: Project }): JSX.Element {
  const events = useQuery('events', (signal) => api.events(project.id, SHOWN, signal), usePace());
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

/** One event of the list. */
export function EventRow({ event, now }: { event: StoredEvent; now: number }): JSX.Element {
  const { amount_cents, currency } = event.payload;
  const money =
    typeof amount_cents === 'number' && typeof currency === 'string' ? formatMoney(amount_cents, currency) : undefined;
  const at = Date.parse(event.occurred_at);
  return (
    <li class="recent-row">
      <span class="recent-type">{eventName(event.event_type)}</span>
      {money !== undefined && <span class="recent-money">{money}</span>}
      <span class="recent-detail">
        {sourceName(event.source)} ·{' '}
        <time dateTime={event.occurred_at} title={event.occurred_at}>
          {formatAge(at, Math.max(now, at))}
        </time>
      </span>
    </li>
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
