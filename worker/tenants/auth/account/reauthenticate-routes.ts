/** Proving once more who one is. */
import { createRoute, createRouter, errorResponses, json, jsonBody, z } from '../../../base/router.ts';
import { ProofMethod, ReauthenticateInput } from '../schema.ts';
import { logged } from '../session/auth-log.ts';
import { readLiveSession, visitorOf } from '../session/authenticate.ts';
import { listProofs, reauthenticate } from './reauthenticate.ts';

const tags = ['Session'];
const security = [{ session: [] }];
const path = '/v1/auth/reauthenticate';

const listRoute = createRoute({
  method: 'get',
  path,
  operationId: 'listProofs',
  tags,
  summary: 'How this person may prove once more who they are',
  description: '`sign_in` means that there is nothing to ask for here: sign out and in again.',
  security,
  responses: { 200: json(z.object({ methods: z.array(ProofMethod) }), 'What to ask for'), ...errorResponses(401) },
});

const proveRoute = createRoute({
  method: 'post',
  path,
  operationId: 'reauthenticate',
  tags,
  summary: 'Prove once more who one is, before a dangerous act',
  description:
    'Keys, exports, new owners, the password and the second factor ask for a proof of the last 15 minutes (403 `auth.reauthentication_required`). Send one of these, then repeat the call.',
  security,
  request: jsonBody(ReauthenticateInput),
  responses: { 204: { description: 'Confirmed' }, ...errorResponses(400, 401, 403, 409, 422, 429) },
});

export const reauthenticateRoutes = createRouter();

reauthenticateRoutes.openapi(listRoute, async (c) => {
  const visitor = visitorOf(c);
  return c.json({ methods: await listProofs(visitor, await readLiveSession(c, visitor)) }, 200);
});

reauthenticateRoutes.openapi(proveRoute, async (c) => {
  const visitor = visitorOf(c);
  const session = await readLiveSession(c, visitor);
  const prove = () => reauthenticate(visitor, session, c.req.valid('json'));
  await logged(visitor, 'reauthentication', session.email, prove);
  return c.body(null, 204);
});
