/** Listing a ledger's events, newest receipt first, without reading the segments that cannot match. */
import { BLOCK } from './ledger-store.ts';

/** Which events to look for. */
export interface WhichEvents {
  /** Any of these; every type when absent. */
  event_types?: string[];
  currency?: string;
  /** Bounds of the amount in minor units, both included; an event without an amount is outside of any. */
  min_amount?: number;
  max_amount?: number;
  /** Fields of text, each with the values of which it must hold one. */
  texts?: readonly (readonly [field: string, values: readonly string[]])[];
  /** Bounds of `occurred_at` in milliseconds, `from` included, `to` excluded. */
  from?: number;
  to?: number;
}

/** Which events to list; `before` is the sequence (excluded) at which the previous page ended. */
export interface EventFilter extends WhichEvents {
  before?: number;
  limit: number;
}

/** An event with its sequence; `body` is its stored JSON text. */
export interface ListedEvent {
  seq: number;
  received_at: number;
  body: string;
}

/** What one reading found; `next` is the `before` of the next reading, null when everything was read. */
export interface Listing {
  events: ListedEvent[];
  next: number | null;
}

const BLOCKS_A_ROUND = 64;

/** Whether a row's types hold one of the `typeNeedles`. */
export const ANY_TYPE = 'EXISTS (SELECT 1 FROM json_each(?) WHERE instr(types, value) > 0)';

/** Of each list of texts, the segment holds one somewhere: segments without are never parsed. */
const MAY_HOLD_TEXTS = `NOT EXISTS (SELECT 1 FROM json_each(?) AS field
  WHERE NOT EXISTS (SELECT 1 FROM json_each(field.value) AS text WHERE instr(body, text.value) > 0))`;

/** Blocks that one reading looks into at most, so that a filter that hardly matches keeps no append waiting. */
export const BLOCKS_A_READING = 256;
/** The same in bytes of segments: an event may have 32 KB. */
export const BYTES_A_READING = 16_000_000;
/** Text of the events that one reply holds, unless the first alone has more: a call may not carry more than 32 MiB. */
export const REPLY_CHARACTERS = 2_000_000;
/** Bytes of the segments that are held in memory at a time, unless one alone is larger. */
const BYTES_AT_ONCE = 1_000_000;

/** Up to `limit` events that match and fit one reply, descending by sequence. */
export function listSegments(sql: SqlStorage, end: number, filter: EventFilter): Listing {
  const events: ListedEvent[] = [];
  let room = REPLY_CHARACTERS;
  const next = visitEvents(sql, end, { ...filter, bytes: BYTES_A_READING }, ({ seq, received_at, event }) => {
    const body = JSON.stringify(event);
    events.push({ seq, received_at, body });
    room -= body.length;
    return events.length < filter.limit && room > 0;
  });
  return { events, next };
}

/** A stored event, parsed, at its place. */
interface VisitedEvent {
  seq: number;
  received_at: number;
  event: Record<string, unknown>;
}

/**
 * Shows `visit` the events that match, descending by sequence, until it returns false or about so many bytes of segments were read;
 * holds few of them at a time. Returns the place to go on before, null when everything was looked at.
 */
export function visitEvents(
  sql: SqlStorage,
  end: number,
  filter: WhichEvents & { before?: number; bytes: number },
  visit: (found: VisitedEvent) => boolean,
): number | null {
  const before = Math.min(filter.before ?? end, end);
  const looked = { bytes: 0 };
  // The newest block is still open and has no row in the index: it is looked into as it is.
  let blocks = [Math.floor(Math.max(0, before - 1) / BLOCK)];
  for (let read = 0; blocks.length > 0; read += blocks.length) {
    if (read >= BLOCKS_A_READING) return afterBlock(sql, blocks[0]!);
    for (const block of blocks) {
      for (const segment of segmentsOf(sql, block, { ...filter, before, looked })) {
        const stopped = visitSegment(segment, before, filter, visit);
        if (stopped !== null) return stopped;
      }
      if (looked.bytes >= filter.bytes && block > 0) return Math.min(before, afterBlock(sql, block - 1));
    }
    blocks = matchingBlocks(sql, blocks.at(-1)!, filter);
  }
  return null;
}

/** Shows the events of a segment; the place at which the visitor stopped, null when it wants more. */
function visitSegment(
  { seq, received_at, body }: HeldText,
  before: number,
  filter: WhichEvents,
  visit: (found: VisitedEvent) => boolean,
): number | null {
  const events = JSON.parse(body) as Record<string, unknown>[];
  for (let i = Math.min(events.length, before - seq) - 1; i >= 0; i--) {
    const event = events[i]!;
    if (matches(event, filter) && !visit({ seq: seq + i, received_at, event })) return seq + i;
  }
  return null;
}

/** The sequence after the last event of a block, whose last segment may reach into the next ones. */
function afterBlock(sql: SqlStorage, block: number): number {
  return sql
    .exec<{ seq: number }>('SELECT seq FROM segments WHERE seq >= ? ORDER BY seq LIMIT 1', (block + 1) * BLOCK)
    .one().seq;
}

function matchingBlocks(sql: SqlStorage, below: number, filter: WhichEvents): number[] {
  return sql
    .exec<{ block: number }>(
      `SELECT block FROM blocks WHERE block < ? AND ${ANY_TYPE} AND to_at >= ? AND from_at < ?
       ORDER BY block DESC LIMIT ${BLOCKS_A_ROUND}`,
      below,
      typeNeedles(filter),
      filter.from ?? 0,
      filter.to ?? Number.MAX_SAFE_INTEGER,
    )
    .toArray()
    .map((row) => row.block);
}

/** A segment's events as they are stored. */
interface HeldText {
  seq: number;
  received_at: number;
  body: string;
}

/**
 * The segments of a block that may hold events before the place `before` that match, descending, a bounded number of bytes at a
 * time; `looked` counts what was looked at for them.
 */
export function* segmentsOf(
  sql: SqlStorage,
  block: number,
  filter: WhichEvents & { before: number; looked: { bytes: number } },
): Generator<HeldText> {
  const sizes = sql
    .exec<{ seq: number; bytes: number }>(
      `SELECT seq, octet_length(body) AS bytes FROM segments
       WHERE seq >= ? AND seq < ? AND ${ANY_TYPE} AND to_at >= ? AND from_at < ? ORDER BY seq DESC`,
      block * BLOCK,
      Math.min(filter.before, (block + 1) * BLOCK),
      typeNeedles(filter),
      filter.from ?? 0,
      filter.to ?? Number.MAX_SAFE_INTEGER,
    )
    .toArray();
  let seqs: number[] = [];
  let held = 0;
  for (const { seq, bytes } of sizes) {
    if (seqs.length > 0 && held + bytes > BYTES_AT_ONCE) {
      yield* segmentsAt(sql, seqs, filter);
      seqs = [];
      held = 0;
    }
    seqs.push(seq);
    held += bytes;
    filter.looked.bytes += bytes;
  }
  yield* segmentsAt(sql, seqs, filter);
}

function segmentsAt(sql: SqlStorage, seqs: number[], filter: WhichEvents): HeldText[] {
  return sql
    .exec<{ seq: number; received_at: number; body: string }>(
      `SELECT seq, received_at, body FROM segments
       WHERE seq IN (SELECT value FROM json_each(?)) AND ${MAY_HOLD_TEXTS} ORDER BY seq DESC`,
      JSON.stringify(seqs),
      textNeedles(filter),
    )
    .toArray();
}

/** Whether a stored event is one that the filter lists. */
export function matches(event: Record<string, unknown>, filter: WhichEvents): boolean {
  const { event_types, from, to } = filter;
  if (event_types !== undefined && !event_types.includes(event.event_type as string)) return false;
  if (filter.texts?.some(([field, values]) => !values.includes(event[field] as string))) return false;
  if (!matchesMoney(event.payload as Record<string, unknown> | undefined, filter)) return false;
  if (from === undefined && to === undefined) return true;
  const occurred_ms = Date.parse(event.occurred_at as string);
  return (from === undefined || occurred_ms >= from) && (to === undefined || occurred_ms < to);
}

function matchesMoney(payload: Record<string, unknown> = {}, filter: WhichEvents): boolean {
  const { currency, min_amount, max_amount } = filter;
  if (currency !== undefined && payload.currency !== currency) return false;
  if (min_amount === undefined && max_amount === undefined) return true;
  const amount = payload.amount_cents;
  if (typeof amount !== 'number') return false;
  return amount >= (min_amount ?? 0) && amount <= (max_amount ?? Number.POSITIVE_INFINITY);
}

/** The texts as a segment's JSON holds them beside their field. */
function textNeedles({ texts = [] }: WhichEvents): string {
  const written = (field: string, value: string) => `${JSON.stringify(field)}:${JSON.stringify(value)}`;
  return JSON.stringify(texts.map(([field, values]) => values.map((value) => written(field, value))));
}

/** Types are stored as `,a,b,`; without a filter the comma matches every row. */
export function typeNeedles({ event_types }: WhichEvents): string {
  return JSON.stringify(event_types?.map((event_type) => `,${event_type},`) ?? [',']);
}
