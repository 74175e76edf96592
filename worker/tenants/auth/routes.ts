/** Sign-in, sign-out and the session; the operator's call that gives a tenant its owner. */
import { requirePermission } from '../../base/context.ts';
import { normalizeEmail } from '../../base/email-address.ts';
import { createRoute, createRouter, errorResponses, json, jsonBody, z } from '../../base/router.ts';
import { accountRoutes } from './account/account-routes.ts';
import { putOwner } from './account/assign-owner.ts';
import { reauthenticateRoutes } from './account/reauthenticate-routes.ts';
import { twoFactorRoutes } from './account/two-factor-routes.ts';
import { passkeyRoutes } from './passkey/passkey-routes.ts';
import { providerRoutes } from './provider/provider-routes.ts';
import { OwnerInput, SecondStepInput, Session, SignInInput, TwoFactorRequired } from './schema.ts';
import { securityRoutes } from './security/security-routes.ts';
import { logged } from './session/auth-log.ts';
import { guardOrigin, readLiveSession, sessionTokenOf, visitorOf } from './session/authenticate.ts';
import { noSessionCookie } from './session/cookie.ts';
import { readSession } from './session/read-session.ts';
import { sessionRoutes } from './session/session-routes.ts';
import { signIn, signOut, verifySecondStep } from './session/sign-in.ts';

const signedIn = { 204: { description: 'Signed in; the session is a cookie' } };

const signInRoute = createRoute({
  method: 'post',
  path: '/v1/auth/sign-in',
  operationId: 'signIn',
  tags: ['Session'],
  summary: 'Sign in with e-mail and password',
  description:
    '204 sets the session’s cookie. 200 means that a second step is required: `POST ' + '/v1/auth/two-factor/verify`.',
  security: [],
  request: jsonBody(SignInInput),
  responses: {
    200: json(TwoFactorRequired, 'The password is right; a code must follow within ten minutes'),
    ...signedIn,
    ...errorResponses(400, 401, 403, 422, 429),
  },
});

const secondStepRoute = createRoute({
  method: 'post',
  path: '/v1/auth/two-factor/verify',
  operationId: 'verifySecondStep',
  tags: ['Session'],
  summary: 'Finish a sign-in with a code or a recovery code',
  description: 'The cookie of the first step names the sign-in. A recovery code works once.',
  security: [],
  request: jsonBody(SecondStepInput),
  responses: { ...signedIn, ...errorResponses(400, 401, 403, 409, 422, 429) },
});

const signOutRoute = createRoute({
  method: 'post',
  path: '/v1/auth/sign-out',
  operationId: 'signOut',
  tags: ['Session'],
  summary: 'Sign out',
  description: 'Ends this session at once, open WebSockets included; without a session it does nothing.',
  security: [],
  responses: { 204: { description: 'Signed out' }, ...errorResponses(403) },
});

const sessionRoute = createRoute({
  method: 'get',
  path: '/v1/auth/session',
  operationId: 'readSession',
  tags: ['Session'],
  summary: 'Who is signed in, what they may do, and their projects',
  description: 'The person, the tenant and role of the session, its permissions, and the projects of the tenant.',
  security: [{ session: [] }],
  responses: { 200: json(Session, 'The session'), ...errorResponses(401) },
});

const ownerRoute = createRoute({
  method: 'put',
  path: '/v1/admin/tenants/{id}/owner',
  'x-operator-role': 'admin',
  operationId: 'putOwner',
  tags: ['Operator'],
  summary: 'Give a tenant its owner, or the owner a new password',
  description:
    'The account of that address is made if there is none, becomes an owner and gets this password; its ' +
    'sessions end.',
  request: { params: z.object({ id: z.string().max(64) }), ...jsonBody(OwnerInput) },
  responses: {
    200: json(z.object({ id: z.string(), email: z.string() }), 'The owner'),
    ...errorResponses(400, 401, 403, 404, 422),
  },
});

export const authRoutes = createRouter();

authRoutes.use('/v1/auth/*', guardOrigin);

authRoutes.openapi(signInRoute, async (c) => {
  const [visitor, input] = [visitorOf(c), c.req.valid('json')];
  const { second_step, cookies } = await logged(visitor, 'password', normalizeEmail(input.email), () =>
    signIn(visitor, input),
  );
  for (const cookie of cookies) c.header('set-cookie', cookie, { append: true });
  return second_step ? c.json({ two_factor: 'required' as const }, 200) : c.body(null, 204);
});

authRoutes.openapi(secondStepRoute, async (c) => {
  const visitor = visitorOf(c);
  const verify = () => verifySecondStep(visitor, c.req.valid('json'));
  const cookies = await logged(visitor, 'second_step', undefined, verify);
  for (const cookie of cookies) c.header('set-cookie', cookie, { append: true });
  return c.body(null, 204);
});

authRoutes.openapi(signOutRoute, async (c) => {
  const [visitor, token] = [visitorOf(c), sessionTokenOf(c)];
  if (token) await signOut(visitor, token);
  c.header('set-cookie', noSessionCookie(visitor.site));
  return c.body(null, 204);
});

authRoutes.openapi(sessionRoute, async (c) => {
  const visitor = visitorOf(c);
  return c.json(await readSession(visitor, await readLiveSession(c, visitor)), 200);
});

authRoutes.openapi(ownerRoute, async (c) => {
  const ctx = c.get('ctx');
  requirePermission(ctx, 'admin');
  return c.json(await putOwner({ ...ctx, tenant_id: c.req.valid('param').id }, c.req.valid('json')), 200);
});

authRoutes.route('/', accountRoutes);
authRoutes.route('/', sessionRoutes);
authRoutes.route('/', securityRoutes);
authRoutes.route('/', reauthenticateRoutes);
authRoutes.route('/', twoFactorRoutes);
authRoutes.route('/', providerRoutes);
authRoutes.route('/', passkeyRoutes);
