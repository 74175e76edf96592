/** A page of events by when they occurred, put together from as many readings of the ledger as it takes. */
import { ledgerOf } from '../../../durable/stubs.ts';
import type { Ctx } from '../../base/context.ts';
import { AppError } from '../../base/errors.ts';
import { decodeCursor, encodeCursor, invalidCursor } from '../../base/page.ts';
import { callObject } from '../../base/retry.ts';
import type { ListedEvent } from './ledger/ledger-list-store.ts';
import {
  newestFirst,
  type OccurredEvent,
  type Occurrence,
  type OccurrenceFilter,
  type OccurrenceListing,
} from './ledger/ledger-occurrence-store.ts';
import type { EventsLedger } from './objects.ts';

/** Readings of one page. More are needed only where so many blocks of events overlap in time that no page should wait for them. */
const MAX_READINGS = 40;

/** Up to `limit` - 1 events, newest occurrence first, and the cursor to go on with. A page may be short while there is more. */
export async function listByOccurrence(
  ctx: Ctx,
  project_id: string,
  wanted: OccurrenceFilter,
  cursor?: string,
): Promise<{ events: ListedEvent[]; next_cursor: string | null }> {
  const below = cursor === undefined ? undefined : occurrenceOf(cursor);
  const size = wanted.limit - 1;
  let events: OccurredEvent[] = [];
  let rest: OccurrenceListing['rest'] = null;
  let cut: Occurrence | null = null;
  for (let reading = 0; reading < MAX_READINGS; reading++) {
    const floor = events[size]?.at;
    const filter = { ...wanted, below, floor, after: rest ?? undefined };
    const found: OccurrenceListing = await callObject(
      async () => await ledgerOf<EventsLedger>(ctx.env, project_id).listByOccurrence(filter),
    );
    ({ rest } = found);
    cut = newestOf(cut, found.cut);
    events = upTo(cut, [...events, ...found.events])
      .sort(newestFirst)
      .slice(0, wanted.limit);
    if (rest === null || (cut && cut.at > rest.to_at)) {
      const page = events.slice(0, size);
      const next = cut || events.length > size ? cursorOf(page.at(-1)!) : null;
      return { events: page, next_cursor: next };
    }
    const { to_at } = rest;
    // What has not been read occurred at this time or before.
    const sure = events.filter(({ at }) => at > to_at);
    if (sure.length > size) return { events: sure.slice(0, size), next_cursor: cursorOf(sure[size - 1]!) };
    if (to_at < (below?.at ?? Number.MAX_SAFE_INTEGER)) {
      return { events: sure, next_cursor: cursorOf({ at: to_at, seq: Number.MAX_SAFE_INTEGER }) };
    }
  }
  const message = 'Too many events lie across the same time; ask for fewer days, or for the order of receipt.';
  throw new AppError('unprocessable', 'events.range_too_large', message);
}

/** What a reply had no room for stands after its last event: of several such places, the first in the list. */
function newestOf(one: Occurrence | null, other: Occurrence | null): Occurrence | null {
  if (!one || !other) return one ?? other;
  return newestFirst(one, other) <= 0 ? one : other;
}

function upTo(cut: Occurrence | null, events: OccurredEvent[]): OccurredEvent[] {
  return cut ? events.filter((event) => newestFirst(event, cut) <= 0) : events;
}

/** The cursor that goes on after an event. */
export function cursorOf({ at, seq }: Occurrence): string {
  return encodeCursor([at, seq]);
}

/** Where a cursor goes on; throws `invalid` for one that we did not make. */
export function occurrenceOf(cursor: string): Occurrence {
  const [at, seq] = decodeCursor(cursor, ['number', 'number']) as [number, number];
  if (!Number.isSafeInteger(at) || at < 0 || !Number.isSafeInteger(seq) || seq < 0) throw invalidCursor();
  return { at, seq };
}
