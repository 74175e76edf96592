/** The operator's dead letters. */
import { createRoute, createRouter, errorResponses, json, jsonBody, z } from '../../base/router.ts';
import { listDeadLetters, replayDeadLetter, replayDeadLetters } from './dead-letters.ts';
import { DeadLetter, DeadLetterPage, OperationsQuery, Replayed, ReplayInput } from './schema.ts';

const tags = ['Operator'];
const IdParam = z.object({ id: z.string().max(64) });

const listRoute = createRoute({
  method: 'get',
  path: '/v1/admin/dead-letters',
  operationId: 'listDeadLetters',
  tags,
  summary: 'Messages that were given up, grouped by work and cause',
  description: 'Each with what it was about, the error, and how often it failed.',
  request: { query: OperationsQuery },
  responses: {
    200: json(DeadLetterPage, 'A page of open groups, last seen first'),
    ...errorResponses(400, 401, 403, 422),
  },
});

const replayRoute = createRoute({
  method: 'post',
  path: '/v1/admin/dead-letters/{id}/replay',
  operationId: 'replayDeadLetter',
  tags,
  summary: 'Send a given-up message once more',
  description: 'What it does is done once, however often it is sent.',
  request: { params: IdParam },
  responses: { 200: json(DeadLetter, 'The group; it closes when its work is done'), ...errorResponses(401, 403, 404) },
});

const replayAllRoute = createRoute({
  method: 'post',
  path: '/v1/admin/dead-letters/replay',
  operationId: 'replayDeadLetters',
  tags,
  summary: 'Send all given-up messages since an instant once more',
  description: 'What they do is done once, however often they are sent.',
  request: jsonBody(ReplayInput),
  responses: { 200: json(Replayed, 'How many were sent, 500 at most'), ...errorResponses(400, 401, 403, 422) },
});

export const operationsRoutes = createRouter();

operationsRoutes.openapi(listRoute, async (c) =>
  c.json(await listDeadLetters(c.get('ctx'), c.req.valid('query')), 200),
);

operationsRoutes.openapi(replayAllRoute, async (c) =>
  c.json(await replayDeadLetters(c.get('ctx'), c.req.valid('json').since), 200),
);

operationsRoutes.openapi(replayRoute, async (c) =>
  c.json(await replayDeadLetter(c.get('ctx'), c.req.valid('param').id), 200),
);
