/** Members of the workspace: list, change roles, remove, leave. */
import { requirePermission } from '../../base/context.ts';
import { decodeCursor, encodeCursor, PageQuery, pageOf } from '../../base/page.ts';
import { createRoute, createRouter, errorResponses, json, jsonBody, z } from '../../base/router.ts';
import { requirePerson } from '../auth/index.ts';
import { changeRole, removeMember } from './change-role.ts';
import { invitationRoutes } from './invitation-routes.ts';
import { managementRoutes } from './management-routes.ts';
import { partnerRoutes } from './partner-routes.ts';
import { removePartner } from './partners.ts';
import { Member, MemberPatch } from './schema.ts';
import { listMembers } from './store.ts';

const tags = ['Members'];
const UserParam = z.object({ user_id: z.string().max(64) });

const listRoute = createRoute({
  method: 'get',
  path: '/v1/members',
  operationId: 'listMembers',
  tags,
  summary: 'List the members of the workspace',
  description: 'With name, address and role.',
  request: { query: PageQuery },
  responses: { 200: json(pageOf(Member), 'A page of members'), ...errorResponses(400, 401, 403, 422) },
});

const changeRoute = createRoute({
  method: 'patch',
  path: '/v1/members/{user_id}',
  operationId: 'changeRole',
  tags,
  summary: 'Give a member another role',
  description: 'No member gives or changes a role above their own, and one owner always stays.',
  request: { params: UserParam, ...jsonBody(MemberPatch) },
  responses: { 200: json(Member, 'The member'), ...errorResponses(400, 401, 403, 404, 409, 422) },
});

const removeRoute = createRoute({
  method: 'delete',
  path: '/v1/members/{user_id}',
  operationId: 'removeMember',
  tags,
  summary: 'Remove a member; their sessions here stop at once',
  description: 'What they did stays in the audit log.',
  request: { params: UserParam },
  responses: { 204: { description: 'Removed' }, ...errorResponses(401, 403, 404, 409, 422) },
});

const leaveRoute = createRoute({
  method: 'post',
  path: '/v1/members/leave',
  operationId: 'leaveTenant',
  tags,
  summary: 'Leave the workspace',
  description: 'The last owner cannot leave.',
  responses: { 204: { description: 'Left; the session has ended' }, ...errorResponses(401, 403, 404, 409) },
});

export const memberRoutes = createRouter();

memberRoutes.openapi(listRoute, async (c) => {
  const ctx = c.get('ctx');
  requirePermission(ctx, 'members:read');
  const { cursor, limit } = c.req.valid('query');
  const after = cursor ? String(decodeCursor(cursor, ['string'])[0]) : '';
  const rows = await listMembers(ctx.db, ctx.tenant_id, after, limit + 1);
  const data = rows.slice(0, limit);
  return c.json({ data, next_cursor: rows.length > limit ? encodeCursor([data.at(-1)!.user_id]) : null }, 200);
});

memberRoutes.openapi(changeRoute, async (c) =>
  c.json(await changeRole(c.get('ctx'), c.req.valid('param').user_id, c.req.valid('json').role), 200),
);

memberRoutes.openapi(removeRoute, async (c) => {
  await removeMember(c.get('ctx'), c.req.valid('param').user_id);
  return c.body(null, 204);
});

memberRoutes.openapi(leaveRoute, async (c) => {
  const ctx = c.get('ctx');
  const { id, role } = requirePerson(ctx);
  await (role === 'partner' ? removePartner : removeMember)(ctx, id);
  return c.body(null, 204);
});

memberRoutes.route('/', managementRoutes);
memberRoutes.route('/', partnerRoutes);
memberRoutes.route('/', invitationRoutes);
