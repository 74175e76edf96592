/** SQL of a tenant's hub: its plan, its limits and who holds how much of them. */
import type { Part } from './lease.ts';
import type { RequestWindow } from './request-window.ts';

/** Steps of the hub's schema (durable/hub-steps.ts), never edited. */
export const TERMS_STEP = `CREATE TABLE terms (id INTEGER PRIMARY KEY CHECK (id = 1), plan TEXT NOT NULL);
   CREATE TABLE limits (meter TEXT PRIMARY KEY, quantity INTEGER NOT NULL) WITHOUT ROWID;
   CREATE TABLE leases (
     meter TEXT NOT NULL, period TEXT NOT NULL, holder TEXT NOT NULL, used INTEGER NOT NULL, unspent INTEGER NOT NULL,
     PRIMARY KEY (meter, period, holder)) WITHOUT ROWID`;
export const WINDOW_STEP = `CREATE TABLE request_window (
     id INTEGER PRIMARY KEY CHECK (id = 1), started_at INTEGER NOT NULL, granted INTEGER NOT NULL)`;

/** The request window as it was last kept; undefined where there is none, or none that can be read. */
export function loadWindow(sql: SqlStorage): RequestWindow | undefined {
  const row = sql
    .exec<{ started_at: number; granted: number }>('SELECT started_at, granted FROM request_window')
    .toArray()[0];
  return row && Number.isSafeInteger(row.started_at) && Number.isSafeInteger(row.granted) ? row : undefined;
}

export function saveWindow(sql: SqlStorage, { started_at, granted }: RequestWindow): void {
  sql.exec('INSERT OR REPLACE INTO request_window (id, started_at, granted) VALUES (1, ?, ?)', started_at, granted);
}

export function loadPlan(sql: SqlStorage): string | undefined {
  return sql.exec<{ plan: string }>('SELECT plan FROM terms').toArray()[0]?.plan;
}

export function savePlan(sql: SqlStorage, plan: string): void {
  sql.exec('INSERT OR REPLACE INTO terms (id, plan) VALUES (1, ?)', plan);
}

export function loadLimit(sql: SqlStorage, meter: string): number | undefined {
  return sql.exec<{ quantity: number }>('SELECT quantity FROM limits WHERE meter = ?', meter).toArray()[0]?.quantity;
}

/** The tenant's own limits, by meter. */
export function loadLimits(sql: SqlStorage): Record<string, number> {
  const rows = sql
    .exec<{ meter: string; quantity: number }>('SELECT meter, quantity FROM limits ORDER BY meter')
    .toArray();
  return Object.fromEntries(rows.map(({ meter, quantity }) => [meter, quantity]));
}

/** Sets an override; null takes it back, so that the plan's own limit holds again. */
export function saveLimit(sql: SqlStorage, meter: string, quantity: number | null): void {
  if (quantity === null) sql.exec('DELETE FROM limits WHERE meter = ?', meter);
  else sql.exec('INSERT OR REPLACE INTO limits (meter, quantity) VALUES (?, ?)', meter, quantity);
}

export function loadParts(sql: SqlStorage, meter: string, period: string): Part[] {
  return sql
    .exec<{ holder: string; used: number; unspent: number }>(
      'SELECT holder, used, unspent FROM leases WHERE meter = ? AND period = ?',
      meter,
      period,
    )
    .toArray();
}

export function savePart(sql: SqlStorage, meter: string, period: string, { holder, used, unspent }: Part): void {
  sql.exec(
    'INSERT OR REPLACE INTO leases (meter, period, holder, used, unspent) VALUES (?, ?, ?, ?, ?)',
    meter,
    period,
    holder,
    used,
    unspent,
  );
}
