/** The verdict on one event of a request. */

import type { z } from '@hono/zod-openapi';
import { type Issue, issuesOf } from '../../../base/issue.ts';
import { parseInstant } from '../../../base/time.ts';
import { MINUTE_MS } from '../../../shared/durations.ts';
import { SERVER_ONLY, SOURCES, type Source } from '../event-types.ts';
import { EventInput, MAX_DEPTH, MAX_PAYLOAD_BYTES } from '../schema.ts';
import { isPlainEvent, isShallow } from './plain-event.ts';

/** Who sends, and when the request arrived. */
export interface Sender {
  kind: 'secret' | 'publishable' | 'person';
  now: number;
}

/** A valid event with its defaults, beside the event exactly as it was sent. */
export interface CheckedEvent {
  sent: EventInput;
  source: Source;
  /** Milliseconds since the epoch. */
  occurred_ms: number;
}

/** Why an event is rejected: a stable code, a sentence, and what is wrong field by field. */
export interface Rejection {
  code: string;
  message: string;
  errors?: Issue[];
}

const EARLIEST_MS = Date.UTC(2000, 0, 1);
/** Most issues of a refusal, and most characters of its message and of a path: it must not repeat the request. */
const MAX_ISSUES = 5;
const MAX_MESSAGE = 500;
const MAX_PATH = 200;
/** How far the clock of a sender may be ahead of ours. */
export const MAX_AHEAD_MS = 5 * MINUTE_MS;

/** The checked event, or why it is rejected. */
export function checkEvent(value: unknown, sender: Sender): CheckedEvent | Rejection {
  let sent: EventInput;
  if (isPlainEvent(value)) {
    sent = value;
  } else {
    const parsed = EventInput.safeParse(value);
    if (!parsed.success) return invalidEvent(parsed.error, value);
    sent = value as EventInput;
    if (sent.payload && !isShallow(sent.payload)) {
      return rejection({ code: 'event.invalid', path: 'payload', message: `nested deeper than ${MAX_DEPTH} levels` });
    }
  }
  const occurred_ms = sent.occurred_at === undefined ? sender.now : parseInstant(sent.occurred_at);
  if (occurred_ms < EARLIEST_MS)
    return rejection({ code: 'event.too_old', path: 'occurred_at', message: 'before 2000-01-01' });
  if (occurred_ms > sender.now + MAX_AHEAD_MS) {
    return rejection({ code: 'event.in_future', path: 'occurred_at', message: 'more than 5 minutes in the future' });
  }
  if (sender.kind === 'publishable') {
    if (!SERVER_ONLY.has(sent.event_type)) return { sent, source: sourceOf(sent, sender.kind), occurred_ms };
    const hint = 'send it from a server, with a secret key (sk_…)';
    return rejection({
      code: 'event.server_only',
      path: 'event_type',
      message: `${sent.event_type} needs a secret key`,
      hint,
    });
  }
  return { sent, source: sourceOf(sent, sender.kind), occurred_ms };
}

/** Which source a value counts for, valid or not; a publishable key cannot set its own. */
export function sourceOf(value: unknown, kind: Sender['kind']): Source {
  if (kind === 'publishable') return 'sdk';
  const { source } = (value ?? {}) as { source?: unknown };
  return SOURCES.find((known) => known === source) ?? (kind === 'person' ? 'manual' : 'server');
}

/** Whether a payload's JSON text is over 32 KB of UTF-8. */
export function isPayloadTooLarge(text: string): boolean {
  if (text.length * 3 <= MAX_PAYLOAD_BYTES) return false;
  return Buffer.byteLength(text) > MAX_PAYLOAD_BYTES;
}

/** The rejection of an event for one reason. */
export function rejection({ code, ...issue }: Omit<Issue, 'code'> & { code: string }): Rejection {
  return { code, message: `${issue.path}: ${issue.message}`, errors: [{ ...issue, code: 'invalid' }] };
}

function invalidEvent(error: z.core.$ZodError, value: unknown): Rejection {
  const errors = issuesOf(error, { value, names: Object.keys(EventInput.shape) })
    .slice(0, MAX_ISSUES)
    .map((issue) => ({ ...issue, path: issue.path.slice(0, MAX_PATH), hint: issue.hint ?? hintFor(issue) }));
  const message = errors.map(({ path, message }) => (path ? `${path}: ${message}` : message)).join('; ');
  const unknown = errors.some(({ path, code }) => path === 'event_type' && code !== 'required');
  return {
    code: unknown ? 'event.unknown_type' : 'event.invalid',
    message: message.slice(0, MAX_MESSAGE),
    errors,
  };
}

/** Fields of one's own belong into the payload, money included. */
function hintFor({ code, path }: Issue): string | undefined {
  if (code === 'unknown' && path === 'events') return 'send {"events":[…]} alone, as the whole body';
  return code === 'unknown' && !path.includes('.') ? `put ${path.slice(0, 50)} into payload` : undefined;
}
