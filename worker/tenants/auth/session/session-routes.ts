/** A person's own sessions, and which tenant this one is in. */
import { createRoute, createRouter, errorResponses, json, jsonBody, z } from '../../../base/router.ts';
import { SessionEntry, TenantChoice } from '../schema.ts';
import { readLiveSession, visitorOf } from './authenticate.ts';
import { listOwnSessions, revokeOtherSessions, revokeSession, switchTenant } from './sessions.ts';

const tags = ['Session'];
const security = [{ session: [] }];

const listRoute = createRoute({
  method: 'get',
  path: '/v1/auth/sessions',
  operationId: 'listSessions',
  tags,
  summary: 'List one’s own sessions',
  description: 'With what is known of each browser, and when it was last seen.',
  security,
  responses: {
    200: json(z.object({ data: z.array(SessionEntry), next_cursor: z.null() }), 'Newest first, at most 200'),
    ...errorResponses(401),
  },
});

const revokeRoute = createRoute({
  method: 'delete',
  path: '/v1/auth/sessions/{id}',
  operationId: 'revokeSession',
  tags,
  summary: 'End one of one’s own sessions',
  description: 'It ends at once, open WebSockets included. Another than this one needs a proof of the last 15 minutes.',
  security,
  request: { params: z.object({ id: z.string().max(64) }) },
  responses: { 204: { description: 'Ended' }, ...errorResponses(401, 403, 404, 422) },
});

const revokeOthersRoute = createRoute({
  method: 'delete',
  path: '/v1/auth/sessions',
  operationId: 'revokeOtherSessions',
  tags,
  summary: 'End all of one’s own sessions but this one',
  description: 'They end at once, open WebSockets included. Needs a proof of the last 15 minutes.',
  security,
  responses: { 204: { description: 'Ended' }, ...errorResponses(401, 403) },
});

const switchRoute = createRoute({
  method: 'post',
  path: '/v1/auth/tenant',
  operationId: 'switchTenant',
  tags,
  summary: 'Switch the session to another tenant of the person',
  description: 'For people who belong to several.',
  security,
  request: jsonBody(TenantChoice),
  responses: { 204: { description: 'The session is in that tenant now' }, ...errorResponses(400, 401, 403, 404, 422) },
});

export const sessionRoutes = createRouter();

sessionRoutes.openapi(listRoute, async (c) => {
  const visitor = visitorOf(c);
  const data = await listOwnSessions(visitor, await readLiveSession(c, visitor));
  return c.json({ data, next_cursor: null }, 200);
});

sessionRoutes.openapi(revokeRoute, async (c) => {
  const visitor = visitorOf(c);
  await revokeSession(visitor, await readLiveSession(c, visitor), c.req.valid('param').id);
  return c.body(null, 204);
});

sessionRoutes.openapi(revokeOthersRoute, async (c) => {
  const visitor = visitorOf(c);
  await revokeOtherSessions(visitor, await readLiveSession(c, visitor));
  return c.body(null, 204);
});

sessionRoutes.openapi(switchRoute, async (c) => {
  const visitor = visitorOf(c);
  await switchTenant(visitor, await readLiveSession(c, visitor), c.req.valid('json').tenant_id);
  return c.body(null, 204);
});
