/**
 * The fast lane of validation: accepts the events that nearly every client sends, at a tenth of zod's cost in a Worker (which
 * may not compile validators). It never accepts what `EventInput` refuses (held by a property test); everything else is left to zod.
 */
import { isCurrency } from '../../../base/currencies.ts';
import { parseInstant } from '../../../base/time.ts';
import { CONTEXT_FIELDS } from '../../../shared/event-context.ts';
import { AMOUNT_REQUIRED, CUSTOM_EVENT_TYPE, isCoreEventType } from '../event-types.ts';
import { type EventInput, isAmount, MAX_DEPTH } from '../schema.ts';

const TEXT_FIELDS: ReadonlySet<string> = new Set(['idempotency_key', ...CONTEXT_FIELDS]);

/** Whether the value is certainly a valid event. */
export function isPlainEvent(value: unknown): value is EventInput {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  const event = value as Record<string, unknown>;
  for (const field in event) if (!isPlainField(field, event[field])) return false;
  const { event_type, payload } = event;
  if (event_type === undefined || event.idempotency_key === undefined) return false;
  if (payload === undefined) return !AMOUNT_REQUIRED.has(event_type as string);
  return isPlainPayload(payload as Record<string, unknown>, event_type as string);
}

function isPlainField(field: string, value: unknown): boolean {
  if (TEXT_FIELDS.has(field)) {
    return typeof value === 'string' && value.length > 0 && value.length <= 200 && value.isWellFormed();
  }
  switch (field) {
    case 'event_type':
      return typeof value === 'string' && (isCoreEventType(value) || CUSTOM_EVENT_TYPE.test(value));
    case 'occurred_at':
      return typeof value === 'string' && !Number.isNaN(parseInstant(value));
    case 'source':
      return value === 'server' || value === 'sdk' || value === 'webhook' || value === 'manual';
    case 'payload':
      return typeof value === 'object' && value !== null && !Array.isArray(value);
    case 'schema_version':
      return value === 1;
    default:
      return false;
  }
}

function isPlainPayload(payload: Record<string, unknown>, event_type: string): boolean {
  const { amount_cents: amount, currency } = payload;
  if (amount === undefined) {
    if (currency !== undefined || AMOUNT_REQUIRED.has(event_type)) return false;
  } else if (typeof amount !== 'number' || !isAmount(amount) || typeof currency !== 'string' || !isCurrency(currency)) {
    return false;
  }
  return isShallow(payload);
}

/** Whether objects and arrays are nested at most `most` deep, own `__proto__` members included, which zod does not see. */
export function isShallow(value: object, most = MAX_DEPTH): boolean {
  if (most === 0) return false;
  for (const key in value) {
    const child = (value as Record<string, unknown>)[key];
    if (typeof child === 'object' && child !== null && !isShallow(child, most - 1)) return false;
  }
  return true;
}
