/**
 * The contract of events as the published document has it, made of the same lists and limits that validation uses. A generated
 * client then refuses at compile time an amount that is text, an amount without a currency, a core event without its payload. It cannot
 * refuse a mistyped core type, nor a payment whose payload has no amount: generators turn the pattern of custom types into any text.
 */
import { CURRENCIES } from '../../base/currencies.ts';
import { AMOUNT_REQUIRED, CORE_EVENT_TYPES, CUSTOM_EVENT_TYPE, SOURCES } from './event-types.ts';
import { MAX_AMOUNT, MAX_EVENTS } from './schema.ts';

const ref = (name: string) => ({ $ref: `#/components/schemas/${name}` });
const text = (description: string, example: string) => ({
  type: 'string' as const,
  minLength: 1,
  maxLength: 200,
  description,
  examples: [example],
});

/** The fields of every event but its type and payload. */
const FIELDS = {
  idempotency_key: text(
    'Your own name of the event: an order number, a database id. It counts once for ever per project, source and type.',
    'order-1001',
  ),
  occurred_at: {
    type: 'string',
    format: 'date-time',
    description: 'ISO 8601 with offset, from 2000-01-01 to five minutes ahead. Default: the moment of receipt.',
    examples: ['2026-11-20T09:30:00Z'],
  },
  source: {
    type: 'string',
    enum: [...SOURCES],
    description: 'Where the event comes from. Default: `server` for secret keys; always `sdk` for publishable ones.',
    examples: ['server'],
  },
  actor_type: text('What kind of actor it was.', 'customer'),
  actor_id: text('Who did it. A customer is an actor that paid.', 'cus_12748'),
  entity_type: text('What kind of thing it is about.', 'order'),
  entity_id: text('What it is about.', 'order-1001'),
  session_id: text('The visit in which it happened.', 'ses_81b2'),
  anonymous_id: text('Who did it, as long as nobody has signed in.', 'anon_5c01'),
  correlation_id: text('What it belongs together with.', 'cart-778'),
  schema_version: { type: 'integer', enum: [1], description: 'The version of this contract.', examples: [1] },
} as const;

const AMOUNT = {
  type: 'integer',
  minimum: 0,
  maximum: MAX_AMOUNT,
  description: 'Whole minor units: 10.50 EUR is 1050, 500 JPY is 500.',
  examples: [1050],
} as const;

/** The event with the given type and payload. */
const variant = (description: string, event_type: object, payload: object, required: string[] = []) => ({
  type: 'object' as const,
  description,
  required: ['event_type', 'idempotency_key', ...required],
  properties: { event_type, ...FIELDS, payload },
  additionalProperties: false,
});

const withoutMoney = CORE_EVENT_TYPES.filter((type) => !AMOUNT_REQUIRED.has(type));
const oneOf = (types: readonly string[]) => ({
  type: 'string' as const,
  enum: [...types],
  description: 'The type, of the core list.',
  examples: [types[0]],
});

/** The shapes that the body refers to, by name. */
export const EVENT_SHAPES = {
  Currency: {
    type: 'string',
    enum: CURRENCIES,
    description: 'An ISO 4217 code, recently retired ones included.',
    examples: ['EUR'],
  },
  EventMoney: {
    type: 'object',
    description: 'A payload with money, and whatever else you want to keep; up to 32 KB of JSON.',
    required: ['amount_cents', 'currency'],
    properties: { amount_cents: AMOUNT, currency: ref('Currency') },
    additionalProperties: true,
  },
  EventFacts: {
    type: 'object',
    description: 'A payload without money: whatever you want to keep, up to 32 KB of JSON.',
    properties: { amount_cents: false, currency: false },
    additionalProperties: true,
  },
  EventPayload: {
    description: 'Whatever you want to keep of the event, with an amount and its currency or with neither.',
    oneOf: [ref('EventMoney'), ref('EventFacts')],
  },
  MoneyEventInput: variant(
    'A payment or a refund: it carries an amount and its currency.',
    oneOf([...AMOUNT_REQUIRED]),
    ref('EventMoney'),
    ['payload'],
  ),
  CoreEventInput: variant(
    'An event of the core list that need not be about money.',
    oneOf(withoutMoney),
    ref('EventPayload'),
  ),
  CustomEventInput: variant(
    'An event of your own. The API also takes one without `payload`; here it is required, if only as `{}`, because the type of a ' +
      'generated client could not tell a payment without its money from an event of your own otherwise.',
    {
      type: 'string',
      pattern: CUSTOM_EVENT_TYPE.source,
      description: '`custom.<vertical>.<event>` in lower case.',
      examples: ['custom.shop.review_written'],
    },
    ref('EventPayload'),
    ['payload'],
  ),
  EventInput: {
    description: 'One event as a client sends it.',
    anyOf: [ref('MoneyEventInput'), ref('CoreEventInput'), ref('CustomEventInput')],
    examples: [
      {
        event_type: 'payment_succeeded',
        idempotency_key: 'order-1001',
        actor_id: 'cus_12748',
        payload: { amount_cents: 1050, currency: 'EUR' },
      },
    ],
  },
};

/** The request body of `POST /v1/events`: one event, a list, or lines of them. */
export const EVENTS_BODY = {
  required: true,
  content: {
    'application/json': {
      schema: {
        oneOf: [
          ref('EventInput'),
          { type: 'array' as const, maxItems: MAX_EVENTS, items: ref('EventInput') },
          {
            type: 'object' as const,
            required: ['events'],
            properties: { events: { type: 'array' as const, maxItems: MAX_EVENTS, items: ref('EventInput') } },
            additionalProperties: false,
          },
        ],
      },
    },
    'application/x-ndjson': {
      schema: {
        type: 'string' as const,
        description: `One event a line, at most ${MAX_EVENTS}; empty lines are skipped.`,
      },
    },
  },
};
