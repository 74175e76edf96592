/** Operators: who they are, their tokens, and the log of every call that they make. */
import type { Context, MiddlewareHandler, Next } from 'hono';
import { matchedRoutes } from 'hono/route';
import { batch } from '../../../base/db.ts';
import { AppError } from '../../../base/errors.ts';
import { newId } from '../../../base/ids.ts';
import type { OperatorActor } from '../../../base/operator.ts';
import { pageOf } from '../../../base/page.ts';
import { createRoute, createRouter, errorResponses, type HonoEnv, json, jsonBody, z } from '../../../base/router.ts';
import { authenticate, guardOrigin, readLiveSession, visitorOf } from '../session/authenticate.ts';
import { refuseOutside } from './access.ts';
import { endCall, insertCall } from './calls-store.ts';
import { issueToken, operatorOfSession } from './issue-token.ts';
import { readCalls, readOperators, removeOperator, revokeToken, setOperator } from './operators.ts';
import { CallsQuery, Operator, OperatorCall, OperatorInput, OperatorToken, TokenInput } from './schema.ts';

const tags = ['Operator'];
const IdParam = z.object({ id: z.string().max(64) });

const tokenRoute = createRoute({
  method: 'post',
  path: '/v1/admin/tokens',
  operationId: 'issueOperatorToken',
  tags,
  summary: 'A token for whoever is signed in and an operator',
  description:
    'Takes a fresh code of the authenticator, or a passkey (`POST /v1/auth/passkeys/ask`). The token works for `minutes`, an hour at most, is shown this once, and ends with the session.',
  security: [{ session: [] }],
  request: jsonBody(TokenInput),
  responses: { 201: json(OperatorToken, 'The token'), ...errorResponses(400, 401, 403, 409, 422, 429) },
});

const revokeRoute = createRoute({
  method: 'delete',
  path: '/v1/admin/tokens/{id}',
  'x-operator-role': 'admin',
  operationId: 'revokeOperatorToken',
  tags,
  summary: 'End an operator’s token',
  description: 'It stops with the next call.',
  request: { params: IdParam },
  responses: { 204: { description: 'Ended' }, ...errorResponses(401, 403, 404) },
});

const listRoute = createRoute({
  method: 'get',
  path: '/v1/admin/operators',
  'x-operator-role': 'admin',
  operationId: 'listOperators',
  tags,
  summary: 'Who may run this installation, and their tokens',
  description: 'Each with the tokens that work now; of a token’s text nothing is kept but its hash.',
  responses: { 200: json(z.object({ data: z.array(Operator) }), 'All operators'), ...errorResponses(401, 403) },
});

const putRoute = createRoute({
  method: 'put',
  path: '/v1/admin/operators',
  'x-operator-role': 'admin',
  operationId: 'putOperator',
  tags,
  summary: 'Make a person an operator, or give them another role',
  description: 'By the address of their account, which they must have verified before they get a token.',
  request: jsonBody(OperatorInput),
  responses: { 200: json(Operator, 'The operator'), ...errorResponses(400, 401, 403, 409, 422) },
});

const removeRoute = createRoute({
  method: 'delete',
  path: '/v1/admin/operators/{id}',
  'x-operator-role': 'admin',
  operationId: 'removeOperator',
  tags,
  summary: 'An operator leaves',
  description: 'Their tokens stop at once. The last admin cannot be removed but with the static token.',
  request: { params: IdParam },
  responses: { 204: { description: 'Removed' }, ...errorResponses(401, 403, 404, 409) },
});

const callsRoute = createRoute({
  method: 'get',
  path: '/v1/admin/audit-log',
  'x-operator-role': 'admin',
  operationId: 'listOperatorCalls',
  tags,
  summary: 'Every call of an operator, reads too, newest first',
  description:
    'Who, as what, from where, about which tenant, and how it ended; never what was sent. Kept for 400 days.',
  request: { query: CallsQuery },
  responses: { 200: json(pageOf(OperatorCall), 'A page of calls'), ...errorResponses(400, 401, 403, 422) },
});

export const operatorRoutes = createRouter();

operatorRoutes.use('/v1/admin/tokens', guardOrigin, refuseOthers);

operatorRoutes.openapi(tokenRoute, async (c) => {
  const visitor = visitorOf(c);
  const session = await readLiveSession(c, visitor);
  const address = addressOf(c);
  refuseOutside(visitor, session.user_id, address);
  return c.json(await issueToken(visitor, session, { ...c.req.valid('json'), address }), 201);
});

operatorRoutes.openapi(revokeRoute, async (c) => {
  await revokeToken(c.get('ctx'), c.req.valid('param').id);
  return c.body(null, 204);
});

operatorRoutes.openapi(listRoute, async (c) => c.json({ data: await readOperators(c.get('ctx')) }, 200));

operatorRoutes.openapi(putRoute, async (c) => {
  const operator = await setOperator(c.get('ctx'), c.req.valid('json'));
  c.set('operator_target', operator.id);
  return c.json(operator, 200);
});

operatorRoutes.openapi(removeRoute, async (c) => {
  await removeOperator(c.get('ctx'), c.req.valid('param').id);
  return c.body(null, 204);
});

operatorRoutes.openapi(callsRoute, async (c) => c.json(await readCalls(c.get('ctx'), c.req.valid('query')), 200));

/** Middleware in front of all of an operator's calls: written before it is made, so that hanging up hides nothing. */
export const logOperator: MiddlewareHandler<HonoEnv> = async (c, next) => {
  const ctx = c.get('ctx');
  if (ctx?.actor.type !== 'operator') return await next();
  const { id: operator_id, known_as: operator, role, address } = ctx.actor as OperatorActor;
  const id = newId('ocl');
  const route = matchedRoutes(c).at(-1)?.path ?? '';
  const call = { id, created_at: new Date(ctx.now).toISOString(), operator_id, operator, role, address };
  const about = { method: c.req.method, route, target: targetOf(route, c.req.path), request_id: ctx.request_id };
  await batch(ctx.db, [insertCall(ctx.db, { ...call, ...about })]);
  await next();
  const code = c.error instanceof AppError ? c.error.code : null;
  await batch(ctx.db, [endCall(ctx.db, id, { status: c.res.status, code, target: c.get('operator_target') })]);
};

/** Refuses whoever is no signed-in operator before the body is looked at; a key as on every route of operators. */
async function refuseOthers(c: Context<HonoEnv>, next: Next): Promise<void> {
  if (c.req.header('authorization') !== undefined) await authenticate(c, async () => {});
  const visitor = visitorOf(c);
  await operatorOfSession(visitor, await readLiveSession(c, visitor));
  await next();
}

/** The ids in a path, in the places where the route has names. */
function targetOf(route: string, path: string): string {
  const parts = path.split('/');
  const ids = route.split('/').map((part, at) => (part.startsWith(':') ? parts[at]!.slice(0, 64) : ''));
  return ids.filter((id) => id !== '').join(' ');
}

function addressOf(c: Context<HonoEnv>): string {
  return c.req.header('cf-connecting-ip') ?? '';
}
