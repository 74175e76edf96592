/** Listing a ledger's events by when they occurred, newest first: blocks by their latest event, until no other can hold a newer one. */
import {
  ANY_TYPE,
  BLOCKS_A_READING,
  BYTES_A_READING,
  type EventFilter,
  type ListedEvent,
  matches,
  REPLY_CHARACTERS,
  segmentsOf,
  typeNeedles,
} from './ledger-list-store.ts';
import { BLOCK } from './ledger-store.ts';

/** The index by which blocks are walked; a step of the ledger's schema. */
export const OCCURRENCE_STEP = 'CREATE INDEX blocks_by_time ON blocks (to_at, block, from_at)';

/** Where an event stands in such a list: by `at` (`occurred_at` in ms), at the same time by its place. */
export interface Occurrence {
  at: number;
  seq: number;
}

/** Which events to list, and how far a list has been read. */
export interface OccurrenceFilter extends Omit<EventFilter, 'before'> {
  /** Only events that stand after this one in the list. */
  below?: Occurrence;
  /** Only events that occurred no earlier: what is known to stand on the page already, ms. */
  floor?: number;
  /** Where the last reading stopped; absent at first. */
  after?: Place;
}

/** How far the blocks have been walked, of a ledger as it was when the reading began. */
export interface Place {
  end: number;
  to_at: number;
  block: number;
}

export interface OccurredEvent extends ListedEvent {
  at: number;
}

/** What one reading found, sorted. `rest` is null when nothing older can be missing, otherwise where the next reading goes on. */
export interface OccurrenceListing {
  events: OccurredEvent[];
  /** The last event of a reply that had no room for those after it. */
  cut: Occurrence | null;
  rest: Place | null;
}

/** Up to `limit` events that match and fit one reply, of at most BLOCKS_A_READING blocks. What occurred after `rest.to_at` is complete. */
export function listByOccurrence(sql: SqlStorage, end: number, filter: OccurrenceFilter): OccurrenceListing {
  const found = new Newest(filter);
  const place = filter.after ?? { end, to_at: Number.MAX_SAFE_INTEGER, block: 0 };
  const open = Math.floor(Math.max(0, place.end - 1) / BLOCK);
  if (!filter.after) found.collect(sql, open, place.end);
  // One more than are read, to know up to where the reading is complete.
  const blocks = blocksByTime(sql, open, place, filter);
  for (const [read, { block, to_at }] of blocks.entries()) {
    if (to_at < found.floor) break;
    if (read === BLOCKS_A_READING || (read > 0 && found.looked.bytes >= BYTES_A_READING)) {
      const last = blocks[read - 1]!;
      return { ...found.list(), rest: { end: place.end, to_at: last.to_at, block: last.block } };
    }
    found.collect(sql, block, place.end);
  }
  return { ...found.list(), rest: null };
}

/** The newest events so far, at most `limit`. */
class Newest {
  readonly #filter: OccurrenceFilter;
  readonly looked = { bytes: 0 };
  #events: (Occurrence & { received_at: number; event: object; body?: string })[] = [];
  #cut: Occurrence | null = null;
  /** What occurred earlier is not on this page. */
  floor: number;

  constructor(filter: OccurrenceFilter) {
    this.#filter = filter;
    this.floor = Math.max(filter.floor ?? 0, filter.from ?? 0);
  }

  collect(sql: SqlStorage, block: number, end: number): void {
    const { below } = this.#filter;
    const to = Math.min(this.#filter.to ?? Number.MAX_SAFE_INTEGER, (below?.at ?? Number.MAX_SAFE_INTEGER - 1) + 1);
    const filter = { ...this.#filter, from: this.floor, to, before: end, looked: this.looked };
    for (const { seq, received_at, body } of segmentsOf(sql, block, filter)) {
      const events = JSON.parse(body) as Record<string, unknown>[];
      for (const [i, event] of events.entries()) {
        if (!matches(event, filter)) continue;
        const at = Date.parse(event.occurred_at as string);
        const place = { at, seq: seq + i };
        const isWanted = (!below || newestFirst(below, place) < 0) && (!this.#cut || newestFirst(place, this.#cut) < 0);
        if (isWanted) this.#events.push({ ...place, received_at, event });
      }
      this.#trim();
    }
  }

  /** Keeps the newest events, as many as are wanted and fit. */
  #trim(): void {
    const wanted = this.#events.sort(newestFirst).slice(0, this.#filter.limit);
    for (const item of wanted) item.body ??= JSON.stringify(item.event);
    const fit = fitting(wanted as OccurredEvent[]);
    this.#events = wanted.slice(0, fit);
    const last = this.#events.at(-1);
    if (!last) return;
    if (fit < wanted.length) this.#cut = { at: last.at, seq: last.seq };
    if (this.#cut || fit === this.#filter.limit) this.floor = Math.max(this.floor, last.at);
  }

  list(): Pick<OccurrenceListing, 'events' | 'cut'> {
    const events = this.#events.map(({ at, seq, received_at, body = '' }) => ({ at, seq, received_at, body }));
    return { events, cut: this.#cut };
  }
}

/** How many events, from the first on, fit one reply; one always does. */
export function fitting(events: readonly ListedEvent[]): number {
  let room = REPLY_CHARACTERS;
  const over = events.findIndex(({ body }, i) => {
    room -= body.length;
    return room < 0 && i > 0;
  });
  return over < 0 ? events.length : over;
}

/** Sorts the newest occurrence first, of the same time the last received. */
export function newestFirst(a: Occurrence, b: Occurrence): number {
  return b.at - a.at || b.seq - a.seq;
}

/** Closed blocks that may hold what is asked for, by their latest event. */
function blocksByTime(sql: SqlStorage, open: number, place: Place, filter: OccurrenceFilter) {
  const { below, from = 0, to = Number.MAX_SAFE_INTEGER, floor = 0 } = filter;
  return sql
    .exec<{ block: number; to_at: number }>(
      `SELECT block, to_at FROM blocks
       WHERE (to_at, block) < (?, ?) AND to_at >= ? AND from_at <= ? AND block < ? AND ${ANY_TYPE}
       ORDER BY to_at DESC, block DESC LIMIT ${BLOCKS_A_READING + 1}`,
      place.to_at,
      place.block,
      Math.max(from, floor),
      Math.min(to - 1, below?.at ?? Number.MAX_SAFE_INTEGER),
      open,
      typeNeedles(filter),
    )
    .toArray();
}
