/** One reading of a ledger for D1: what it has not confirmed, as points of every given zone. */
import type { CellSum, UsedDay } from '../events/ledger/index.ts';
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

type Sums = (ranges: readonly (readonly [number, number])[], zone: string) => CellSum[];

interface Asked {
  sums: Sums;
  unflushed: Unflushed;
  rev: number;
  zones: readonly string[];
}

/** The sums of the next slots that D1 has not confirmed, by the days and hours of each zone. */
export function readUnflushed({ sums, unflushed, rev, zones }: Asked): FlushReading {
  for (let most = MAX_SLOTS; ; most = Math.ceil(most / 4)) {
    const slots = unflushed.slots.slice(0, most);
    const points = zones.map((zone) => pointsOf(sums, slots, zone));
    const n = points.reduce((sum, { length }) => sum + length, 0);
    if (n > MAX_POINTS && slots.length > 1) continue;
    return { ...unflushed, slots, rev, points, more: slots.length < unflushed.slots.length };
  }
}

function pointsOf(sums: Sums, slots: number[], zone: string): PointRow[] {
  const buckets = touchedBuckets(slots, zone);
  const ranges = buckets.map(({ from, to }) => [from, to] as const);
  return pointRows(buckets, sums(ranges, zone));
}
