/** GET /v1/kpis. */
import { createRoute, createRouter, errorResponses, json } from '../../base/router.ts';
import { readKpis } from './read-kpis.ts';
import { Kpis, KpisQuery } from './schema.ts';

const kpisRoute = createRoute({
  method: 'get',
  path: '/v1/kpis',
  operationId: 'readKpis',
  tags: ['Metrics'],
  summary: 'The Run overview’s cards of a day',
  description:
    'The cards of the project’s industry for one day of its time zone, by default today, each with the period ' +
    'before and a sparkline.',
  request: { query: KpisQuery },
  responses: { 200: json(Kpis, 'The cards'), ...errorResponses(400, 401, 403, 404, 422) },
});

export const overviewRoutes = createRouter();

overviewRoutes.openapi(kpisRoute, async (c) => c.json(await readKpis(c.get('ctx'), c.req.valid('query')), 200));
