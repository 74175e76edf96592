/** The operator's dead letters and quarantine. */
import { requirePermission } from '../../base/context.ts';
import { createRoute, createRouter, errorResponses, json, jsonBody, z } from '../../base/router.ts';
import { listDeadLetters, replayDeadLetter, replayDeadLetters } from './dead-letters.ts';
import { checkRows, discardRow, listQuarantine, repairRow } from './quarantine.ts';
import {
  DeadLetter,
  DeadLetterPage,
  OperationsQuery,
  QuarantinedRow,
  QuarantinePage,
  QuarantineQuery,
  RepairInput,
  Replayed,
  ReplayInput,
} from './schema.ts';

const tags = ['Operator'];
const IdParam = z.object({ id: z.string().max(64) });

const listRoute = createRoute({
  method: 'get',
  path: '/v1/admin/dead-letters',
  'x-operator-role': 'viewer',
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
  'x-operator-role': 'support',
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
  'x-operator-role': 'support',
  operationId: 'replayDeadLetters',
  tags,
  summary: 'Send all given-up messages since an instant once more',
  description: 'What they do is done once, however often they are sent.',
  request: jsonBody(ReplayInput),
  responses: { 200: json(Replayed, 'How many were sent, 500 at most'), ...errorResponses(400, 401, 403, 422) },
});

const quarantineRoute = createRoute({
  method: 'get',
  path: '/v1/admin/quarantine',
  'x-operator-role': 'viewer',
  operationId: 'listQuarantine',
  tags,
  summary: 'Rows that cannot be read or used',
  description:
    'Each names its table and key, why it could not be read, and since when. Everything else continues without it.',
  request: { query: QuarantineQuery },
  responses: { 200: json(QuarantinePage, 'A page, newest entry first'), ...errorResponses(400, 401, 403, 422) },
});

const checkRoute = createRoute({
  method: 'post',
  path: '/v1/admin/quarantine/check',
  'x-operator-role': 'support',
  operationId: 'checkRows',
  tags,
  summary: 'Look for rows that cannot be read now',
  description: 'The daily job does the same. Rows that can be read again leave the list.',
  responses: { 204: { description: 'The list is up to date' }, ...errorResponses(401, 403) },
});

const repairRoute = createRoute({
  method: 'post',
  path: '/v1/admin/quarantine/{id}/repair',
  'x-operator-role': 'admin',
  operationId: 'repairRow',
  tags,
  summary: 'Repair a row that cannot be read',
  description: 'The value is checked as one from the API would be, and the repair is recorded in the audit log.',
  request: { params: IdParam, ...jsonBody(RepairInput) },
  responses: { 200: json(QuarantinedRow, 'The entry that was closed'), ...errorResponses(400, 401, 403, 404, 422) },
});

const discardRoute = createRoute({
  method: 'delete',
  path: '/v1/admin/quarantine/{id}',
  'x-operator-role': 'admin',
  operationId: 'discardRow',
  tags,
  summary: 'Give a row up that cannot be read',
  description: 'The row is deleted from the list and never used again. Recorded in the audit log.',
  request: { params: IdParam },
  responses: { 204: { description: 'The row is deleted' }, ...errorResponses(401, 403, 404) },
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

operationsRoutes.openapi(quarantineRoute, async (c) =>
  c.json(await listQuarantine(c.get('ctx'), c.req.valid('query')), 200),
);

operationsRoutes.openapi(checkRoute, async (c) => {
  requirePermission(c.get('ctx'), 'admin');
  await checkRows(c.get('ctx'));
  return c.body(null, 204);
});

operationsRoutes.openapi(repairRoute, async (c) =>
  c.json(await repairRow(c.get('ctx'), c.req.valid('param').id, c.req.valid('json').value), 200),
);

operationsRoutes.openapi(discardRoute, async (c) => {
  await discardRow(c.get('ctx'), c.req.valid('param').id);
  return c.body(null, 204);
});
