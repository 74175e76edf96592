/** From checked events to what a ledger stores: keys, digests, stored texts, leaves. Runs in the Worker, not in the ledger. */
import { createHash } from 'node:crypto';
import { canonicalJson } from '../../../base/canonical-json.ts';
import { hmac } from '../../../base/crypto.ts';
import type { JsonObject } from '../../../base/json.ts';
import { sourceCode, typeCode } from '../event-types.ts';
import { type PiiPolicy, scrubPayload, scrubText } from '../pii/scrub.ts';
import { TooDense, Work } from '../pii/work.ts';
import { type CheckedEvent, isPayloadTooLarge, type Rejection, rejection } from './check-event.ts';
import type { EventKeys } from './event-keys.ts';
import { isHashedKey } from './key-form.ts';

export const DIGEST_BYTES = 8;
export const LEAF_BYTES = 32;
export const SALT_BYTES = 16;
/** Events on their way into a ledger, as columns: one entry an event in each. */
export interface Append {
  /** Unique key: source and type codes, then the client's own key or its hash. */
  keys: string[];
  /** Entries whose key ledgers of before may know in clear, with that key. */
  former_keys: [i: number, key: string][];
  /** DIGEST_BYTES an event: keyed hash of the event as it was sent. */
  digests: Uint8Array;
  /** The event's stored JSON text. */
  bodies: string[];
  /** SALT_BYTES an event, random. */
  salts: Uint8Array;
  /** LEAF_BYTES an event: SHA-256(salt ‖ body). */
  leaves: Uint8Array;
  occurred_ms: number[];
  event_types: string[];
  /** One source code a character. */
  sources: string;
  /** '' without an amount. */
  currencies: string[];
  amounts: number[];
}

/** What an event becomes before it joins an Append. */
interface Prepared {
  key: string;
  former_key?: string;
  digest: Uint8Array;
  body: string;
}

/** In the order in which they are stored. */
const TEXT_FIELDS = [
  'actor_type',
  'entity_type',
  'actor_id',
  'entity_id',
  'session_id',
  'anonymous_id',
  'correlation_id',
] as const;

/** Prepares events in order; `reject` is called for each one whose payload is over a limit. */
export function prepareAppend(
  events: CheckedEvent[],
  keys: EventKeys,
  policy: PiiPolicy,
  reject: (index: number, why: Rejection) => void,
): Append {
  const work = new Work();
  const kept: CheckedEvent[] = [];
  const prepared: Prepared[] = [];
  for (const [index, event] of events.entries()) {
    const ready = prepareOrRefuse(event, { keys, policy, work });
    if ('code' in ready) reject(index, ready);
    else {
      kept.push(event);
      prepared.push(ready);
    }
  }
  return columnsOf(kept, prepared);
}

/** How a request's events are handled, and what looking for personal data in them may still cost. */
interface Handling {
  keys: EventKeys;
  policy: PiiPolicy;
  work: Work;
}

function prepareOrRefuse(event: CheckedEvent, handling: Handling): Prepared | Rejection {
  try {
    const ready = prepareEvent(event, handling);
    return ready ?? rejection({ code: 'event.payload_too_large', path: 'payload', message: 'over 32 KB' });
  } catch (error) {
    if (!(error instanceof TooDense)) throw error;
    const message = 'more numbers and addresses than one request may hold; send fewer events at a time';
    return rejection({ code: 'event.too_dense', path: 'payload', message });
  }
}

function prepareEvent(event: CheckedEvent, { keys, policy, work }: Handling): Prepared | undefined {
  const { sent } = event;
  const payload = (sent.payload ?? {}) as JsonObject;
  const payloadText = JSON.stringify(payload);
  if (isPayloadTooLarge(payloadText)) return undefined;
  const digest = hmac(keys.digest, canonicalJson(sent)).subarray(0, DIGEST_BYTES);
  const scrubbed = scrubPayload(payload, policy, keys.tokenize, work);
  const key = scrubText(sent.idempotency_key, 'idempotency_key', policy, keys.tokenize, work);
  const body = storedText(event, key, scrubbed === payload ? payloadText : JSON.stringify(scrubbed), (field, text) =>
    scrubText(text, field, policy, keys.tokenize, work),
  );
  return { ...uniqueKey(event, { keys, policy, work }), digest, body };
}

function storedText(
  { sent, source, occurred_ms }: CheckedEvent,
  key: string,
  payload: string,
  scrub: (field: string, text: string) => string,
): string {
  let text = `{"event_type":"${sent.event_type}","idempotency_key":${JSON.stringify(key)},"occurred_at":"${new Date(occurred_ms).toISOString()}","source":"${source}"`;
  for (const field of TEXT_FIELDS) {
    const value = sent[field];
    if (value !== undefined) text += `,"${field}":${JSON.stringify(scrub(field, value))}`;
  }
  return `${text},"payload":${payload}}`;
}

/**
 * The key by which a ledger knows an event: codes of source and type, then the client's key or `#` and its keyed hash. A key that
 * holds personal data is hashed under every policy, so that a change of policy finds the same one; ledgers of before know some of
 * these in clear, as `former_key`.
 */
function uniqueKey({ sent, source }: CheckedEvent, { keys, work }: Handling): Pick<Prepared, 'key' | 'former_key'> {
  const own = sent.idempotency_key;
  const codes = sourceCode(source) + typeCode(sent.event_type);
  if (isHashedKey(own)) return { key: codes + hashedKey(own, keys.idempotency) };
  const isPersonal = scrubText(own, 'idempotency_key', 'hash', keys.tokenize, work) !== own;
  return isPersonal ? { key: codes + hashedKey(own, keys.idempotency), former_key: codes + own } : { key: codes + own };
}

/** An idempotency key by its keyed hash; the mark before it is one that no key stored in clear begins with. */
export function hashedKey(key: string, secret: Uint8Array): string {
  return `#${Buffer.from(hmac(secret, key)).toString('base64url')}`;
}

function columnsOf(events: CheckedEvent[], prepared: Prepared[]): Append {
  const n = events.length;
  const salts = crypto.getRandomValues(new Uint8Array(n * SALT_BYTES));
  const digests = new Uint8Array(n * DIGEST_BYTES);
  const leaves = new Uint8Array(n * LEAF_BYTES);
  prepared.forEach(({ digest, body }, i) => {
    digests.set(digest, i * DIGEST_BYTES);
    leaves.set(leafOf(salts.subarray(i * SALT_BYTES, (i + 1) * SALT_BYTES), body), i * LEAF_BYTES);
  });
  return {
    keys: prepared.map(({ key }) => key),
    former_keys: prepared.flatMap(({ former_key }, i): [number, string][] => (former_key ? [[i, former_key]] : [])),
    digests,
    bodies: prepared.map(({ body }) => body),
    salts,
    leaves,
    occurred_ms: events.map((event) => event.occurred_ms),
    event_types: events.map((event) => event.sent.event_type),
    sources: events.map((event) => sourceCode(event.source)).join(''),
    currencies: events.map((event) => (event.sent.payload?.currency as string | undefined) ?? ''),
    amounts: events.map((event) => (event.sent.payload?.amount_cents as number | undefined) ?? 0),
  };
}

/** The leaf of one stored event in its project's hash chain: SHA-256(salt ‖ stored text). */
export function leafOf(salt: Uint8Array, body: string): Uint8Array {
  return createHash('sha256').update(salt).update(body).digest();
}

/** The chain's new head: SHA-256(previous head ‖ leaves of the segment). */
export function headOf(previous: Uint8Array, leaves: Uint8Array): Uint8Array {
  return createHash('sha256').update(previous).update(leaves).digest();
}
