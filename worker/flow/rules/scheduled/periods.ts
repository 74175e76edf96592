/** Pure: the hours and days of a zone that rules judge, and those before them. */

import { addDays, type Bucket, dayAt, dayBucket, hoursOfDay } from '../../../base/time.ts';
import { DAY_MS } from '../../../shared/durations.ts';

export type Grain = 'hour' | 'day';

/** Days of zones that an isolate keeps: a calendar is the dearest part of a judgement. */
const MAX_KEPT = 4_000;
const kept = new Map<string, Bucket[]>();

/** Time after the end of a period until it is judged: its last events are in D1 by then. */
const SETTLE_MS = 60_000;

/** The hours, or the one day, of a local day. */
export function bucketsOfDay(grain: Grain, zone: string, day: string): Bucket[] {
  const name = `${grain} ${zone} ${day}`;
  let buckets = kept.get(name);
  if (!buckets) {
    buckets = grain === 'day' ? [dayBucket(day, zone)] : hoursOfDay(day, zone);
    if (kept.size >= MAX_KEPT) kept.clear();
    kept.set(name, buckets);
  }
  return buckets;
}

/** The period that holds the instant `now` (ms). */
export function periodAt(grain: Grain, zone: string, now: number): Bucket {
  const buckets = bucketsOfDay(grain, zone, dayAt(now, zone));
  return buckets.find(({ to }) => now < to) ?? buckets.at(-1)!;
}

/** The period of a name, its first local instant or day; undefined where the zone has none of it. */
export function periodNamed(grain: Grain, zone: string, at: string): Bucket | undefined {
  return bucketsOfDay(grain, zone, at.slice(0, 10)).find((bucket) => bucket.at === at);
}

/** The `count` newest periods that are complete at `now`, oldest first. */
export function completePeriods(grain: Grain, zone: string, now: number, count: number): Bucket[] {
  const found: Bucket[] = [];
  for (let day = dayAt(now, zone); found.length < count; day = shifted(day, -1)) {
    const complete = bucketsOfDay(grain, zone, day).filter(({ to }) => to <= now);
    found.unshift(...complete);
  }
  return found.slice(found.length - count);
}

/** The instant (ms) at which the period that holds `now` can be judged. */
export function judgedAt(grain: Grain, zone: string, now: number): number {
  return periodAt(grain, zone, now).to + SETTLE_MS;
}

/** Whether a period was due at the instant `due_at` or later. */
export function isDueSince(period: Bucket, due_at: number): boolean {
  return period.to + SETTLE_MS >= due_at;
}

/** The name of the same local hour, or day, seven days before; undefined where the clock skipped it. */
export function weekBefore(grain: Grain, zone: string, at: string): string | undefined {
  const day = addDays(at.slice(0, 10), -7);
  if (grain === 'day') return day;
  const time = at.slice(10, 16);
  return bucketsOfDay('hour', zone, day).find((hour) => hour.at.slice(10, 16) === time)?.at;
}

/** A valid day so many days later, without the checks of `addDays`. */
export function shifted(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00Z`) + days * DAY_MS).toISOString().slice(0, 10);
}
