/** Listing a ledger's events by when they occurred, newest first: blocks by their latest event, until no other can hold a newer one. */
import {
  ANY_TYPE,
  BLOCKS_A_READING,
  type EventFilter,
  type ListedEvent,
  matches,
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
  rest: Place | null;
}

/** Up to `limit` events that match, of at most BLOCKS_A_READING blocks. What occurred after `rest.to_at` is complete. */
export function listByOccurrence(sql: SqlStorage, end: number, filter: OccurrenceFilter): OccurrenceListing {
  const found = new Newest(filter);
  const place = filter.after ?? { end, to_at: Number.MAX_SAFE_INTEGER, block: 0 };
  const open = Math.floor(Math.max(0, place.end - 1) / BLOCK);
  if (!filter.after) found.collect(sql, open, place.end);
  // One more than are read, to know up to where the reading is complete.
  const blocks = blocksByTime(sql, open, place, filter);
  for (const [read, { block, to_at }] of blocks.entries()) {
    if (to_at < found.floor) break;
    if (read === BLOCKS_A_READING) {
      const last = blocks[read - 1]!;
      return { events: found.list(), rest: { end: place.end, to_at: last.to_at, block: last.block } };
    }
    found.collect(sql, block, place.end);
  }
  return { events: found.list(), rest: null };
}

/** The newest events so far, at most `limit`. */
class Newest {
  readonly #filter: OccurrenceFilter;
  #events: { at: number; seq: number; received_at: number; event: object }[] = [];
  /** What occurred earlier is not on this page. */
  floor: number;

  constructor(filter: OccurrenceFilter) {
    this.#filter = filter;
    this.floor = Math.max(filter.floor ?? 0, filter.from ?? 0);
  }

  collect(sql: SqlStorage, block: number, end: number): void {
    const { below } = this.#filter;
    const to = Math.min(this.#filter.to ?? Number.MAX_SAFE_INTEGER, (below?.at ?? Number.MAX_SAFE_INTEGER - 1) + 1);
    const filter = { ...this.#filter, from: this.floor, to };
    for (const { seq, received_at, body } of segmentsOf(sql, block, end, filter)) {
      const events = JSON.parse(body) as Record<string, unknown>[];
      for (const [i, event] of events.entries()) {
        if (!matches(event, filter)) continue;
        const at = Date.parse(event.occurred_at as string);
        const item = { at, seq: seq + i, received_at, event };
        if (!below || newestFirst(below, item) < 0) this.#events.push(item);
      }
      this.#cut();
    }
  }

  #cut(): void {
    const { limit } = this.#filter;
    if (this.#events.length < limit) return;
    this.#events = this.#events.sort(newestFirst).slice(0, limit);
    this.floor = Math.max(this.floor, this.#events[limit - 1]!.at);
  }

  list(): OccurredEvent[] {
    return this.#events
      .sort(newestFirst)
      .map(({ at, seq, received_at, event }) => ({ at, seq, received_at, body: JSON.stringify(event) }));
  }
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
