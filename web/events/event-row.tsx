/** One event as a short row: what it was, how much money, from where and how long ago. */
import './event-row.css';
import type { JSX } from 'preact';
import type { StoredEvent } from '../base/api/types.ts';
import { eventName, sourceName } from '../base/words/event-words.ts';
import { formatAge, formatMoney } from '../base/words/format.ts';

/** A row of a list with the class `recent-list`; `now` is in epoch milliseconds. */
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
