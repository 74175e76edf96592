/** SQL of what a ledger counts besides its events: the place at which each UTC day began, and whether anybody looks on. */

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

/** The days that hold events from place `from` on, whole, up to `end`. */
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
