/** Pure: which buckets of a zone a set of 15-minute slots touches, and the points those buckets become. */
import { type Bucket, dayAt, dayBucket, hoursOfDay, SLOT_MS } from '../../base/time.ts';
import type { CellSum } from '../events/index.ts';
import type { PointRow } from './store.ts';

/** A bucket as a range of slots, `to` excluded. */
export interface SlotBucket {
  grain: 'day' | 'hour';
  at: string;
  from: number;
  to: number;
}

/** The days and hours of `zone` that hold any of the slots, each once. */
export function touchedBuckets(slots: number[], zone: string): SlotBucket[] {
  const touched: SlotBucket[] = [];
  const sorted = [...slots].sort((a, b) => a - b);
  for (let i = 0; i < sorted.length; ) {
    const day = dayBucket(dayAt(sorted[i]! * SLOT_MS, zone), zone);
    touched.push(slotBucket('day', day));
    const hours = hoursOfDay(day.at, zone);
    let hour = 0;
    for (; i < sorted.length && sorted[i]! * SLOT_MS < day.to; i++) {
      while (hours[hour]!.to <= sorted[i]! * SLOT_MS) hour++;
      const bucket = slotBucket('hour', hours[hour]!);
      if (touched.at(-1)!.at !== bucket.at) touched.push(bucket);
    }
  }
  return touched;
}

/** A bucket as whole slots. */
export function slotBucket(grain: 'day' | 'hour', { at, from, to }: Bucket): SlotBucket {
  return { grain, at, from: Math.ceil(from / SLOT_MS), to: Math.ceil(to / SLOT_MS) };
}

/** The rows that the sums of buckets become. */
export function pointRows(buckets: readonly SlotBucket[], sums: CellSum[]): PointRow[] {
  return sums.map(({ range, event_type, currency, n, sum, min, max }) => {
    const { grain, at } = buckets[range]!;
    return { grain, at, event_type, currency, n, sum, min, max };
  });
}
