/** The delivery log of a project. */
import { createRoute, createRouter, errorResponses, json, jsonBody, z } from '../../../base/router.ts';
import { listDeliveries, replayOne, replaySince } from './log.ts';
import { DeliveriesQuery, Delivery, DeliveryPage, ReplayedDeliveries, ReplaySince } from './schema.ts';

const tags = ['Notifications'];
const IdParam = z.object({ id: z.string().max(64) });

const listRoute = createRoute({
  method: 'get',
  path: '/v1/deliveries',
  operationId: 'listDeliveries',
  tags,
  summary: 'What was sent to whom, and what became of it',
  description:
    'Of the project, newest first, kept for 90 days. What people see in the dashboard alone is not among it.',
  request: { query: DeliveriesQuery },
  responses: { 200: json(DeliveryPage, 'A page of deliveries'), ...errorResponses(400, 401, 403, 404, 422) },
});

const replayRoute = createRoute({
  method: 'post',
  path: '/v1/deliveries/{id}/replay',
  operationId: 'replayDelivery',
  tags,
  summary: 'Send one again',
  description: 'One that was suppressed or given up, or at once one that waits for its next try.',
  request: { params: IdParam },
  responses: { 200: json(Delivery, 'The delivery, on its way'), ...errorResponses(400, 401, 403, 404, 409) },
});

const replayAllRoute = createRoute({
  method: 'post',
  path: '/v1/deliveries/replay',
  operationId: 'replayDeliveries',
  tags,
  summary: 'Send everything again that was given up since an instant',
  description: 'Of the project, 500 at most.',
  request: jsonBody(ReplaySince),
  responses: { 200: json(ReplayedDeliveries, 'How many'), ...errorResponses(400, 401, 403, 404, 422) },
});

export const logRoutes = createRouter();

logRoutes.openapi(listRoute, async (c) => c.json(await listDeliveries(c.get('ctx'), c.req.valid('query')), 200));
logRoutes.openapi(replayAllRoute, async (c) => c.json(await replaySince(c.get('ctx'), c.req.valid('json').since), 200));
logRoutes.openapi(replayRoute, async (c) => c.json(await replayOne(c.get('ctx'), c.req.valid('param').id), 200));
