/** The events that an alert is about, newest first. */
import { t } from '@lingui/core/macro';
import type { JSX } from 'preact';
import { request } from '../../../base/api/api.ts';
import type { Alert } from '../../../base/api/live.ts';
import { useQuery } from '../../../base/api/query.ts';
import type { StoredEvent } from '../../../base/api/types.ts';
import { formatEventType, formatMoment, formatMoney } from '../../../base/words/format.ts';

/** Only this many are loaded; the others are links by their number. */
const READ = 5;

/** A list of links; nothing for an alert about a metric. */
export function AlertEvents({ alert: { payload, project_id } }: { alert: Alert }): JSX.Element | null {
  const ids = [...(payload.event_ids ?? [])].reverse();
  const read = ids.slice(0, READ);
  const { data } = useQuery(read.length > 0 ? read.join() : null, (signal) =>
    // An event may be gone by now: what can be read is shown.
    Promise.all(
      read.map((id) =>
        request.get('/v1/events/{id}', { path: { id }, project: project_id, signal }).catch(() => undefined),
      ),
    ),
  );
  if (ids.length === 0) return null;
  const known = new Map(data?.flatMap((event) => (event ? [[event.id, event]] : [])));
  return (
    <section class="alert-section">
      <h3>{t`Events`}</h3>
      <ul class="alert-events">
        {ids.map((id) => (
          <li key={id}>
            <a href={`/transactions?event=${encodeURIComponent(id)}`}>
              <Event event={known.get(id)} id={id} />
            </a>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Event({ event, id }: { event: StoredEvent | undefined; id: string }): JSX.Element {
  if (!event) return <code>{id}</code>;
  const { amount_cents, currency } = event.payload;
  const isMoney = typeof amount_cents === 'number' && typeof currency === 'string';
  return (
    <>
      <span>{formatEventType(event.event_type)}</span>
      {isMoney && <strong>{formatMoney(amount_cents, currency)}</strong>}
      <time dateTime={event.occurred_at}>{formatMoment(event.occurred_at)}</time>
    </>
  );
}
