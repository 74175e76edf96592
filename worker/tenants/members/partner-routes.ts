/** Partners of the workspace: by those who manage its members, and by the operator, who assigns them. */
import { requirePermission } from '../../base/context.ts';
import { decodeCursor, encodeCursor, PageQuery, pageOf } from '../../base/page.ts';
import { createRoute, createRouter, errorResponses, json, jsonBody, z } from '../../base/router.ts';
import { listPartners } from './partner-store.ts';
import { assignPartner, removePartner } from './partners.ts';
import { Partner, PartnerInput } from './schema.ts';

const tags = ['Members'];
const removed = {
  204: { description: 'Removed; their sessions here stop at once' },
  ...errorResponses(401, 403, 404, 422),
};
const UserId = z.string().max(64);

const listRoute = createRoute({
  method: 'get',
  path: '/v1/partners',
  operationId: 'listPartners',
  tags,
  summary: 'List the people from outside who may look at the workspace',
  description: 'A partner may read, and is not a member of the workspace.',
  request: { query: PageQuery },
  responses: { 200: json(pageOf(Partner), 'A page of partners'), ...errorResponses(400, 401, 403, 422) },
});

const removeRoute = createRoute({
  method: 'delete',
  path: '/v1/partners/{user_id}',
  operationId: 'removePartner',
  tags,
  summary: 'End a partner’s access',
  description: 'Their sessions here stop at once.',
  request: { params: z.object({ user_id: UserId }) },
  responses: removed,
});

const assignRoute = createRoute({
  method: 'put',
  path: '/v1/admin/tenants/{id}/partners',
  'x-operator-role': 'admin',
  operationId: 'assignPartner',
  tags: ['Operator'],
  summary: 'Let a person look at a tenant from outside',
  description: 'The person must have an account; assigning again changes nothing.',
  request: { params: z.object({ id: z.string().max(64) }), ...jsonBody(PartnerInput) },
  responses: {
    200: json(z.object({ user_id: z.string(), email: z.string() }), 'The partner'),
    ...errorResponses(400, 401, 403, 404, 409, 422),
  },
});

const unassignRoute = createRoute({
  method: 'delete',
  path: '/v1/admin/tenants/{id}/partners/{user_id}',
  'x-operator-role': 'support',
  operationId: 'unassignPartner',
  tags: ['Operator'],
  summary: 'End a partner’s access to a tenant',
  description: 'Their sessions there stop at once.',
  request: { params: z.object({ id: z.string().max(64), user_id: UserId }) },
  responses: removed,
});

export const partnerRoutes = createRouter();

partnerRoutes.openapi(listRoute, async (c) => {
  const ctx = c.get('ctx');
  requirePermission(ctx, 'members:read');
  const { cursor, limit } = c.req.valid('query');
  const after = cursor ? String(decodeCursor(cursor, ['string'])[0]) : '';
  const rows = await listPartners(ctx.db, ctx.tenant_id, after, limit + 1);
  const data = rows.slice(0, limit);
  return c.json({ data, next_cursor: rows.length > limit ? encodeCursor([data.at(-1)!.user_id]) : null }, 200);
});

partnerRoutes.openapi(removeRoute, async (c) => {
  await removePartner(c.get('ctx'), c.req.valid('param').user_id);
  return c.body(null, 204);
});

partnerRoutes.openapi(assignRoute, async (c) => {
  const ctx = { ...c.get('ctx'), tenant_id: c.req.valid('param').id };
  return c.json(await assignPartner(ctx, c.req.valid('json').email), 200);
});

partnerRoutes.openapi(unassignRoute, async (c) => {
  const { id, user_id } = c.req.valid('param');
  await removePartner({ ...c.get('ctx'), tenant_id: id }, user_id);
  return c.body(null, 204);
});
