/** The operator's rebuild of a project's customers. */
import { createRoute, createRouter, errorResponses, z } from '../../base/router.ts';
import { rebuildCustomers } from './rebuild-customers.ts';

const rebuildRoute = createRoute({
  method: 'post',
  path: '/v1/admin/projects/{id}/customers/rebuild',
  'x-operator-role': 'support',
  operationId: 'rebuildCustomers',
  tags: ['Operator'],
  summary: 'Read the customers of a project from its events again',
  description:
    'Forgets who paid when, as far as the events are still held, and reads it from them again. What the retention ' +
    'has dropped and what was erased stays counted as it was.',
  request: { params: z.object({ id: z.string().max(64) }) },
  responses: { 204: { description: 'They are rebuilt' }, ...errorResponses(400, 401, 403, 404) },
});

export const customerRoutes = createRouter();

customerRoutes.openapi(rebuildRoute, async (c) => {
  await rebuildCustomers(c.get('ctx'), c.req.valid('param').id);
  return c.body(null, 204);
});
