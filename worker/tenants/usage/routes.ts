/** GET /v1/billing/usage. */
import { createRoute, createRouter, errorResponses, json } from '../../base/router.ts';
import { readUsage } from './read-usage.ts';
import { Usage, UsageQuery } from './schema.ts';

const usageRoute = createRoute({
  method: 'get',
  path: '/v1/billing/usage',
  operationId: 'readUsage',
  tags: ['Billing'],
  summary: 'Usage by UTC day',
  description:
    '`from` and `to` are inclusive UTC days, by default the current billing period (the calendar month) up to today. People ' +
    'see the whole workspace, a key its own project.',
  request: { query: UsageQuery },
  responses: { 200: json(Usage, 'Quantities by meter'), ...errorResponses(401, 403, 422) },
});

export const usageRoutes = createRouter();

usageRoutes.openapi(usageRoute, async (c) => c.json(await readUsage(c.get('ctx'), c.req.valid('query')), 200));
