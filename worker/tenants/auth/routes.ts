/** Sign-in, sign-out and the session; the operator's call that gives a tenant its owner. */
import { deleteCookie, getCookie, setCookie } from 'hono/cookie';
import { requirePermission } from '../../base/context.ts';
import { createRoute, createRouter, errorResponses, json, jsonBody, z } from '../../base/router.ts';
import { checkOrigin, SESSION_COOKIE, visitorOf } from './authenticate.ts';
import { readSession } from './read-session.ts';
import { OwnerInput, Session, SignInInput } from './schema.ts';
import { putOwner, SESSION_SECONDS, signIn, signOut } from './sign-in.ts';

const signInRoute = createRoute({
  method: 'post',
  path: '/v1/auth/sign-in',
  operationId: 'signIn',
  tags: ['Session'],
  summary: 'Sign in with e-mail and password',
  security: [],
  request: jsonBody(SignInInput),
  responses: { 204: { description: 'Signed in; the session is a cookie' }, ...errorResponses(400, 401, 403, 422, 429) },
});

const signOutRoute = createRoute({
  method: 'post',
  path: '/v1/auth/sign-out',
  operationId: 'signOut',
  tags: ['Session'],
  summary: 'Sign out',
  security: [],
  responses: { 204: { description: 'Signed out' }, ...errorResponses(403) },
});

const sessionRoute = createRoute({
  method: 'get',
  path: '/v1/auth/session',
  operationId: 'readSession',
  tags: ['Session'],
  summary: 'Who is signed in, and their projects',
  security: [{ session: [] }],
  responses: { 200: json(Session, 'The session'), ...errorResponses(401) },
});

const ownerRoute = createRoute({
  method: 'put',
  path: '/v1/admin/tenants/{id}/owner',
  operationId: 'putOwner',
  tags: ['Operator'],
  summary: 'Give a tenant its owner, or the owner a new password',
  request: { params: z.object({ id: z.string().max(64) }), ...jsonBody(OwnerInput) },
  responses: {
    200: json(z.object({ id: z.string(), email: z.string() }), 'The owner'),
    ...errorResponses(400, 401, 403, 404, 422),
  },
});

export const authRoutes = createRouter();

authRoutes.openapi(signInRoute, async (c) => {
  checkOrigin(c);
  const token = await signIn(visitorOf(c), c.req.valid('json'));
  const secure = new URL(c.req.url).protocol === 'https:';
  setCookie(c, SESSION_COOKIE, token, { httpOnly: true, sameSite: 'Lax', path: '/', maxAge: SESSION_SECONDS, secure });
  return c.body(null, 204);
});

authRoutes.openapi(signOutRoute, async (c) => {
  checkOrigin(c);
  const token = getCookie(c, SESSION_COOKIE);
  if (token) await signOut(visitorOf(c), token);
  deleteCookie(c, SESSION_COOKIE, { path: '/' });
  return c.body(null, 204);
});

authRoutes.openapi(sessionRoute, async (c) =>
  c.json(await readSession(visitorOf(c), getCookie(c, SESSION_COOKIE)), 200),
);

authRoutes.openapi(ownerRoute, async (c) => {
  const ctx = c.get('ctx');
  requirePermission(ctx, 'admin');
  return c.json(await putOwner({ ...ctx, tenant_id: c.req.valid('param').id }, c.req.valid('json')), 200);
});
