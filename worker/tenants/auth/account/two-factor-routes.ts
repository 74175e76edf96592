/** The second factor of the person who is signed in. */
import { createRoute, createRouter, errorResponses, json, jsonBody, z } from '../../../base/router.ts';
import { CodeInput, FullProof, PasswordProof, TwoFactorSetup } from '../schema.ts';
import { readLiveSession, visitorOf } from '../session/authenticate.ts';
import { confirmTwoFactor, disableTwoFactor, renewRecoveryCodes, setUpTwoFactor } from './two-factor.ts';

const tags = ['Account'];
const security = [{ session: [] }];
const failures = errorResponses(400, 401, 403, 409, 422, 429);

const enableRoute = createRoute({
  method: 'post',
  path: '/v1/auth/two-factor/enable',
  operationId: 'enableTwoFactor',
  tags,
  summary: 'Begin a second factor: the authenticator’s secret and recovery codes',
  description: 'Nothing changes until a first code confirms it. The codes are shown this once.',
  security,
  request: jsonBody(PasswordProof),
  responses: { 200: json(TwoFactorSetup, 'Secret and codes'), ...failures },
});

const confirmRoute = createRoute({
  method: 'post',
  path: '/v1/auth/two-factor/confirm',
  operationId: 'confirmTwoFactor',
  tags,
  summary: 'Switch the second factor on with a first code',
  description: 'The code proves that the authenticator holds the secret of `POST /v1/auth/two-factor/enable`.',
  security,
  request: jsonBody(CodeInput),
  responses: { 204: { description: 'On; the session has a new cookie' }, ...failures },
});

const codesRoute = createRoute({
  method: 'post',
  path: '/v1/auth/two-factor/recovery-codes',
  operationId: 'renewRecoveryCodes',
  tags,
  summary: 'Replace the recovery codes',
  description: 'They are shown in this reply only. Asks for the password and a code, or an old recovery code.',
  security,
  request: jsonBody(FullProof),
  responses: { 200: json(z.object({ recovery_codes: z.array(z.string()) }), 'Shown this once'), ...failures },
});

const disableRoute = createRoute({
  method: 'post',
  path: '/v1/auth/two-factor/disable',
  operationId: 'disableTwoFactor',
  tags,
  summary: 'Switch the second factor off',
  description: 'Asks for the password and a code, or a recovery code.',
  security,
  request: jsonBody(FullProof),
  responses: { 204: { description: 'Off; the session has a new cookie' }, ...failures },
});

export const twoFactorRoutes = createRouter();

twoFactorRoutes.openapi(enableRoute, async (c) => {
  const visitor = visitorOf(c);
  const session = await readLiveSession(c, visitor);
  return c.json(await setUpTwoFactor(visitor, session, c.req.valid('json').password), 200);
});

twoFactorRoutes.openapi(confirmRoute, async (c) => {
  const visitor = visitorOf(c);
  const cookies = await confirmTwoFactor(visitor, await readLiveSession(c, visitor), c.req.valid('json').code);
  for (const cookie of cookies) c.header('set-cookie', cookie, { append: true });
  return c.body(null, 204);
});

twoFactorRoutes.openapi(codesRoute, async (c) => {
  const visitor = visitorOf(c);
  const session = await readLiveSession(c, visitor);
  return c.json({ recovery_codes: await renewRecoveryCodes(visitor, session, c.req.valid('json')) }, 200);
});

twoFactorRoutes.openapi(disableRoute, async (c) => {
  const visitor = visitorOf(c);
  const cookies = await disableTwoFactor(visitor, await readLiveSession(c, visitor), c.req.valid('json'));
  for (const cookie of cookies) c.header('set-cookie', cookie, { append: true });
  return c.body(null, 204);
});
