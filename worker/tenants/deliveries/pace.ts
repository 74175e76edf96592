/** Pure: when a delivery is tried again, and how long a try may take. Configuration, so that a benchmark can divide it by 1,000. */
import type { Env } from '../../base/env.ts';

const SECOND_MS = 1_000;
const MINUTE_MS = 60 * SECOND_MS;
const HOUR_MS = 60 * MINUTE_MS;

/** Waits before the second, third … try; after the last one a delivery is dead. */
const DELAYS_MS = [
  5 * SECOND_MS,
  5 * MINUTE_MS,
  30 * MINUTE_MS,
  2 * HOUR_MS,
  5 * HOUR_MS,
  10 * HOUR_MS,
  14 * HOUR_MS,
  20 * HOUR_MS,
  24 * HOUR_MS,
];
const TIMEOUT_MS = 15 * SECOND_MS;
/** The other side may ask for more patience, but not for ever. */
const MAX_ASKED_MS = 24 * HOUR_MS;
/** Waits up to this are left to the queue; longer ones end with the minute cron's sweep, for a queue's own delay ends at 12 hours. */
export const QUEUE_DELAY_MS = MINUTE_MS;

/** How deliveries pace themselves, from `DELIVERY_DELAYS_MS` (with commas) and `DELIVERY_TIMEOUT_MS`. */
export interface Pace {
  delays: readonly number[];
  timeout_ms: number;
  /** After this a try that never ended is taken to be lost. */
  lease_ms: number;
}

export function paceOf({ DELIVERY_DELAYS_MS, DELIVERY_TIMEOUT_MS }: Env): Pace {
  const delays = (DELIVERY_DELAYS_MS ?? '')
    .split(',')
    .map(Number)
    .filter((ms) => ms > 0);
  const timeout_ms = Number(DELIVERY_TIMEOUT_MS) || TIMEOUT_MS;
  return { delays: delays.length > 0 ? delays : DELAYS_MS, timeout_ms, lease_ms: 2 * timeout_ms };
}

/**
 * Milliseconds until the next try after `attempts` tries, jittered by a fifth either way; undefined when it was the last. `asked`
 * is what the other side asked for: never less than that, and a day at most.
 */
export function nextDelay({ delays }: Pace, attempts: number, asked = 0, random = Math.random()): number | undefined {
  const delay = delays[attempts - 1];
  if (delay === undefined) return undefined;
  return Math.max(Math.round(delay * (0.8 + random * 0.4)), Math.min(asked, MAX_ASKED_MS));
}
