/** POST and GET /v1/events. */
import type { Ctx } from '../../base/context.ts';
import { AppError, type ErrorKind } from '../../base/errors.ts';
import { networkOf } from '../../base/http/network.ts';
import { rateHeaders } from '../../base/http/rate-headers.ts';
import { createRoute, createRouter, errorResponses, json, readQuery, z } from '../../base/router.ts';
import { EVENT_SHAPES, EVENTS_BODY } from './event-document.ts';
import { type Appended, appendEvents } from './ingest/append.ts';
import { countRefused, countRejected, refuseFlood } from './ingest/flood.ts';
import { readBody } from './ingest/read-body.ts';
import { readEventChain } from './ledger/read-chain.ts';
import { listEvents, listUnansweredEvents, readEvent } from './list.ts';
import {
  AppendReply,
  Chain,
  ChainQuery,
  EventPage,
  type EventResult,
  EventsQuery,
  StoredEvent,
  UnansweredQuery,
} from './schema.ts';

/** The error kind of a bare object's result: by code, 422 for all others. */
const BARE_KINDS: Record<string, ErrorKind> = {
  'event.conflict': 'conflict',
  'event.server_only': 'forbidden',
  'billing.limit_reached': 'payment',
};

const appendRoute = createRoute({
  method: 'post',
  path: '/v1/events',
  operationId: 'appendEvents',
  tags: ['Events'],
  summary: 'Send events',
  description:
    'One event, an array, `{"events":[…]}` or NDJSON, optionally gzipped; at most 500 events and 1,048,576 bytes. ' +
    'Safe to repeat: an event counts once per project, source, type and idempotency key. An accepted event is durable.',
  responses: {
    200: json(AppendReply, 'What became of each event'),
    ...errorResponses(400, 401, 402, 403, 409, 413, 415, 422, 429, 503),
  },
});

// The body has three shapes and limits of its own, so it is described in event-document.ts and read by hand.
const appendDocument = { ...appendRoute, request: { body: EVENTS_BODY } };

const listRoute = createRoute({
  method: 'get',
  path: '/v1/events',
  operationId: 'listEvents',
  tags: ['Events'],
  summary: 'List events, newest first',
  description:
    'Newest receipt first, or by `occurred_at` with `sort=occurred_at`. Filters narrow the list together; ids and keys match exactly, as they were sent or as events show them. ' +
    '`from` and `to` are about `occurred_at`: days (`YYYY-MM-DD`) are the project’s and inclusive, times with ' +
    'offset are exact. A page may be short while `next_cursor` is not null.',
  request: { query: EventsQuery },
  responses: { 200: json(EventPage, 'A page of events'), ...errorResponses(400, 401, 403, 404, 422, 503) },
});

const unansweredRoute = createRoute({
  method: 'get',
  path: '/v1/events/unanswered',
  operationId: 'listUnansweredEvents',
  tags: ['Events'],
  summary: 'List events that nothing followed in time',
  description:
    'Newest occurrence first; by default checkouts of the last seven days without a payment within a day. Two events belong together when they share ' +
    'a session, a correlation or an entity; without any of these, the actor. 422 `events.range_too_large` when the days hold too much.',
  request: { query: UnansweredQuery },
  responses: { 200: json(EventPage, 'A page of events'), ...errorResponses(400, 401, 403, 404, 422, 503) },
});

const readRoute = createRoute({
  method: 'get',
  path: '/v1/events/{id}',
  operationId: 'readEvent',
  tags: ['Events'],
  summary: 'Read one event',
  description: 'As it is stored: with defaults, after PII handling. 404 once its retention is over.',
  request: { params: z.object({ id: z.string().max(100) }) },
  responses: { 200: json(StoredEvent, 'The event'), ...errorResponses(400, 401, 403, 404, 422, 503) },
});

const chainRoute = createRoute({
  method: 'get',
  path: '/v1/events/chain',
  operationId: 'readEventChain',
  tags: ['Events'],
  summary: 'Read the hash chain of the ledger, to verify it',
  description:
    'Leaves and heads of the segments after the sequence `after`. A leaf is SHA-256(salt ‖ stored event), a head SHA-256(head ' +
    'before ‖ leaves). Checkpoints and the end are signed with the key at /.well-known/signalbox-keys.',
  request: { query: ChainQuery },
  responses: { 200: json(Chain, 'A stretch of the chain'), ...errorResponses(400, 401, 403, 422, 503) },
});

const NO_QUERY = z.object({});

export const eventRoutes = createRouter();

for (const [name, shape] of Object.entries(EVENT_SHAPES)) {
  eventRoutes.openAPIRegistry.registerComponent('schemas', name, shape as never);
}
eventRoutes.openAPIRegistry.registerPath(appendDocument);
eventRoutes.post('/v1/events', async (c) => {
  readQuery(c, NO_QUERY);
  const ctx = c.get('ctx');
  const sender = `${ctx.actor.id} ${networkOf(c.req.header('cf-connecting-ip') ?? '')}`;
  await refuseFlood(sender, c.req.raw, ctx.now);
  const { bare, reply, quota } = await takeEvents(ctx, c.req.raw).catch((error) => {
    countRefused(sender, error, ctx.now);
    throw error;
  });
  countRejected(sender, reply.rejected, ctx.now);
  for (const [name, value] of Object.entries(quota ? rateHeaders(quota) : {})) c.header(name, value);
  if (bare) refuseBare(reply.results[0]!);
  return c.json(reply, 200);
});

eventRoutes.openapi(listRoute, async (c) => c.json(await listEvents(c.get('ctx'), c.req.valid('query')), 200));

eventRoutes.openapi(chainRoute, async (c) => c.json(await readEventChain(c.get('ctx'), c.req.valid('query')), 200));

eventRoutes.openapi(unansweredRoute, async (c) => {
  return c.json(await listUnansweredEvents(c.get('ctx'), c.req.valid('query')), 200);
});

eventRoutes.openapi(readRoute, async (c) => c.json(await readEvent(c.get('ctx'), c.req.valid('param').id), 200));

async function takeEvents(ctx: Ctx, request: Request): Promise<Appended & { bare: boolean }> {
  const { values, bare, lines } = await readBody(request);
  const appended = await appendEvents(ctx, values);
  for (const result of appended.reply.results) {
    if (lines && isRefused(result)) result.line = lines[result.index];
  }
  return { bare, ...appended };
}

function isRefused({ status }: EventResult): boolean {
  return status === 'rejected' || status === 'conflict';
}

function refuseBare(result: EventResult): void {
  if (!isRefused(result)) return;
  const { code, message, errors, event_id } = result;
  const kind = BARE_KINDS[code ?? ''] ?? 'unprocessable';
  throw new AppError(kind, code ?? 'event.invalid', message ?? 'The event is not valid.', { errors, event_id });
}
