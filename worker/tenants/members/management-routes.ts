/** Invitations from the side of those who send them. */
import type { Context } from 'hono';
import { requirePermission } from '../../base/context.ts';
import { decodeCursor, encodeCursor, PageQuery, pageOf } from '../../base/page.ts';
import { createRoute, createRouter, errorResponses, type HonoEnv, json, jsonBody, z } from '../../base/router.ts';
import { visitorOf } from '../auth/index.ts';
import { listInvitations } from './invitation-store.ts';
import {
  inviteMany,
  inviteOne,
  type MailingCtx,
  resendInvitation,
  revokeInvitation,
  shownInvitation,
} from './invite.ts';
import { Invitation, InvitationResult, InvitationsInput } from './schema.ts';

const tags = ['Members'];
const IdParam = z.object({ id: z.string().max(64) });

const inviteRoute = createRoute({
  method: 'post',
  path: '/v1/members/invitations',
  operationId: 'invite',
  tags,
  summary: 'Invite one address, or up to a hundred',
  description: 'Each gets a mail with a link of their own. No member can invite to a role above their own.',
  request: jsonBody(InvitationsInput),
  responses: {
    200: json(z.object({ results: z.array(InvitationResult) }), 'What became of each of many'),
    201: json(Invitation, 'The invitation of one'),
    ...errorResponses(400, 401, 403, 409, 422, 429),
  },
});

const listRoute = createRoute({
  method: 'get',
  path: '/v1/members/invitations',
  operationId: 'listInvitations',
  tags,
  summary: 'List invitations, newest first',
  description: 'Open, accepted, expired and revoked ones.',
  request: { query: PageQuery },
  responses: { 200: json(pageOf(Invitation), 'A page of invitations'), ...errorResponses(400, 401, 403, 422) },
});

const resendRoute = createRoute({
  method: 'post',
  path: '/v1/members/invitations/{id}/resend',
  operationId: 'resendInvitation',
  tags,
  summary: 'Mail an open invitation again, with a new link',
  description: 'The link of the earlier mail stops working.',
  request: { params: IdParam },
  responses: { 200: json(Invitation, 'The invitation'), ...errorResponses(401, 403, 404, 409, 422, 429) },
});

const revokeRoute = createRoute({
  method: 'delete',
  path: '/v1/members/invitations/{id}',
  operationId: 'revokeInvitation',
  tags,
  summary: 'Take an open invitation back',
  description: 'Its link stops working at once.',
  request: { params: IdParam },
  responses: { 204: { description: 'Revoked; its link no longer works' }, ...errorResponses(401, 403, 404, 409, 422) },
});

export const managementRoutes = createRouter();

managementRoutes.openapi(inviteRoute, async (c) => {
  const input = c.req.valid('json');
  if ('invitations' in input) return c.json({ results: await inviteMany(mailing(c), input.invitations) }, 200);
  return c.json(await inviteOne(mailing(c), input), 201);
});

managementRoutes.openapi(listRoute, async (c) => {
  const ctx = c.get('ctx');
  requirePermission(ctx, 'members:manage');
  const { cursor, limit } = c.req.valid('query');
  const before = cursor ? String(decodeCursor(cursor, ['string'])[0]) : undefined;
  const rows = await listInvitations(ctx.db, ctx.tenant_id, before, limit + 1);
  const data = rows.slice(0, limit).map((row) => shownInvitation(row, ctx.now));
  return c.json({ data, next_cursor: rows.length > limit ? encodeCursor([data.at(-1)!.id]) : null }, 200);
});

managementRoutes.openapi(resendRoute, async (c) =>
  c.json(await resendInvitation(mailing(c), c.req.valid('param').id), 200),
);

managementRoutes.openapi(revokeRoute, async (c) => {
  await revokeInvitation(c.get('ctx'), c.req.valid('param').id);
  return c.body(null, 204);
});

function mailing(c: Context<HonoEnv>): MailingCtx {
  const { site, locale } = visitorOf(c);
  return { ...c.get('ctx'), site, locale };
}
