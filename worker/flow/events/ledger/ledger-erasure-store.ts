/** SQL of erasing: segments page by page, what replaces them, and how far each erasure has come. */
import type { ErasedSegment } from './erase-segment.ts';
import type { Row } from './ledger-store.ts';

/** How far an erasure has come in this ledger; kept with what it changed, so that a repeated step counts nothing twice. */
export interface ErasureProgress {
  /** The sequence after the last event that it covers: later ones are not part of it. */
  upto: number;
  /** The sequence at which it continues. */
  next: number;
  scanned: number;
  erased: number;
}

export interface HeldSegment {
  seq: number;
  n: number;
  received_at: number;
  body: string;
  salts: ArrayBuffer;
}

/** Rows whose sizes are looked at together. */
const ROWS = 256;

/** Segments of sequences `[from, before)` in order, as many as have so many bytes of text together; the first one always. */
export function readSegments(sql: SqlStorage, from: number, before: number, bytes: number): HeldSegment[] {
  const segments: HeldSegment[] = [];
  for (let next = from, room = bytes; ; ) {
    const sizes = sizesFrom(sql, next, before);
    let fit = 0;
    for (const size of sizes) {
      room -= size;
      if (room < 0 && segments.length + fit > 0) break;
      fit += 1;
    }
    if (fit === 0) return segments;
    segments.push(...segmentsFrom(sql, next, fit));
    if (fit < ROWS) return segments;
    next = segments.at(-1)!.seq + 1;
  }
}

/** Bytes of the next segments' texts, which SQLite tells without reading them. */
function sizesFrom(sql: SqlStorage, from: number, before: number): number[] {
  return sql
    .exec<{ bytes: number }>(
      'SELECT octet_length(body) AS bytes FROM segments WHERE seq >= ? AND seq < ? ORDER BY seq LIMIT ?',
      from,
      before,
      ROWS,
    )
    .toArray()
    .map((row) => row.bytes);
}

function segmentsFrom(sql: SqlStorage, from: number, limit: number): HeldSegment[] {
  return sql
    .exec<Row<HeldSegment>>(
      'SELECT seq, n, received_at, body, salts FROM segments WHERE seq >= ? ORDER BY seq LIMIT ?',
      from,
      limit,
    )
    .toArray();
}

/** Text of the segments that one reading hands to an export, unless one alone has more. */
const PAGE_BYTES = 64_000;

/** Raw segments from a sequence on, about 64 KB at a time; `next` is null at the end. */
export function readRaw(sql: SqlStorage, from: number, end: number): { segments: HeldSegment[]; next: number | null } {
  const segments = readSegments(sql, from, end, PAGE_BYTES);
  const last = segments.at(-1);
  const next = last ? last.seq + last.n : end;
  return { segments, next: next < end ? next : null };
}

/**
 * Stores the erased text and hides its idempotency keys; the keys stay known by their hashes. Blanks behind the text keep its length:
 * SQLite writes a row of the same size over the old one, while the rest of a longer one would stay in the file until its place is used.
 */
export function replaceSegment(sql: SqlStorage, { seq, body, salts, keys }: ErasedSegment): void {
  sql.exec(
    `UPDATE segments SET salts = ?2,
       body = ?1 || substr(printf('%.*c', octet_length(body), ' '), 1, max(0, octet_length(body) - octet_length(?1)))
     WHERE seq = ?3`,
    body,
    salts,
    seq,
  );
  renameKeys(sql, keys);
}

/** Renames remembered keys: from, to, sequence. One that is not there under its old name is left alone. */
export function renameKeys(sql: SqlStorage, keys: ErasedSegment['keys']): void {
  sql.exec(
    `UPDATE OR REPLACE seen SET key = CAST(j.value ->> 1 AS BLOB) FROM json_each(?) j
     WHERE seen.key = CAST(j.value ->> 0 AS BLOB) AND seen.seq = j.value ->> 2`,
    JSON.stringify(keys),
  );
}

/** The remembered keys of these sequences. Reads every key of the ledger: they are not in the order of their events. */
export function keysAt(sql: SqlStorage, places: number[]): { key: string; seq: number }[] {
  return sql
    .exec<Row<{ key: string; seq: number }>>(
      'SELECT CAST(key AS TEXT) AS key, seq FROM seen WHERE seq IN (SELECT value FROM json_each(?))',
      JSON.stringify(places),
    )
    .toArray();
}

export function loadErasure(sql: SqlStorage, id: string): ErasureProgress | undefined {
  return sql
    .exec<Row<ErasureProgress>>('SELECT upto, next, scanned, erased FROM erasures WHERE id = ?', id)
    .toArray()[0];
}

export function saveErasure(sql: SqlStorage, id: string, { upto, next, scanned, erased }: ErasureProgress): void {
  sql.exec(
    'INSERT OR REPLACE INTO erasures (id, upto, next, scanned, erased) VALUES (?, ?, ?, ?, ?)',
    id,
    upto,
    next,
    scanned,
    erased,
  );
}

/** Whether any event was ever erased here: then keys are looked up by their hashes too. */
export function hasErasures(sql: SqlStorage): boolean {
  return sql.exec('SELECT 1 FROM erasures LIMIT 1').toArray().length > 0;
}
