/** Token bucket: how fast a project and source may send. */

export interface Rate {
  /** Tokens that come back in a minute. */
  per_minute: number;
  /** Most tokens there can be. */
  burst: number;
}

export interface Bucket {
  tokens: number;
  /** When `tokens` was right, in milliseconds. */
  at: number;
}

/** The bucket as it stands at `now`; a clock that went back adds nothing. */
export function refill(bucket: Bucket | undefined, rate: Rate, now: number): Bucket {
  if (!bucket) return { tokens: rate.burst, at: now };
  const gained = (Math.max(0, now - bucket.at) / 60_000) * rate.per_minute;
  return { tokens: Math.min(rate.burst, bucket.tokens + gained), at: Math.max(now, bucket.at) };
}

/** Seconds until the bucket holds `n` tokens; what is more than the burst never fits, so it waits for a full bucket. */
export function secondsUntil(bucket: Bucket, rate: Rate, n: number): number {
  const lacking = Math.min(n, rate.burst) - bucket.tokens;
  return lacking <= 0 ? 0 : (lacking / rate.per_minute) * 60;
}
