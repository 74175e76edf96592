/** Pure: a segment without the contents of one person's events; leaves, sequences, times and amounts stay. */
import type { JsonObject } from '../../../base/json.ts';
import { type Source, sourceCode, typeCode } from '../event-types.ts';
import type { EventKeys } from '../ingest/event-keys.ts';
import { hashedKey, SALT_BYTES } from '../ingest/prepare.ts';
import { concerns, mayConcern, type Person } from './person.ts';

export interface SegmentText {
  seq: number;
  body: string;
  salts: Uint8Array;
}

/** What is written instead. */
export interface ErasedSegment extends SegmentText {
  erased: number;
  /** Idempotency keys that `seen` may hold in clear: from, to, sequence. */
  keys: [string, string, number][];
  /** Sequences whose idempotency key was changed on the way in, so that `seen` may hold another one in clear. */
  masked: number[];
  /** The actors of payments and refunds among them. */
  payers: string[];
}

/** What PII handling puts for numbers; an address needs no such care, because with one in it a key is always hashed. */
const MASK = /(?:phone|card)_[0-9a-f]{24}|\[(?:phone|card)\]/;

/** What has a customer. */
const MONEY = new Set(['payment_succeeded', 'refund_issued']);

/** The segment with the person's events erased; undefined when it has none. */
export function eraseSegment(segment: SegmentText, person: Person, keys: EventKeys): ErasedSegment | undefined {
  if (!mayConcern(segment.body, person)) return undefined;
  const events = JSON.parse(segment.body) as JsonObject[];
  const salts = segment.salts.slice();
  const renamed: ErasedSegment['keys'] = [];
  const masked: number[] = [];
  const payers: string[] = [];
  let erased = 0;
  events.forEach((event, i) => {
    if (event.erased === true || !concerns(event, person, keys)) return;
    const prefix = sourceCode(event.source as Source) + typeCode(event.event_type as string);
    const key = event.idempotency_key as string;
    renamed.push([prefix + key, prefix + hashedKey(key, keys.idempotency), segment.seq + i]);
    if (MASK.test(key)) masked.push(segment.seq + i);
    if (typeof event.actor_id === 'string' && MONEY.has(event.event_type as string)) payers.push(event.actor_id);
    salts.fill(0, i * SALT_BYTES, (i + 1) * SALT_BYTES);
    events[i] = remainsOf(event);
    erased += 1;
  });
  if (erased === 0) return undefined;
  return { seq: segment.seq, body: JSON.stringify(events), salts, erased, keys: renamed, masked, payers };
}

/** What KPIs and recounts need, and nothing else. */
function remainsOf({ event_type, occurred_at, source, payload }: JsonObject): JsonObject {
  const { amount_cents, currency } = payload as JsonObject;
  const money: JsonObject = amount_cents === undefined ? {} : { amount_cents, currency: currency! };
  return { event_type: event_type!, occurred_at: occurred_at!, source: source!, payload: money, erased: true };
}
