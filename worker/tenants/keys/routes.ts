/** Keys: by the operator for any project, by an owner for the chosen one. */
import { requirePermission, requireProject } from '../../base/context.ts';
import { missing } from '../../base/errors.ts';
import { decodeCursor, encodeCursor, PageQuery, pageOf } from '../../base/page.ts';
import { createRoute, createRouter, errorResponses, json, jsonBody, z } from '../../base/router.ts';
import { findProjectAnyTenant } from '../orgs/index.ts';
import { changeKey, revokeKey } from './change.ts';
import { issueKey } from './issue.ts';
import { rotateKey } from './rotate.ts';
import { ApiKey, KeyInput, KeyPatch, NewApiKey, RotateInput } from './schema.ts';
import { shownKey } from './state.ts';
import { listKeys } from './store.ts';

const IdParam = z.object({ id: z.string().max(64) });
const revoked = {
  204: { description: 'Revoked; it stops working everywhere within 60 s' },
  ...errorResponses(401, 403, 404),
};

const adminIssueRoute = createRoute({
  method: 'post',
  path: '/v1/admin/projects/{id}/keys',
  'x-operator-role': 'admin',
  operationId: 'issueKeyAsOperator',
  tags: ['Operator'],
  summary: 'Issue a key for a project',
  description: 'The key is shown in this reply only; it is stored as a hash.',
  request: { params: IdParam, ...jsonBody(KeyInput) },
  responses: {
    201: json(NewApiKey, 'The key; its secret is shown this once'),
    ...errorResponses(400, 401, 403, 404, 422),
  },
});

const adminRevokeRoute = createRoute({
  method: 'delete',
  path: '/v1/admin/keys/{id}',
  'x-operator-role': 'support',
  operationId: 'revokeKeyAsOperator',
  tags: ['Operator'],
  summary: 'Revoke a key',
  description: 'It stops everywhere within 60 seconds.',
  request: { params: IdParam },
  responses: revoked,
});

const issueRoute = createRoute({
  method: 'post',
  path: '/v1/keys',
  operationId: 'issueKey',
  tags: ['Keys'],
  summary: 'Issue a key for the project',
  description:
    'The key is shown in this reply only; it is stored as a hash. It can be given no scope beyond what the ' +
    'caller may do.',
  request: jsonBody(KeyInput),
  responses: {
    201: json(NewApiKey, 'The key; its secret is shown this once'),
    ...errorResponses(400, 401, 403, 404, 422),
  },
});

const listRoute = createRoute({
  method: 'get',
  path: '/v1/keys',
  operationId: 'listKeys',
  tags: ['Keys'],
  summary: 'List the project’s keys, without their secrets',
  description: 'With scopes, origins, state, and when each was last used.',
  request: { query: PageQuery },
  responses: { 200: json(pageOf(ApiKey), 'Keys'), ...errorResponses(400, 401, 403, 422) },
});

const changeRoute = createRoute({
  method: 'patch',
  path: '/v1/keys/{id}',
  operationId: 'changeKey',
  tags: ['Keys'],
  summary: 'Rename a key, or change its list of origins',
  description: 'What a key may do cannot be changed: issue another one.',
  request: { params: IdParam, ...jsonBody(KeyPatch) },
  responses: { 200: json(ApiKey, 'The key'), ...errorResponses(400, 401, 403, 404, 409, 422) },
});

const rotateRoute = createRoute({
  method: 'post',
  path: '/v1/keys/{id}/rotate',
  operationId: 'rotateKey',
  tags: ['Keys'],
  summary: 'Replace a key by a new one',
  description:
    'The new key has the same name, kind, scopes and origins. The old one works on for `overlap_minutes`, up to a week.',
  request: { params: IdParam, ...jsonBody(RotateInput) },
  responses: {
    201: json(NewApiKey, 'The new key; its secret is shown this once'),
    ...errorResponses(400, 401, 403, 404, 409, 422),
  },
});

const revokeRoute = createRoute({
  method: 'delete',
  path: '/v1/keys/{id}',
  operationId: 'revokeKey',
  tags: ['Keys'],
  summary: 'Revoke a key',
  description: 'It stops everywhere within 60 seconds.',
  request: { params: IdParam },
  responses: revoked,
});

export const keyRoutes = createRouter();

keyRoutes.openapi(adminIssueRoute, async (c) => {
  const ctx = c.get('ctx');
  requirePermission(ctx, 'admin');
  const project = await findProjectAnyTenant(ctx.db, c.req.valid('param').id);
  if (!project) throw missing('project');
  const forProject = { ...ctx, tenant_id: project.tenant_id, project_id: project.id };
  return c.json(await issueKey(forProject, c.req.valid('json')), 201);
});

keyRoutes.openapi(adminRevokeRoute, async (c) => {
  const ctx = c.get('ctx');
  requirePermission(ctx, 'admin');
  await revokeKey(ctx, c.req.valid('param').id);
  return c.body(null, 204);
});

keyRoutes.openapi(issueRoute, async (c) => c.json(await issueKey(c.get('ctx'), c.req.valid('json')), 201));

keyRoutes.openapi(listRoute, async (c) => {
  const ctx = c.get('ctx');
  requirePermission(ctx, 'keys:read');
  const { cursor, limit } = c.req.valid('query');
  const after = cursor ? String(decodeCursor(cursor, ['string'])[0]) : '';
  const rows = await listKeys(ctx.db, ctx.tenant_id, requireProject(ctx), after, limit + 1);
  const data = rows.slice(0, limit).map((row) => shownKey(row, ctx.now));
  return c.json({ data, next_cursor: rows.length > limit ? encodeCursor([data.at(-1)!.id]) : null }, 200);
});

keyRoutes.openapi(changeRoute, async (c) =>
  c.json(await changeKey(c.get('ctx'), c.req.valid('param').id, c.req.valid('json')), 200),
);

keyRoutes.openapi(rotateRoute, async (c) =>
  c.json(await rotateKey(c.get('ctx'), c.req.valid('param').id, c.req.valid('json')), 201),
);

keyRoutes.openapi(revokeRoute, async (c) => {
  await revokeKey(c.get('ctx'), c.req.valid('param').id);
  return c.body(null, 204);
});
