/** Invitations from the side of the invited: no credential but the token of the mail, which travels in the body. */
import type { Context } from 'hono';
import { createRoute, createRouter, errorResponses, type HonoEnv, json, jsonBody, z } from '../../base/router.ts';
import { guardOrigin, readLiveSession, visitorOf } from '../auth/index.ts';
import { acceptAsMember, acceptAsStranger, readInvitation } from './accept.ts';
import { AcceptInput, InvitationToken, InvitationView, NewcomerInput } from './schema.ts';

const tags = ['Invitations'];

const readRoute = createRoute({
  method: 'post',
  path: '/v1/invitations/read',
  operationId: 'readInvitation',
  tags,
  summary: 'Read an invitation',
  description:
    'The token of the mail is the credential: workspace, role, who invited, and until when. It changes nothing; it is a POST so that the token is in no address.',
  security: [],
  request: jsonBody(InvitationToken),
  responses: { 200: json(InvitationView, 'The invitation'), ...errorResponses(400, 403, 404, 409, 422, 429) },
});

const accepted = {
  204: { description: 'A member now, and signed in to the workspace' },
  ...errorResponses(400, 403, 404, 409, 422, 429),
};

const acceptRoute = createRoute({
  method: 'post',
  path: '/v1/invitations/accept',
  operationId: 'acceptInvitation',
  tags,
  summary: 'Accept an invitation, as the person who is signed in or as a new one',
  description:
    'Signed in: the address must be the invited one; send the token alone. Otherwise `name` and `password` make the account.',
  security: [],
  request: jsonBody(AcceptInput),
  responses: accepted,
});

/** When the calls go that have the token in their address: longer than any invitation lasts that was sent before. */
const SUNSET = 'Sun, 31 Jan 2027 00:00:00 GMT';
const params = z.object({ token: InvitationToken.shape.token });

const oldReadRoute = createRoute({
  hide: true,
  method: 'get',
  path: '/v1/invitations/{token}',
  request: { params },
  responses: { 200: json(InvitationView, 'The invitation') },
});

const oldAcceptRoute = createRoute({
  hide: true,
  method: 'post',
  path: '/v1/invitations/{token}/accept',
  request: { params, ...jsonBody(NewcomerInput) },
  responses: accepted,
});

export const invitationRoutes = createRouter();

invitationRoutes.use('/v1/invitations/*', guardOrigin);

invitationRoutes.openapi(readRoute, async (c) =>
  c.json(await readInvitation(visitorOf(c), c.req.valid('json').token), 200),
);

invitationRoutes.openapi(acceptRoute, async (c) => {
  await accept(c, c.req.valid('json'));
  return c.body(null, 204);
});

invitationRoutes.openapi(oldReadRoute, async (c) => {
  c.header('sunset', SUNSET);
  return c.json(await readInvitation(visitorOf(c), c.req.valid('param').token), 200);
});

invitationRoutes.openapi(oldAcceptRoute, async (c) => {
  c.header('sunset', SUNSET);
  await accept(c, { ...c.req.valid('json'), token: c.req.valid('param').token });
  return c.body(null, 204);
});

async function accept(c: Context<HonoEnv>, input: AcceptInput): Promise<void> {
  const visitor = visitorOf(c);
  const session = await readLiveSession(c, visitor).catch(() => undefined);
  if (session) await acceptAsMember(visitor, input.token, session);
  else for (const cookie of await acceptAsStranger(visitor, input)) c.header('set-cookie', cookie, { append: true });
}
