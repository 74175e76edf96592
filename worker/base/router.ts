/** The HTTP dialect of every room: zod-openapi routes, problem replies, and where Ctx hangs on a request. */

import { createRoute, type Hook, OpenAPIHono, type RouteConfig, z } from '@hono/zod-openapi';
import type { Context, Next, ValidationTargets } from 'hono';
import { HTTPException } from 'hono/http-exception';
import type { Ctx } from './context.ts';
import type { Env } from './env.ts';
import { AppError, problem, type STATUS } from './errors.ts';
import { Issue, issuesOf, type Refused } from './issue.ts';
import { describeError } from './log.ts';
import { OPERATOR_ROLES, type OperatorRole, requireRole } from './operator.ts';
import { reachable } from './retry.ts';

/** What Hono carries for us. `ctx` is set by the authentication middleware. */
export interface HonoEnv {
  Bindings: Env;
  Variables: {
    ctx: Ctx;
    request_id: string;
    /** What an operator's call is about, where its path does not say. */
    operator_target?: string;
  };
}

/** The body of every error. */
export const Problem = z
  .object({
    type: z.string(),
    title: z.string(),
    status: z.number().int(),
    code: z.string(),
    request_id: z.string(),
    errors: z.array(Issue).optional(),
  })
  .openapi('Problem');

/**
 * A router whose validation failures are 422 problems that list every issue with its path. Query parameters that a route does not
 * name are refused, so that a mistyped filter is not ignored; `z.looseObject` as a route's query lets them pass.
 */
export function createRouter(): OpenAPIHono<HonoEnv> {
  const router = new OpenAPIHono<HonoEnv>();
  const { openapi } = router;
  router.openapi = ((route: RouteConfig, handler: never) => {
    const query = closed((route.request?.query ?? z.object({})) as z.ZodType);
    const guarded = { ...route, request: { ...route.request, query }, ...guardOf(route) };
    return openapi(guarded as never, handler, refuseInvalid(route, query));
  }) as typeof openapi;
  return router;
}

/**
 * A route of operators says which role it needs (`x-operator-role`), and the role is checked before anything else of the request. One
 * that does not say so is none that can be made, unless it is for a session.
 */
function guardOf(route: RouteConfig): Pick<RouteConfig, 'middleware'> {
  const role = route['x-operator-role'] as OperatorRole | undefined;
  if (role && OPERATOR_ROLES.includes(role)) {
    return {
      middleware: async (c: Context<HonoEnv>, next: Next) => {
        requireRole(c.get('ctx'), role);
        await next();
      },
    };
  }
  const isForSession = route.security?.length === 1 && route.security[0]!.session !== undefined;
  if (role || (route.path.startsWith('/v1/admin/') && !isForSession)) {
    throw new Error(`The route ${route.path} names no role of operators.`);
  }
  return {};
}

/** The query of a route that is not registered with `openapi`, by the same rules. */
export function readQuery<T extends z.ZodType>(c: Context<HonoEnv>, schema: T): z.infer<T> {
  const value = c.req.query();
  const query = closed(schema).safeParse(value);
  if (!query.success) throw invalidInput(query.error, { value, names: namesOf(schema) });
  return query.data as z.infer<T>;
}

/** A JSON body that may be left out, then as `{}`: zod-openapi would leave one of another content type unread. Throws 400, 415, 422. */
export async function readOptionalJson<T extends z.ZodType>(c: Context<HonoEnv>, schema: T): Promise<z.infer<T>> {
  const text = Buffer.from(await c.req.arrayBuffer()).toString();
  if (text !== '' && !/^application\/json\b/i.test(c.req.header('content-type') ?? '')) throw new HTTPException(415);
  let value: unknown;
  try {
    value = text === '' ? {} : JSON.parse(text);
  } catch {
    throw new HTTPException(400);
  }
  const body = schema.safeParse(value);
  if (!body.success) throw invalidInput(body.error, { value, names: namesOf(schema) });
  return body.data;
}

/** The same schema, refusing names that it does not know, unless it defines itself what happens to them. */
function closed(schema: z.ZodType): z.ZodType {
  return schema instanceof z.ZodObject && schema._zod.def.catchall === undefined ? schema.strict() : schema;
}

function refuseInvalid({ request }: RouteConfig, query: z.ZodType): Hook<never, HonoEnv, string, undefined> {
  const body = request?.body?.content['application/json'];
  const names: Partial<Record<keyof ValidationTargets, string[]>> = {
    query: namesOf(query),
    json: namesOf(body && 'schema' in body ? body.schema : undefined),
  };
  return (result) => {
    if (result.success) return;
    const { data: value } = result as { data?: unknown };
    throw invalidInput(result.error, { value, names: names[result.target] });
  };
}

function namesOf(schema: unknown): string[] {
  return schema instanceof z.ZodObject ? Object.keys(schema.shape) : [];
}

/** The 422 for a value that a zod schema refused. */
export function invalidInput(error: z.core.$ZodError, refused: Refused): AppError {
  const errors = issuesOf(error, refused);
  const first = errors[0];
  const title = first ? `${first.path || 'request'}: ${first.message}` : 'The request is not valid.';
  return new AppError('unprocessable', 'request.invalid', title, { errors });
}

/** What each refusal means, by status. */
export const REFUSALS = {
  400: 'The body is not JSON, or the cursor is not one that the API returned.',
  401: 'There is no credential, or it is not valid.',
  402: 'The plan allows no more.',
  403: 'The credential does not allow this.',
  404: 'There is no such thing for this caller.',
  409: 'It conflicts with what is there.',
  413: 'The body is too large.',
  415: 'The body is of another content type.',
  422: 'The request does not have the shape that is described here.',
  426: 'The connection must be upgraded.',
  429: 'Too many calls: wait for `Retry-After` seconds.',
  500: 'Something went wrong on our side.',
  503: 'Not available right now: wait and try again.',
} as const satisfies Partial<Record<(typeof STATUS)[keyof typeof STATUS], string>>;

/** The OpenAPI responses of errors, by status. */
export function errorResponses(...statuses: (keyof typeof REFUSALS)[]) {
  return Object.fromEntries(
    statuses.map((status) => [
      status,
      { description: REFUSALS[status], content: { 'application/problem+json': { schema: Problem } } },
    ]),
  );
}

/** A JSON request body or reply of an OpenAPI route. */
export function json<T extends z.ZodType>(schema: T, description: string) {
  return { description, content: { 'application/json': { schema } } };
}

/** A required JSON request body. */
export function jsonBody<T extends z.ZodType>(schema: T) {
  return { body: { required: true, content: { 'application/json': { schema } } } } as const;
}

/** `app.onError` of the whole Worker. */
export function replyToError(error: unknown, c: Context<HonoEnv>): Response {
  const request_id = c.get('request_id');
  const failed = reachable(error);
  const known = failed instanceof HTTPException ? fromHttpException(failed) : failed;
  const { status, headers, body } = problem(known, request_id);
  const fields = { path: c.req.path, status, ...describeError(error) };
  // The client has disconnected and gets no reply; this is no error of ours.
  if (c.req.raw.signal.aborted) c.get('ctx')?.log('info', 'client gone', fields);
  else if (status >= 500) c.get('ctx')?.log('error', 'request failed', fields);
  return c.body(body, status as 500, headers);
}

/** Hono throws these itself only for bodies that are not JSON, or are not declared as such. */
function fromHttpException(error: HTTPException): AppError {
  if (error.status === 415) {
    return new AppError('unsupported', 'request.unsupported_type', 'Send application/json in UTF-8.');
  }
  if (error.status === 400) return new AppError('invalid', 'request.not_json', 'The body is not valid JSON.');
  return new AppError('internal', 'internal', 'Something went wrong on our side.');
}

export { createRoute, z };
