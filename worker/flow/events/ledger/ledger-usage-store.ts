/** SQL of what a ledger counts besides its events: the sequence at which each UTC day began, and whether sockets listen. */

export const USAGE_STEP = `
  CREATE TABLE days (date TEXT PRIMARY KEY, seq INTEGER NOT NULL) WITHOUT ROWID;
  CREATE TABLE listeners (id INTEGER PRIMARY KEY CHECK (id = 1))`;

/** Events that were accepted on a UTC day, by receipt. */
export interface UsedDay {
  date: string;
  quantity: number;
}

/** The last day that has begun; '' before the first event. */
export function lastDay(sql: SqlStorage): string {
  return sql.exec<{ date: string | null }>('SELECT max(date) AS date FROM days').one().date ?? '';
}

export function beginDay(sql: SqlStorage, date: string, seq: number): void {
  sql.exec('INSERT OR IGNORE INTO days (date, seq) VALUES (?, ?)', date, seq);
}

/** The days that hold events from sequence `from` on, whole, up to `end`. */
export function usedDays(sql: SqlStorage, from: number, end: number): UsedDay[] {
  return sql
    .exec<{ date: string; quantity: number }>(
      `SELECT date, coalesce(next, ?1) - seq AS quantity
       FROM (SELECT date, seq, lead(seq) OVER (ORDER BY date) AS next FROM days)
       WHERE coalesce(next, ?1) > ?2 ORDER BY date`,
      end,
      from,
    )
    .toArray();
}

export function isListenedTo(sql: SqlStorage): boolean {
  return sql.exec('SELECT id FROM listeners').toArray().length > 0;
}

export function saveListening(sql: SqlStorage, on: boolean): void {
  sql.exec(on ? 'INSERT OR IGNORE INTO listeners (id) VALUES (1)' : 'DELETE FROM listeners');
}

/** The UTC days of range `[from, to]` by receipt, counted again from the segments: where each began and what it holds. */
export function recountDays(sql: SqlStorage, from: string, to: string): (UsedDay & { seq: number })[] {
  return sql
    .exec<{ date: string; seq: number; quantity: number }>(
      `SELECT date(received_at / 1000, 'unixepoch') AS date, min(seq) AS seq, sum(n) AS quantity FROM segments
       WHERE received_at >= unixepoch(?1) * 1000 AND received_at < unixepoch(?2, '+1 day') * 1000 GROUP BY 1 ORDER BY 1`,
      from,
      to,
    )
    .toArray();
}

/** The first day from `from` on of which no event has been dropped; undefined where none is left to count. */
export function firstWholeDay(sql: SqlStorage, from: string, end: number): string | undefined {
  const first = sql
    .exec<{ seq: number; next: string }>(
      "SELECT seq, date(received_at / 1000, 'unixepoch', '+1 day') AS next FROM segments ORDER BY seq LIMIT 1",
    )
    .toArray()[0];
  if (!first) return end === 0 ? from : undefined;
  return first.seq > 0 && first.next > from ? first.next : from;
}

/** The days from `from` on as they are remembered, later ones than any that can be included. */
export function readDays(sql: SqlStorage, from: string): { date: string; seq: number }[] {
  return sql
    .exec<{ date: string; seq: number }>('SELECT date, seq FROM days WHERE date >= ? ORDER BY date', from)
    .toArray();
}

/** Remembers where a day began; undefined forgets a day that never was. */
export function replaceDay(sql: SqlStorage, date: string, seq: number | undefined): void {
  if (seq === undefined) sql.exec('DELETE FROM days WHERE date = ?', date);
  else sql.exec('INSERT OR REPLACE INTO days (date, seq) VALUES (?, ?)', date, seq);
}
