/** Listing a ledger's events, newest receipt first, without reading the segments that cannot match. */
import { BLOCK } from './ledger-store.ts';

/** Which events to list; `before` is the place (excluded) at which the previous page ended. */
export interface EventFilter {
  event_type?: string;
  /** Bounds of `occurred_at` in milliseconds, `from` included, `to` excluded. */
  from?: number;
  to?: number;
  before?: number;
  limit: number;
}

/** An event with its place; `body` is its stored JSON text. */
export interface ListedEvent {
  seq: number;
  received_at: number;
  body: string;
}

const BLOCKS_A_ROUND = 64;

/** Up to `limit` events that match, descending by place. */
export function listSegments(sql: SqlStorage, end: number, filter: EventFilter): ListedEvent[] {
  const found: ListedEvent[] = [];
  const before = Math.min(filter.before ?? end, end);
  // The newest block is still open and has no row in the index: it is looked into as it is.
  let blocks = [Math.floor(Math.max(0, before - 1) / BLOCK)];
  while (blocks.length > 0) {
    for (const block of blocks) {
      collect(sql, block, before, filter, found);
      if (found.length >= filter.limit) return found;
    }
    blocks = matchingBlocks(sql, blocks.at(-1)!, filter);
  }
  return found;
}

function matchingBlocks(sql: SqlStorage, below: number, filter: EventFilter): number[] {
  return sql
    .exec<{ block: number }>(
      `SELECT block FROM blocks WHERE block < ? AND instr(types, ?) > 0 AND to_at >= ? AND from_at < ?
       ORDER BY block DESC LIMIT ${BLOCKS_A_ROUND}`,
      below,
      needle(filter),
      filter.from ?? 0,
      filter.to ?? Number.MAX_SAFE_INTEGER,
    )
    .toArray()
    .map((row) => row.block);
}

function collect(sql: SqlStorage, block: number, before: number, filter: EventFilter, found: ListedEvent[]): void {
  const segments = sql.exec<{ seq: number; received_at: number; body: string }>(
    `SELECT seq, received_at, body FROM segments
     WHERE seq >= ? AND seq < ? AND instr(types, ?) > 0 AND to_at >= ? AND from_at < ? ORDER BY seq DESC`,
    block * BLOCK,
    Math.min(before, (block + 1) * BLOCK),
    needle(filter),
    filter.from ?? 0,
    filter.to ?? Number.MAX_SAFE_INTEGER,
  );
  for (const { seq, received_at, body } of segments.toArray()) {
    const events = JSON.parse(body) as Record<string, unknown>[];
    for (let i = Math.min(events.length, before - seq) - 1; i >= 0 && found.length < filter.limit; i--) {
      const event = events[i]!;
      if (matches(event, filter)) found.push({ seq: seq + i, received_at, body: JSON.stringify(event) });
    }
    if (found.length >= filter.limit) return;
  }
}

function matches(event: Record<string, unknown>, { event_type, from, to }: EventFilter): boolean {
  if (event_type !== undefined && event.event_type !== event_type) return false;
  if (from === undefined && to === undefined) return true;
  const occurred_ms = Date.parse(event.occurred_at as string);
  return (from === undefined || occurred_ms >= from) && (to === undefined || occurred_ms < to);
}

/** Types are stored as `,a,b,`; without a filter the comma matches every row. */
function needle({ event_type }: EventFilter): string {
  return event_type === undefined ? ',' : `,${event_type},`;
}
