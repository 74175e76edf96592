/** SQL of a ledger's customers: pages of what they paid, and how many paid first in each quarter hour. */
/**
 * A step of the ledger's schema. Pages hold what customers paid, sorted, so that many payments share a row; `customer_firsts` counts in
 * each slot the customers whose first payment of a local day of `zone` it holds, and of all time where the zone is ''. `next` of a
 * zone is the customer from whom on it has not been counted. `customer_moved` are slots that D1 has to be told of although their
 * events are not new to it; `customer_fixed` those of whose payments some were erased.
 */
export const CUSTOMERS_STEP = `
  CREATE TABLE customer_pages (first TEXT PRIMARY KEY, body TEXT NOT NULL) WITHOUT ROWID;
  CREATE TABLE customer_firsts (
    slot INTEGER NOT NULL, zone TEXT NOT NULL, n INTEGER NOT NULL, PRIMARY KEY (slot, zone)) WITHOUT ROWID;
  CREATE TABLE customer_zones (zone TEXT PRIMARY KEY, next TEXT NOT NULL) WITHOUT ROWID;
  CREATE TABLE customer_moved (slot INTEGER PRIMARY KEY);
  CREATE TABLE customer_fixed (customer TEXT PRIMARY KEY, erased INTEGER NOT NULL) WITHOUT ROWID;
  CREATE TABLE customer_state (
    id INTEGER PRIMARY KEY CHECK (id = 1), seq INTEGER NOT NULL, packed_seq INTEGER NOT NULL, replay_seq INTEGER NOT NULL,
    replay_slot INTEGER NOT NULL)`;

/** How far the projection has come. */
export interface CustomerState {
  /** Events before this sequence are counted. */
  seq: number;
  /** Those before this one are in the pages; the others are read again after an eviction. */
  packed_seq: number;
  /** Events before this sequence are read again after a rebuild: only those of slots from `replay_slot` on count. */
  replay_seq: number;
  replay_slot: number;
}

export function loadCustomerState(sql: SqlStorage): CustomerState {
  const row = sql
    .exec<{ seq: number; packed_seq: number; replay_seq: number; replay_slot: number }>(
      'SELECT seq, packed_seq, replay_seq, replay_slot FROM customer_state',
    )
    .toArray();
  return row[0] ?? { seq: 0, packed_seq: 0, replay_seq: 0, replay_slot: 0 };
}

export function saveCustomerState(sql: SqlStorage, state: CustomerState): void {
  sql.exec(
    'INSERT OR REPLACE INTO customer_state (id, seq, packed_seq, replay_seq, replay_slot) VALUES (1, ?, ?, ?, ?)',
    state.seq,
    state.packed_seq,
    state.replay_seq,
    state.replay_slot,
  );
}

/** Where each page begins, in order. */
export function pageFirsts(sql: SqlStorage): string[] {
  return sql
    .exec<{ first: string }>('SELECT first FROM customer_pages ORDER BY first')
    .toArray()
    .map(({ first }) => first);
}

export function readPage(sql: SqlStorage, first: string): string {
  return sql.exec<{ body: string }>('SELECT body FROM customer_pages WHERE first = ?', first).one().body;
}

export function writePage(sql: SqlStorage, first: string, body: string): void {
  sql.exec('INSERT OR REPLACE INTO customer_pages (first, body) VALUES (?, ?)', first, body);
}

export function dropPage(sql: SqlStorage, first: string): void {
  sql.exec('DELETE FROM customer_pages WHERE first = ?', first);
}

/** Texts of the segments in `[from, before)` that may hold payments or refunds, of about so many characters; `next` is where to go on. */
export function readPaying(sql: SqlStorage, from: number, before: number, characters: number) {
  const segments: { seq: number; body: string }[] = [];
  let room = characters;
  const rows = sql.exec<{ seq: number; n: number; body: string }>(
    `SELECT seq, n, body FROM segments WHERE seq >= ? AND seq < ?
       AND (instr(types, ',payment_succeeded,') OR instr(types, ',refund_issued,')) ORDER BY seq`,
    from,
    before,
  );
  for (const { seq, n, body } of rows) {
    segments.push({ seq, body });
    room -= body.length;
    if (room <= 0) return { segments, next: seq + n };
  }
  return { segments, next: before };
}

/** Changes counts of firsts of a zone. */
export function addToFirsts(sql: SqlStorage, zone: string, counts: Iterable<readonly [number, number]>): void {
  sql.exec(
    `INSERT INTO customer_firsts (zone, slot, n) SELECT ?2, value ->> 0, value ->> 1 FROM json_each(?1) WHERE true
     ON CONFLICT DO UPDATE SET n = n + excluded.n`,
    JSON.stringify([...counts]),
    zone,
  );
}

/** Firsts of all time (`zone` '') and of the days of a zone, over each range `[from, to)` of slots. */
export function sumFirsts(sql: SqlStorage, ranges: readonly (readonly [number, number])[], zone: string) {
  return sql
    .exec<{ range: number; zone: string; n: number }>(
      `SELECT r.key AS range, f.zone, sum(f.n) AS n FROM json_each(?) r CROSS JOIN customer_firsts f
       WHERE f.slot >= r.value ->> 0 AND f.slot < r.value ->> 1 AND f.zone IN ('', ?) GROUP BY 1, 2`,
      JSON.stringify(ranges),
      zone,
    )
    .toArray();
}

export function loadZones(sql: SqlStorage): Map<string, string> {
  const rows = sql.exec<{ zone: string; next: string }>('SELECT zone, next FROM customer_zones').toArray();
  return new Map(rows.map(({ zone, next }) => [zone, next]));
}

export function saveZone(sql: SqlStorage, zone: string, next: string): void {
  sql.exec('INSERT OR REPLACE INTO customer_zones (zone, next) VALUES (?, ?)', zone, next);
}

export function dropZone(sql: SqlStorage, zone: string): void {
  sql.exec('DELETE FROM customer_zones WHERE zone = ?', zone);
  sql.exec('DELETE FROM customer_firsts WHERE zone = ?', zone);
}

/** Every slot that has, or had, firsts of a zone. */
export function slotsOfZone(sql: SqlStorage, zone: string): number[] {
  return sql
    .exec<{ slot: number }>('SELECT slot FROM customer_firsts WHERE zone = ?', zone)
    .toArray()
    .map(({ slot }) => slot);
}

export function loadMoved(sql: SqlStorage): number[] {
  return sql
    .exec<{ slot: number }>('SELECT slot FROM customer_moved')
    .toArray()
    .map(({ slot }) => slot);
}

export function saveMoved(sql: SqlStorage, slots: readonly number[]): void {
  sql.exec('INSERT OR IGNORE INTO customer_moved (slot) SELECT value FROM json_each(?)', JSON.stringify(slots));
}

export function dropMoved(sql: SqlStorage, slots: readonly number[]): void {
  sql.exec('DELETE FROM customer_moved WHERE slot IN (SELECT value FROM json_each(?))', JSON.stringify(slots));
}

/** Customers of whose payments some were erased, which cannot be read again; with how many of them. */
export function loadFixed(sql: SqlStorage): Map<string, number> {
  const rows = sql.exec<{ customer: string; erased: number }>('SELECT customer, erased FROM customer_fixed').toArray();
  return new Map(rows.map(({ customer, erased }) => [customer, erased]));
}

export function saveFixed(sql: SqlStorage, customer: string, erased: number): void {
  sql.exec('INSERT OR REPLACE INTO customer_fixed (customer, erased) VALUES (?, ?)', customer, erased);
}

export function dropFixed(sql: SqlStorage, customer: string): void {
  sql.exec('DELETE FROM customer_fixed WHERE customer = ?', customer);
}

/** Sets every count of firsts to zero. */
export function clearFirsts(sql: SqlStorage): void {
  sql.exec('UPDATE customer_firsts SET n = 0');
}

/** Texts of the segments that may hold payments of the time `[from, to)`, ms. */
export function payingDuring(sql: SqlStorage, from: number, to: number): Iterable<{ seq: number; body: string }> {
  return sql.exec<{ seq: number; body: string }>(
    `SELECT seq, body FROM segments WHERE to_at >= ? AND from_at < ?
       AND (instr(types, ',payment_succeeded,') OR instr(types, ',refund_issued,'))`,
    from,
    to,
  );
}

/** Counts of firsts in slots `[from, to)`, without zeros. */
export function firstsIn(sql: SqlStorage, from: number, to: number): { zone: string; slot: number; n: number }[] {
  return sql
    .exec<{ zone: string; slot: number; n: number }>(
      'SELECT zone, slot, n FROM customer_firsts WHERE slot >= ? AND slot < ? AND n <> 0',
      from,
      to,
    )
    .toArray();
}
