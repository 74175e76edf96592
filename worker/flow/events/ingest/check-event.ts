/** The verdict on one event of a request. */
import { parseInstant } from '../../../base/time.ts';
import { SERVER_ONLY, type Source } from '../event-types.ts';
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

export interface Rejection {
  code: string;
  message: string;
}

const EARLIEST_MS = Date.UTC(2000, 0, 1);
/** Most characters of a message: a refusal must not repeat the request. */
const MAX_MESSAGE = 500;
/** How far the clock of a sender may be ahead of ours. */
export const MAX_AHEAD_MS = 5 * 60_000;

/** The checked event, or why it is rejected. */
export function checkEvent(value: unknown, sender: Sender): CheckedEvent | Rejection {
  let sent: EventInput;
  if (isPlainEvent(value)) {
    sent = value;
  } else {
    const parsed = EventInput.safeParse(value);
    if (!parsed.success) return rejectionOf(parsed.error);
    sent = value as EventInput;
    if (sent.payload && !isShallow(sent.payload)) {
      return { code: 'event.invalid', message: `payload: nested deeper than ${MAX_DEPTH} levels.` };
    }
  }
  const occurred_ms = sent.occurred_at === undefined ? sender.now : parseInstant(sent.occurred_at);
  if (occurred_ms < EARLIEST_MS) return { code: 'event.too_old', message: 'occurred_at: before 2000-01-01.' };
  if (occurred_ms > sender.now + MAX_AHEAD_MS) {
    return { code: 'event.in_future', message: 'occurred_at: more than 5 minutes in the future.' };
  }
  if (sender.kind === 'publishable') {
    if (!SERVER_ONLY.has(sent.event_type)) return { sent, source: 'sdk', occurred_ms };
    return { code: 'event.server_only', message: `${sent.event_type} needs a secret key.` };
  }
  return { sent, source: sent.source ?? (sender.kind === 'person' ? 'manual' : 'server'), occurred_ms };
}

/** Whether a payload's JSON text is over 32 KB of UTF-8. */
export function isPayloadTooLarge(text: string): boolean {
  if (text.length * 3 <= MAX_PAYLOAD_BYTES) return false;
  return Buffer.byteLength(text) > MAX_PAYLOAD_BYTES;
}

function rejectionOf(error: { issues: { path: PropertyKey[]; message: string }[] }): Rejection {
  const messages = error.issues.slice(0, 5).map((issue) => {
    const path = issue.path.map(String).join('.');
    return path ? `${path}: ${issue.message}` : issue.message;
  });
  const unknownType = error.issues.some((issue) => issue.path[0] === 'event_type' && issue.path.length === 1);
  return {
    code: unknownType ? 'event.unknown_type' : 'event.invalid',
    message: messages.join('; ').slice(0, MAX_MESSAGE),
  };
}
