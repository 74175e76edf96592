/**
 * Floods of events that are refused: turned away by this isolate before their bodies are looked at, because what is refused costs as
 * much work as what is taken and no other limit counts it. Far above honest use: a sender comes here with forty full requests of
 * nothing but broken events.
 */
import { AppError } from '../../../base/errors.ts';
import { MAX_BYTES } from '../schema.ts';
import { type Bucket, type Rate, refill, secondsUntil } from './token-bucket.ts';

/** Refused events of one sender, at once and in a minute. */
const ALLOWANCE: Rate = { per_minute: 20_000, burst: 20_000 };
/** A request that is refused as a whole counts as so many: most of its work was done by then. */
const REFUSED_REQUEST = 1_000;
const MAX_SENDERS = 10_000;

/** What senders of this isolate have wasted, by their credential and network: others with the same publishable key go on. */
const wasted = new Map<string, Bucket>();

/** Throws 429 for a sender whose refused events are more than anybody has by mistake. */
export async function refuseFlood(sender: string, request: Request, now: number): Promise<void> {
  const bucket = wasted.get(sender);
  if (!bucket) return;
  const seconds = secondsUntil(refill(bucket, ALLOWANCE, now), ALLOWANCE, 1);
  if (seconds <= 0) return;
  // A connection that ends while its client still sends shows it no reply.
  if (Number(request.headers.get('content-length')) <= MAX_BYTES) await request.arrayBuffer();
  const message = 'Too many events of this sender were refused; send none for a moment.';
  throw new AppError('limited', 'events.flooded', message, { retry_after: Math.max(1, Math.ceil(seconds)) });
}

/** Counts events that were rejected. */
export function countRejected(sender: string, events: number, now: number): void {
  if (events === 0) return;
  if (wasted.size >= MAX_SENDERS) wasted.clear();
  const { spent, at } = refill(wasted.get(sender), ALLOWANCE, now);
  wasted.set(sender, { spent: Math.min(spent + events, ALLOWANCE.burst + REFUSED_REQUEST), at });
}

/** Counts a request that threw, unless that was our fault. */
export function countRefused(sender: string, error: unknown, now: number): void {
  const isOurs = !(error instanceof AppError) || error.kind === 'internal' || error.kind === 'unavailable';
  if (!isOurs) countRejected(sender, REFUSED_REQUEST, now);
}
