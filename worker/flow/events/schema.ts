/** Event contract v1: what clients send, what they get back, what lists show. */
import { z } from '@hono/zod-openapi';
import { isCurrency } from '../../base/currencies.ts';
import { Issue, type IssueParams } from '../../base/issue.ts';
import { PageQuery, pageOf, wholeNumber } from '../../base/page.ts';
import { parseInstant } from '../../base/time.ts';
import { amountHint, currencyHint, timeHint, typeHint } from './event-hints.ts';
import { AMOUNT_REQUIRED, CORE_EVENT_TYPES, CUSTOM_EVENT_TYPE, isCoreEventType, SOURCES } from './event-types.ts';

/** Most events of one request, and most bytes of its body before and after decompression. */
export const MAX_EVENTS = 500;
export const MAX_BYTES = 1_048_576;
export const MAX_PAYLOAD_BYTES = 32_768;
export const MAX_DEPTH = 32;
/** Most minor units of one amount. */
export const MAX_AMOUNT = 1e12;

/** Text of 1 to 200 characters, counted as people count them, without halves of surrogate pairs. */
const Text200 = z
  .string()
  .min(1)
  .refine((text) => text.length <= 200 || [...text].length <= 200, {
    message: 'longer than 200 characters',
    params: { code: 'too_long', limit: 200 } satisfies IssueParams,
  })
  .refine((text) => text.isWellFormed(), 'holds half of a surrogate pair');

/** Adds an issue that says what was probably meant. */
function refuse(check: z.RefinementCtx, message: string, params: IssueParams, path: string[] = []): void {
  check.addIssue({ code: 'custom', path, message, params });
}

function checkType(type: string, check: z.RefinementCtx, path: string[] = []): void {
  if (isCoreEventType(type) || CUSTOM_EVENT_TYPE.test(type)) return;
  const message = `unknown event type; use one of ${CORE_EVENT_TYPES.join(', ')} or custom.<vertical>.<event>`;
  refuse(check, message, typeHint(type), path);
}

export const EventType = z.string().superRefine((type, check) => checkType(type, check));

const Payload = z.record(z.string(), z.unknown()).superRefine((payload, check) => {
  const { amount_cents: amount, currency } = payload;
  if (amount !== undefined && (typeof amount !== 'number' || !isAmount(amount))) {
    const message = 'must be an integer of minor units from 0 to 1,000,000,000,000';
    refuse(check, message, amountHint(amount), ['amount_cents']);
  }
  if (currency !== undefined && (typeof currency !== 'string' || !isCurrency(currency))) {
    refuse(check, 'not an ISO 4217 currency code', currencyHint(currency), ['currency']);
  }
  const missing: IssueParams = { code: 'required' };
  if (amount !== undefined && currency === undefined) {
    refuse(check, 'required beside amount_cents', missing, ['currency']);
  }
  if (amount === undefined && currency !== undefined) {
    refuse(check, 'required beside currency', missing, ['amount_cents']);
  }
});

const OccurredAt = z.string().superRefine((text, check) => {
  if (Number.isNaN(parseInstant(text))) refuse(check, 'not an ISO 8601 time with offset', timeHint(text));
});

/** One event as a client sends it. */
export const EventInput = z
  .object({
    event_type: EventType,
    idempotency_key: Text200,
    occurred_at: OccurredAt.optional(),
    source: z.enum(SOURCES).optional(),
    payload: Payload.optional(),
    actor_type: Text200.optional(),
    actor_id: Text200.optional(),
    entity_type: Text200.optional(),
    entity_id: Text200.optional(),
    session_id: Text200.optional(),
    anonymous_id: Text200.optional(),
    correlation_id: Text200.optional(),
    schema_version: z.literal(1).optional(),
  })
  .strict()
  .superRefine((event, check) => {
    if (AMOUNT_REQUIRED.has(event.event_type) && event.payload?.amount_cents === undefined) {
      const message = `required on ${event.event_type}, with currency`;
      refuse(check, message, { code: 'required' }, ['payload', 'amount_cents']);
    }
  });
export type EventInput = z.infer<typeof EventInput>;

/** An amount: a whole number of minor units from 0 to 10¹². */
export function isAmount(value: number): boolean {
  return Number.isInteger(value) && value >= 0 && value <= MAX_AMOUNT;
}

export const EventResult = z.object({
  index: z.number().int(),
  status: z.enum(['accepted', 'duplicate', 'rejected', 'conflict']),
  event_id: z.string().optional(),
  code: z.string().optional(),
  message: z.string().optional(),
  errors: z.array(Issue).optional(),
  line: z.number().int().optional(),
});
export type EventResult = z.infer<typeof EventResult>;

/** The reply to POST /v1/events; conflicts count as rejected. */
export const AppendReply = z
  .object({
    accepted: z.number().int(),
    duplicates: z.number().int(),
    rejected: z.number().int(),
    results: z.array(EventResult),
  })
  .openapi('AppendReply');
export type AppendReply = z.infer<typeof AppendReply>;

/** An event as lists show it: after defaults and PII handling. */
export const StoredEvent = z
  .object({
    id: z.string(),
    event_type: z.string(),
    idempotency_key: z.string().optional(),
    occurred_at: z.string(),
    received_at: z.string(),
    source: z.enum(SOURCES),
    payload: z.record(z.string(), z.unknown()),
    actor_type: z.string().optional(),
    actor_id: z.string().optional(),
    entity_type: z.string().optional(),
    entity_id: z.string().optional(),
    session_id: z.string().optional(),
    anonymous_id: z.string().optional(),
    correlation_id: z.string().optional(),
    schema_version: z.literal(1),
    /** Personal data was erased on request: only type, time, source and amount are left. */
    erased: z.literal(true).optional(),
  })
  .openapi('Event');
export type StoredEvent = z.infer<typeof StoredEvent>;

const When = z
  .string()
  .refine((text) => isWhen(text), 'neither a day (YYYY-MM-DD) nor an ISO 8601 time with offset')
  .optional();

function isWhen(text: string): boolean {
  return /^\d{4}-\d{2}-\d{2}$/.test(text)
    ? !Number.isNaN(parseInstant(`${text}T00:00Z`))
    : !Number.isNaN(parseInstant(text));
}

/** Event types that a list may be filtered by. */
const MAX_TYPES = 12;

/** Event types with commas between them. */
const EventTypes = z
  .string()
  .transform((text) => text.split(','))
  .superRefine((types, check) => {
    if (types.length > MAX_TYPES) refuse(check, `a list of at most ${MAX_TYPES}`, { code: 'invalid' });
    // One type alone is no list to its sender: a fault of it is the parameter's.
    else for (const [i, type] of types.entries()) checkType(type, check, types.length > 1 ? [String(i)] : []);
  })
  .openapi({ type: 'string', example: 'payment_succeeded,refund_issued' });
const Amount = wholeNumber(0, 1e12).optional();

/** Fields that lists can be filtered by, each with the exact value that was sent. */
export const FILTER_FIELDS = ['actor_id', 'entity_id', 'session_id', 'idempotency_key'] as const;
const Sent = Text200.optional().openapi({ description: 'Exactly this value, as it was sent or as events show it' });

/** What lists of events can be sorted by, newest first; the first one is the default. */
const SORTS = ['received_at', 'occurred_at'] as const;

export const EventsQuery = PageQuery.extend({
  sort: z.enum(SORTS).default('received_at').openapi({
    description: 'Newest receipt first, or newest occurrence first. A cursor goes on in the order it is of.',
  }),
  event_type: EventTypes.optional(),
  from: When,
  to: When,
  currency: z
    .string()
    .regex(/^[A-Z]{3}$/, 'not an ISO 4217 currency code')
    .optional(),
  /** Bounds of `amount_cents`, both included. */
  min_amount: Amount,
  max_amount: Amount,
  actor_id: Sent,
  entity_id: Sent,
  session_id: Sent,
  idempotency_key: Sent,
});
export type EventsQuery = z.infer<typeof EventsQuery>;

/** `event_type` without `follow_up` within so many minutes, joined on session, correlation or entity. Default: the last seven days. */
export const UnansweredQuery = PageQuery.extend({
  event_type: EventType.default('checkout_started'),
  follow_up: EventType.default('payment_succeeded'),
  within_minutes: wholeNumber(1, 43_200).default(1_440),
  from: When,
  to: When,
});
export type UnansweredQuery = z.infer<typeof UnansweredQuery>;

export const EventPage = pageOf(StoredEvent).openapi('EventPage');
export type EventPage = z.infer<typeof EventPage>;

export const ChainQuery = z.object({
  after: wholeNumber(0, Number.MAX_SAFE_INTEGER).default(0),
  limit: wholeNumber(1, 200).default(50),
});
export type ChainQuery = z.infer<typeof ChainQuery>;

const Hash = z.string().describe('SHA-256 in hex');
const SignedHead = z.object({
  seq: z.number().int(),
  head: Hash,
  at: z.string(),
  signature: z.string().describe('Ed25519 in base64, over project, place and head'),
});

/** A stretch of the hash chain: every head is SHA-256(head before it ‖ the segment's leaves). */
export const Chain = z
  .object({
    project_id: z.string(),
    /** The head that the first segment continues: zeros at the start, otherwise that of the page before or a checkpoint. */
    anchor: z.object({ seq: z.number().int(), head: Hash }),
    data: z.array(z.object({ seq: z.number().int(), received_at: z.string(), leaves: z.array(Hash), head: Hash })),
    checkpoints: z.array(SignedHead),
    end: SignedHead,
    /** Goes into `after`. */
    next_cursor: z.string().nullable(),
  })
  .openapi('EventChain');
export type Chain = z.infer<typeof Chain>;
