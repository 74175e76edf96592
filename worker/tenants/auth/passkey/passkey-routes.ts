/** Passkeys: a person's own, and signing in with one. */
import { createRoute, createRouter, errorResponses, json, jsonBody, z } from '../../../base/router.ts';
import { Passkey, PasskeyInput, PasskeyName, PasskeyProof } from '../schema.ts';
import { logged } from '../session/auth-log.ts';
import { readLiveSession, visitorOf } from '../session/authenticate.ts';
import { askForPasskey, signInWithPasskey } from './passkey-sign-in.ts';
import { addPasskey, beginPasskey, changePasskey, listPasskeys, removePasskey } from './passkeys.ts';

const tags = ['Account'];
const security = [{ session: [] }];
const IdParam = z.object({ id: z.string().max(64) });
const Options = z.record(z.string(), z.unknown()).describe('Options of WebAuthn, in their JSON form.');

const listRoute = createRoute({
  method: 'get',
  path: '/v1/auth/passkeys',
  operationId: 'listPasskeys',
  tags,
  summary: 'List one’s own passkeys',
  description: 'Oldest first.',
  security,
  responses: { 200: json(z.object({ data: z.array(Passkey), next_cursor: z.null() }), 'All'), ...errorResponses(401) },
});

const beginRoute = createRoute({
  method: 'post',
  path: '/v1/auth/passkeys/begin',
  operationId: 'beginPasskey',
  tags,
  summary: 'Begin a new passkey: the options for `navigator.credentials.create`',
  description: 'Good for five minutes, in this browser.',
  security,
  responses: { 200: json(Options, 'What the browser needs'), ...errorResponses(401, 403, 409) },
});

const addRoute = createRoute({
  method: 'post',
  path: '/v1/auth/passkeys',
  operationId: 'addPasskey',
  tags,
  summary: 'Add the passkey that the browser has made',
  description: 'It signs in without password and code from now on. A mail tells the account’s owner.',
  security,
  request: jsonBody(PasskeyInput),
  responses: { 201: json(Passkey, 'Added'), ...errorResponses(400, 401, 403, 422) },
});

const renameRoute = createRoute({
  method: 'patch',
  path: '/v1/auth/passkeys/{id}',
  operationId: 'changePasskey',
  tags,
  summary: 'Rename a passkey',
  description: 'The name is for its owner alone.',
  security,
  request: { params: IdParam, ...jsonBody(PasskeyName) },
  responses: { 204: { description: 'Renamed' }, ...errorResponses(400, 401, 403, 404, 422) },
});

const removeRoute = createRoute({
  method: 'delete',
  path: '/v1/auth/passkeys/{id}',
  operationId: 'removePasskey',
  tags,
  summary: 'Remove a passkey',
  description: 'It can no longer be used to sign in.',
  security,
  request: { params: IdParam },
  responses: { 204: { description: 'Removed' }, ...errorResponses(401, 403, 404, 422) },
});

const askRoute = createRoute({
  method: 'post',
  path: '/v1/auth/passkeys/ask',
  operationId: 'askForPasskey',
  tags: ['Session'],
  summary: 'Begin a sign-in or a proof with a passkey: the options for `navigator.credentials.get`',
  description: 'Good for five minutes, in this browser. Whoever is signed in is asked for their own passkeys.',
  security: [],
  responses: { 200: json(Options, 'What the browser needs'), ...errorResponses(403, 429) },
});

const signInRoute = createRoute({
  method: 'post',
  path: '/v1/auth/passkeys/sign-in',
  operationId: 'signInWithPasskey',
  tags: ['Session'],
  summary: 'Sign in with a passkey',
  description: 'It stands for the password and the second factor: the device has checked a finger, a face or a PIN.',
  security: [],
  request: jsonBody(PasskeyProof),
  responses: {
    204: { description: 'Signed in; the session is a cookie' },
    ...errorResponses(400, 401, 403, 422, 429),
  },
});

export const passkeyRoutes = createRouter();

passkeyRoutes.openapi(listRoute, async (c) => {
  const visitor = visitorOf(c);
  return c.json({ data: await listPasskeys(visitor, await readLiveSession(c, visitor)), next_cursor: null }, 200);
});

passkeyRoutes.openapi(beginRoute, async (c) => {
  const visitor = visitorOf(c);
  const { reply, cookies } = await beginPasskey(visitor, await readLiveSession(c, visitor));
  for (const cookie of cookies) c.header('set-cookie', cookie, { append: true });
  return c.json({ ...reply }, 200);
});

passkeyRoutes.openapi(addRoute, async (c) => {
  const visitor = visitorOf(c);
  return c.json(await addPasskey(visitor, await readLiveSession(c, visitor), c.req.valid('json')), 201);
});

passkeyRoutes.openapi(renameRoute, async (c) => {
  const visitor = visitorOf(c);
  const session = await readLiveSession(c, visitor);
  await changePasskey(visitor, session, c.req.valid('param').id, c.req.valid('json').name);
  return c.body(null, 204);
});

passkeyRoutes.openapi(removeRoute, async (c) => {
  const visitor = visitorOf(c);
  await removePasskey(visitor, await readLiveSession(c, visitor), c.req.valid('param').id);
  return c.body(null, 204);
});

passkeyRoutes.openapi(askRoute, async (c) => {
  const { reply, cookies } = await askForPasskey(visitorOf(c));
  for (const cookie of cookies) c.header('set-cookie', cookie, { append: true });
  return c.json({ ...reply }, 200);
});

passkeyRoutes.openapi(signInRoute, async (c) => {
  const visitor = visitorOf(c);
  const signIn = () => signInWithPasskey(visitor, c.req.valid('json').passkey);
  const cookies = await logged(visitor, 'passkey', undefined, signIn);
  for (const cookie of cookies) c.header('set-cookie', cookie, { append: true });
  return c.body(null, 204);
});
