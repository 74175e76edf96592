/** Token bucket: how fast a project and source may send. */

import { MINUTE_MS } from '../../../shared/durations.ts';
export interface Rate {
  /** Tokens that come back in a minute. */
  per_minute: number;
  /** Most tokens there can be. */
  burst: number;
}

/** A bucket by what is missing from it, so that an unknown bucket is a full one whatever the plan. */
export interface Bucket {
  spent: number;
  /** When `spent` was right, in milliseconds. */
  at: number;
}

/** The bucket at `now`; a clock that went back adds nothing. */
export function refill(bucket: Bucket | undefined, rate: Rate, now: number): Bucket {
  if (!bucket) return { spent: 0, at: now };
  const gained = (Math.max(0, now - bucket.at) / MINUTE_MS) * rate.per_minute;
  return { spent: Math.max(0, bucket.spent - gained), at: Math.max(now, bucket.at) };
}

/** Seconds until the bucket holds `n` tokens; what is more than the burst never fits, so it waits for a full bucket. */
export function secondsUntil(bucket: Bucket, rate: Rate, n: number): number {
  const lacking = Math.min(n, rate.burst) - (rate.burst - bucket.spent);
  return lacking <= 0 ? 0 : (lacking / rate.per_minute) * 60;
}
