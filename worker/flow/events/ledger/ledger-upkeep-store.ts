/** SQL of a ledger's upkeep: recounting cells from raw events, dropping segments past their retention. */
import { SLOT_MS } from '../../../base/time.ts';
import { MAX_AHEAD_MS } from '../ingest/check-event.ts';
import { BLOCK, type Row } from './ledger-store.ts';

/** A cell that was recounted from the stored events. */
export interface RecountedCell {
  slot: number;
  event_type: string;
  currency: string;
  n: number;
  sum: number;
  min: number;
  max: number;
}

/** Counts the events of slots `[from, to)` again, from their stored texts. An erased event keeps type, time and amount. */
export function recountCells(sql: SqlStorage, from: number, to: number): RecountedCell[] {
  // An event arrives at most minutes before it occurs, so older blocks hold none of these slots.
  const first = sql.exec<{ seq: number | null }>(
    'SELECT min(block) * ? AS seq FROM blocks WHERE to_at >= ?',
    BLOCK,
    from * SLOT_MS,
  );
  const last = sql.exec<{ seq: number | null }>('SELECT (max(block) + 1) * ? AS seq FROM blocks', BLOCK);
  const open = last.one().seq ?? 0;
  return sql
    .exec<Row<RecountedCell>>(
      `SELECT unixepoch(e.value ->> 'occurred_at') / 900 AS slot, e.value ->> 'event_type' AS event_type,
         ifnull(e.value ->> '$.payload.currency', '') AS currency, count(*) AS n,
         sum(ifnull(e.value ->> '$.payload.amount_cents', 0)) AS sum,
         min(ifnull(e.value ->> '$.payload.amount_cents', 0)) AS min,
         max(ifnull(e.value ->> '$.payload.amount_cents', 0)) AS max
       FROM segments s, json_each(s.body) e
       WHERE s.seq >= ? AND s.to_at >= ? AND s.from_at < ? AND unixepoch(e.value ->> 'occurred_at') / 900 BETWEEN ? AND ?
       GROUP BY 1, 2, 3`,
      first.one().seq ?? open,
      from * SLOT_MS,
      to * SLOT_MS,
      from,
      to - 1,
    )
    .toArray();
}

/** The stored cells of slots `[from, to)`. */
export function readCells(sql: SqlStorage, from: number, to: number): RecountedCell[] {
  return sql.exec<Row<RecountedCell>>('SELECT * FROM cells WHERE slot >= ? AND slot < ?', from, to).toArray();
}

/** Replaces a cell by what was recounted; a count of zero removes it. */
export function replaceCell(sql: SqlStorage, cell: RecountedCell): void {
  const { slot, event_type, currency, n, sum, min, max } = cell;
  if (n === 0) {
    sql.exec('DELETE FROM cells WHERE slot = ? AND event_type = ? AND currency = ?', slot, event_type, currency);
    return;
  }
  sql.exec(
    'INSERT OR REPLACE INTO cells (slot, event_type, currency, n, sum, min, max) VALUES (?, ?, ?, ?, ?, ?, ?)',
    slot,
    event_type,
    currency,
    n,
    sum,
    min,
    max,
  );
}

/** The last segment received before `received_at`: its end is where retention cuts. */
export function lastBefore(sql: SqlStorage, received_at: number): { seq: number; head: ArrayBuffer } | undefined {
  // Receipt times ascend with the sequences, so the boundary is found by halving instead of by an index on every segment.
  const span = sql
    .exec<{ low: number | null; high: number | null }>('SELECT min(seq) AS low, max(seq) AS high FROM segments')
    .one();
  if (span.low === null || span.high === null) return undefined;
  let [low, high] = [span.low, span.high];
  let found: { seq: number; head: ArrayBuffer } | undefined;
  while (low <= high) {
    const middle = Math.floor((low + high) / 2);
    const row = sql
      .exec<Row<{ seq: number; n: number; received_at: number; head: ArrayBuffer }>>(
        'SELECT seq, n, received_at, head FROM segments WHERE seq <= ? ORDER BY seq DESC LIMIT 1',
        middle,
      )
      .toArray()[0];
    if (!row || row.received_at >= received_at) high = (row?.seq ?? low) - 1;
    else {
      found = { seq: row.seq + row.n, head: row.head };
      low = row.seq + row.n;
    }
  }
  return found;
}

/** The first slot whose events are all still held raw; earlier ones may lack events that retention dropped. */
export function firstWholeSlot(sql: SqlStorage): number {
  const { dropped_at, oldest } = sql
    .exec<{ dropped_at: number | null; oldest: number | null }>(
      `SELECT (SELECT max(at) FROM checkpoints) AS dropped_at,
         (SELECT received_at FROM segments ORDER BY seq LIMIT 1) AS oldest`,
    )
    .one();
  if (dropped_at === null) return 0;
  // What was dropped came before the oldest that is left, and an event occurs at most minutes after it came.
  return Math.floor(((oldest ?? dropped_at) + MAX_AHEAD_MS) / SLOT_MS) + 1;
}

/** Drops up to `limit` segments before `seq`, and the index of their blocks; returns how many. */
export function dropSegments(sql: SqlStorage, seq: number, limit: number): number {
  const { rowsWritten } = sql.exec(
    'DELETE FROM segments WHERE seq IN (SELECT seq FROM segments WHERE seq < ? ORDER BY seq LIMIT ?)',
    seq,
    limit,
  );
  sql.exec('DELETE FROM blocks WHERE (block + 1) * ? <= (SELECT ifnull(min(seq), ?) FROM segments)', BLOCK, seq);
  return rowsWritten;
}

export function insertCheckpoint(
  sql: SqlStorage,
  seq: number,
  head: ArrayBuffer,
  at: number,
  signature: Uint8Array,
): void {
  sql.exec(
    'INSERT OR IGNORE INTO checkpoints (seq, head, at, signature) VALUES (?, ?, ?, ?)',
    seq,
    head,
    at,
    signature,
  );
}

/** The sequence of the oldest event that is kept; `end` where none is. */
export function firstSeq(sql: SqlStorage, end: number): number {
  return sql.exec<{ seq: number | null }>('SELECT min(seq) AS seq FROM segments').one().seq ?? end;
}
