/** Invitations from the side of the invited: no credential but the token of the mail. */
import { createRoute, createRouter, errorResponses, json, jsonBody, z } from '../../base/router.ts';
import { guardOrigin, readLiveSession, visitorOf } from '../auth/index.ts';
import { acceptAsMember, acceptAsStranger, readInvitation } from './accept.ts';
import { AcceptInput, InvitationView } from './schema.ts';

const tags = ['Invitations'];
const TokenParam = z.object({ token: z.string().min(1).max(100) });

const readRoute = createRoute({
  method: 'get',
  path: '/v1/invitations/{token}',
  operationId: 'readInvitation',
  tags,
  summary: 'What an invitation says',
  description: 'The token of the mail is the credential: workspace, role, who invited, and until when.',
  security: [],
  request: { params: TokenParam },
  responses: { 200: json(InvitationView, 'The invitation'), ...errorResponses(404, 409, 422, 429) },
});

const acceptRoute = createRoute({
  method: 'post',
  path: '/v1/invitations/{token}/accept',
  operationId: 'acceptInvitation',
  tags,
  summary: 'Accept an invitation, as the person who is signed in or as a new one',
  description:
    'Signed in: the address must be the invited one; send `{}`. Otherwise `name` and `password` make the account.',
  security: [],
  request: { params: TokenParam, ...jsonBody(AcceptInput) },
  responses: {
    204: { description: 'A member now, and signed in to the workspace' },
    ...errorResponses(400, 403, 404, 409, 422, 429),
  },
});

export const invitationRoutes = createRouter();

invitationRoutes.use('/v1/invitations/*', guardOrigin);

invitationRoutes.openapi(readRoute, async (c) =>
  c.json(await readInvitation(visitorOf(c), c.req.valid('param').token), 200),
);

invitationRoutes.openapi(acceptRoute, async (c) => {
  const visitor = visitorOf(c);
  const { token } = c.req.valid('param');
  const session = await readLiveSession(c, visitor).catch(() => undefined);
  if (session) await acceptAsMember(visitor, token, session);
  else c.header('set-cookie', await acceptAsStranger(visitor, token, c.req.valid('json')));
  return c.body(null, 204);
});
