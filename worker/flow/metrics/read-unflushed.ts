/** One reading of a ledger for D1: what it has not confirmed, as points of every given zone. */
import { sumCells, type UsedDay } from '../events/ledger/index.ts';
import { pointRows, touchedBuckets } from './points.ts';
import type { PointRow } from './store.ts';

/** Slots of one reading; they touch twice as many buckets of a zone at most. */
const MAX_SLOTS = 250;
/** Points of one reading, unless a single slot has more: there may be any number of event types. */
const MAX_POINTS = 10_000;

/** What of a ledger D1 has not confirmed: slots whose sums changed, the sequence up to which they cover it, the UTC days that grew. */
export interface Unflushed {
  slots: number[];
  upto: number;
  days: UsedDay[];
}

/** Points to write, in the order of the given zones. */
export interface FlushReading extends Unflushed {
  /** Higher than that of every earlier reading. */
  rev: number;
  points: PointRow[][];
  /** There is more than fits into one reading. */
  more: boolean;
}

/** The sums of the next slots that D1 has not confirmed, by the days and hours of each zone. */
export function readUnflushed(
  sql: SqlStorage,
  unflushed: Unflushed,
  rev: number,
  zones: readonly string[],
): FlushReading {
  for (let most = MAX_SLOTS; ; most = Math.ceil(most / 4)) {
    const slots = unflushed.slots.slice(0, most);
    const points = zones.map((zone) => pointsOf(sql, slots, zone));
    const n = points.reduce((sum, { length }) => sum + length, 0);
    if (n > MAX_POINTS && slots.length > 1) continue;
    return { ...unflushed, slots, rev, points, more: slots.length < unflushed.slots.length };
  }
}

function pointsOf(sql: SqlStorage, slots: number[], zone: string): PointRow[] {
  const buckets = touchedBuckets(slots, zone);
  const ranges = buckets.map(({ from, to }) => [from, to] as const);
  return pointRows(buckets, sumCells(sql, ranges));
}
