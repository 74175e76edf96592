/** SQL of erasing: segments page by page, what replaces them, and how far each erasure has come. */
import type { ErasedSegment } from './erase-segment.ts';
import type { Row } from './ledger-store.ts';

/** How far an erasure has come in this ledger; kept with what it changed, so that a repeated turn counts nothing twice. */
export interface ErasureProgress {
  /** The place after the last event that it covers: later ones are not part of it. */
  upto: number;
  /** The place at which it goes on. */
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

const MAX_SEGMENTS = 4_000;
const MAX_ROWS = 256;

/** Segments of places `[from, before)` in order, until their texts reach `characters`. */
export function readSegments(sql: SqlStorage, from: number, before: number, characters: number): HeldSegment[] {
  const segments: HeldSegment[] = [];
  for (let read = 0, next = from; read < characters && segments.length < MAX_SEGMENTS; ) {
    // A row holds one event or a megabyte of them: as many are read at a time as the ones before let expect to fit.
    const fitting = read === 0 ? 1 : Math.floor(((characters - read) * segments.length) / read);
    const rows = Math.max(1, Math.min(MAX_ROWS, fitting));
    const page = sql
      .exec<Row<HeldSegment>>(
        'SELECT seq, n, received_at, body, salts FROM segments WHERE seq >= ? AND seq < ? ORDER BY seq LIMIT ?',
        next,
        before,
        rows,
      )
      .toArray();
    for (const segment of page) read += segment.body.length;
    segments.push(...page);
    if (page.length < rows) return segments;
    next = page.at(-1)!.seq + 1;
  }
  return segments;
}

/** Text of the segments that one reading hands to an export. */
const PAGE_CHARACTERS = 250_000;

/** Raw segments from a sequence on, about a quarter of a megabyte at a time; `next` is null at the end. */
export function readRaw(sql: SqlStorage, from: number, end: number): { segments: HeldSegment[]; next: number | null } {
  const segments = readSegments(sql, from, end, PAGE_CHARACTERS);
  const last = segments.at(-1);
  const next = last ? last.seq + last.n : end;
  return { segments, next: next < end ? next : null };
}

/** Puts the erased text in place and hides its idempotency keys; the keys stay known by their hashes. */
export function replaceSegment(sql: SqlStorage, { seq, body, salts, keys }: ErasedSegment): void {
  sql.exec('UPDATE segments SET body = ?, salts = ? WHERE seq = ?', body, salts, seq);
  renameKeys(sql, keys);
}

/** Renames remembered keys: from, to, place. One that is not there under its old name is left alone. */
export function renameKeys(sql: SqlStorage, keys: ErasedSegment['keys']): void {
  sql.exec(
    `UPDATE OR REPLACE seen SET key = CAST(j.value ->> 1 AS BLOB) FROM json_each(?) j
     WHERE seen.key = CAST(j.value ->> 0 AS BLOB) AND seen.seq = j.value ->> 2`,
    JSON.stringify(keys),
  );
}

/** The remembered keys of these places. Reads every key of the ledger: they are not in the order of their events. */
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
