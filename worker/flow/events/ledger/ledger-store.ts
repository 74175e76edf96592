/** SQL of a project's ledger: what was seen, the segments with their chain, the 15-minute cells, the index of blocks. */

import type { Source } from '../event-types.ts';
import type { Cell } from './cells.ts';

/** Events per block of the listing index; a segment belongs to the block of its first event. */
export const BLOCK = 256;

/**
 * The first steps of the ledger's schema; later ones are at the end of `durable/ledger-steps.ts`. Times are integer
 * milliseconds, slots integer quarter hours (UTC).
 */
export const LEDGER_STEPS: readonly string[] = [
  `CREATE TABLE seen (key BLOB PRIMARY KEY, digest BLOB NOT NULL, seq INTEGER NOT NULL) WITHOUT ROWID;
   CREATE TABLE segments (
     seq INTEGER PRIMARY KEY, received_at INTEGER NOT NULL, from_at INTEGER NOT NULL, to_at INTEGER NOT NULL,
     n INTEGER NOT NULL, types TEXT NOT NULL, head BLOB NOT NULL, salts BLOB NOT NULL, leaves BLOB NOT NULL, body TEXT NOT NULL);
   CREATE TABLE blocks (block INTEGER PRIMARY KEY, from_at INTEGER NOT NULL, to_at INTEGER NOT NULL, types TEXT NOT NULL);
   CREATE TABLE cells (
     slot INTEGER NOT NULL, event_type TEXT NOT NULL, currency TEXT NOT NULL,
     n INTEGER NOT NULL, sum INTEGER NOT NULL, min INTEGER NOT NULL, max INTEGER NOT NULL,
     PRIMARY KEY (slot, event_type, currency)) WITHOUT ROWID;
   CREATE TABLE checkpoints (seq INTEGER PRIMARY KEY, head BLOB NOT NULL, at INTEGER NOT NULL, signature BLOB NOT NULL);
   CREATE TABLE state (
     id INTEGER PRIMARY KEY CHECK (id = 1), tenant_id TEXT NOT NULL, project_id TEXT NOT NULL,
     retention_days INTEGER NOT NULL, flushed_seq INTEGER NOT NULL, rev INTEGER NOT NULL,
     buckets TEXT NOT NULL, buckets_seq INTEGER NOT NULL,
     period TEXT NOT NULL, period_seq INTEGER NOT NULL, lease_seq INTEGER)`,
  `CREATE TABLE erasures (
     id TEXT PRIMARY KEY, upto INTEGER NOT NULL, next INTEGER NOT NULL, scanned INTEGER NOT NULL,
     erased INTEGER NOT NULL) WITHOUT ROWID`,
];

/** What a ledger knows of itself besides its events; one row, so that any change of it costs one. */
export interface LedgerState {
  tenant_id: string;
  project_id: string;
  retention_days: number;
  /** Events before this sequence have reached D1. */
  flushed_seq: number;
  /** Revision of the last reading of sums. */
  rev: number;
  /** JSON of the token buckets as they were at the sequence `buckets_seq`. */
  buckets: string;
  buckets_seq: number;
  /** The billing period and the sequence at which it began: the events from there to the end are its usage. */
  period: string;
  period_seq: number;
  /** Sequence up to which the tenant's limit allows events; null without a limit. */
  lease_seq: number | null;
}

/** One segment as it is written: events that were appended in one transaction. */
export interface Segment {
  seq: number;
  received_at: number;
  from_at: number;
  to_at: number;
  n: number;
  types: string;
  head: Uint8Array;
  salts: Uint8Array;
  leaves: Uint8Array;
  body: string;
}

export function loadState(sql: SqlStorage): LedgerState | undefined {
  return sql.exec<Row<LedgerState>>('SELECT * FROM state').toArray()[0];
}

export function saveState(sql: SqlStorage, state: LedgerState): void {
  sql.exec(
    `INSERT OR REPLACE INTO state (id, tenant_id, project_id, retention_days, flushed_seq, rev,
       buckets, buckets_seq, period, period_seq, lease_seq) VALUES (1, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    state.tenant_id,
    state.project_id,
    state.retention_days,
    state.flushed_seq,
    state.rev,
    state.buckets,
    state.buckets_seq,
    state.period,
    state.period_seq,
    state.lease_seq,
  );
}

/** The sequence after the last event and the head of the chain; of a checkpoint where no segment is left. */
export function loadEnd(sql: SqlStorage): { seq: number; head: Uint8Array; received_at: number } {
  const last = sql
    .exec<Row<{ seq: number; n: number; head: ArrayBuffer; received_at: number }>>(
      'SELECT seq, n, head, received_at FROM segments ORDER BY seq DESC LIMIT 1',
    )
    .toArray()[0];
  if (last) return { seq: last.seq + last.n, head: new Uint8Array(last.head), received_at: last.received_at };
  const checkpoint = sql
    .exec<Row<{ seq: number; head: ArrayBuffer; at: number }>>(
      'SELECT seq, head, at FROM checkpoints ORDER BY seq DESC LIMIT 1',
    )
    .toArray()[0];
  if (checkpoint) return { seq: checkpoint.seq, head: new Uint8Array(checkpoint.head), received_at: checkpoint.at };
  return { seq: 0, head: new Uint8Array(32), received_at: 0 };
}

/** Which of the keys are known already: their index, digest and the sequence of their event. */
export function findSeen(sql: SqlStorage, keys: string[]): { i: number; digest: ArrayBuffer; seq: number }[] {
  return sql
    .exec<Row<{ i: number; digest: ArrayBuffer; seq: number }>>(
      'SELECT j.key AS i, s.digest, s.seq FROM json_each(?) j CROSS JOIN seen s WHERE s.key = CAST(j.value AS BLOB)',
      JSON.stringify(keys),
    )
    .toArray();
}

/*
 * OR FAIL, because with the default, ABORT, SQLite keeps a journal of each statement in a temporary file. What fails here ends
 * the object and with it the whole transaction, so there is nothing to undo statement by statement.
 */

/** Remembers keys for ever; the i-th one belongs to the event at `seq` + i. */
export function insertSeen(sql: SqlStorage, keys: string[], digests: Uint8Array, seq: number): void {
  sql.exec(
    'INSERT OR FAIL INTO seen (key, digest, seq) SELECT CAST(value AS BLOB), substr(?2, key * 8 + 1, 8), ?3 + key FROM json_each(?1)',
    JSON.stringify(keys),
    digests,
    seq,
  );
}

export function insertSegment(sql: SqlStorage, s: Segment): void {
  sql.exec(
    `INSERT INTO segments (seq, received_at, from_at, to_at, n, types, head, salts, leaves, body)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    s.seq,
    s.received_at,
    s.from_at,
    s.to_at,
    s.n,
    s.types,
    s.head,
    s.salts,
    s.leaves,
    s.body,
  );
}

/** Adds to cells; several at once through one parameter. */
export function addToCells(sql: SqlStorage, cells: Cell[]): void {
  sql.exec(
    `INSERT OR FAIL INTO cells (slot, event_type, currency, n, sum, min, max)
     SELECT value ->> 0, value ->> 1, value ->> 2, value ->> 3, value ->> 4, value ->> 5, value ->> 6 FROM json_each(?) WHERE true
     ON CONFLICT DO UPDATE SET n = n + excluded.n, sum = sum + excluded.sum,
       min = min(min, excluded.min), max = max(max, excluded.max)`,
    JSON.stringify(cells),
  );
}

/** Closes the block: its types and the span of its events, read from its segments. */
export function closeBlock(sql: SqlStorage, block: number): void {
  sql.exec(
    `INSERT OR IGNORE INTO blocks (block, from_at, to_at, types)
     SELECT ?1, min(from_at), max(to_at), group_concat(DISTINCT types) FROM segments
     WHERE seq >= ?1 * ${BLOCK} AND seq < (?1 + 1) * ${BLOCK} HAVING count(*) > 0`,
    block,
  );
}

/** Events from `seq` on by source: what to take from the token buckets after an eviction. */
export function sourcesSince(sql: SqlStorage, seq: number): { source: Source; n: number; at: number }[] {
  return sql
    .exec<{ source: Source; n: number; at: number }>(
      `SELECT e.value ->> 'source' AS source, count(*) AS n, max(s.received_at) AS at FROM segments s, json_each(s.body) e WHERE s.seq >= ? GROUP BY 1`,
      seq,
    )
    .toArray();
}

/** When the first event from `seq` on was received, ms; undefined where there is none. */
export function receivedFrom(sql: SqlStorage, seq: number): number | undefined {
  return sql
    .exec<{ received_at: number }>('SELECT received_at FROM segments WHERE seq >= ? ORDER BY seq LIMIT 1', seq)
    .toArray()[0]?.received_at;
}

/** Slots of events from `seq` on: what is not in D1 yet, found again after an eviction. */
export function slotsSince(sql: SqlStorage, seq: number): number[] {
  return sql
    .exec<{ slot: number }>(
      `SELECT DISTINCT unixepoch(e.value ->> 'occurred_at') / 900 AS slot
       FROM segments s, json_each(s.body) e WHERE s.seq >= ?`,
      seq,
    )
    .toArray()
    .map((row) => row.slot);
}

/** Sums of one range of slots, by event type and currency. */
export interface CellSum {
  /** Which of the asked ranges. */
  range: number;
  event_type: string;
  currency: string;
  n: number;
  sum: number;
  min: number;
  max: number;
}

/** Sums cells over each range `[from, to)` of slots. */
export function sumCells(sql: SqlStorage, ranges: readonly (readonly [number, number])[]): CellSum[] {
  return sql
    .exec<Row<CellSum>>(
      `SELECT r.key AS range, c.event_type, c.currency, sum(c.n) AS n, sum(c.sum) AS sum, min(c.min) AS min, max(c.max) AS max
       FROM json_each(?) r CROSS JOIN cells c WHERE c.slot >= r.value ->> 0 AND c.slot < r.value ->> 1
       GROUP BY 1, 2, 3`,
      JSON.stringify(ranges),
    )
    .toArray();
}

/** Sums of one reply: with the longest names a few megabytes. */
const SUMS_A_READING = 10_000;

/** The same over as many of the ranges, from the first one on, as fit one reply; `read` is how many. */
export function sumSomeCells(
  sql: SqlStorage,
  ranges: readonly (readonly [number, number])[],
): { sums: CellSum[]; read: number } {
  const sums: CellSum[] = [];
  let read = 0;
  for (; read < ranges.length && sums.length < SUMS_A_READING; read++) {
    for (const sum of sumCells(sql, [ranges[read]!])) sums.push({ ...sum, range: read });
  }
  return { sums, read };
}

/** The slots of the next `limit` cells from `slot` on, ascending and distinct. */
export function slotsFrom(sql: SqlStorage, slot: number, limit: number): number[] {
  return sql
    .exec<{ slot: number }>('SELECT DISTINCT slot FROM cells WHERE slot >= ? ORDER BY slot LIMIT ?', slot, limit)
    .toArray()
    .map((row) => row.slot);
}

/** A row type as SqlStorage wants it. */
export type Row<T> = { [K in keyof T]: T[K] extends SqlStorageValue ? T[K] : never } & Record<string, SqlStorageValue>;
