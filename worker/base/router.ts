/** The HTTP dialect of every room: zod-openapi routes, problem replies, and where Ctx hangs on a request. */

import { createRoute, OpenAPIHono, z } from '@hono/zod-openapi';
import type { Context } from 'hono';
import { HTTPException } from 'hono/http-exception';
import type { Ctx } from './context.ts';
import type { Env } from './env.ts';
import { AppError, problem, STATUS } from './errors.ts';
import { Issue, issueOf } from './issue-code.ts';
import { describeError } from './log.ts';

/** What Hono carries for us. `ctx` is set by the authentication middleware. */
export interface HonoEnv {
  Bindings: Env;
  Variables: { ctx: Ctx; request_id: string };
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

/** A router whose validation failures are 422 problems that list every issue with its path. */
export function createRouter(): OpenAPIHono<HonoEnv> {
  return new OpenAPIHono<HonoEnv>({
    defaultHook: (result) => {
      if (!result.success) throw invalidInput(result.error);
    },
  });
}

/** The 422 for a value that a zod schema refused. */
export function invalidInput(error: z.core.$ZodError): AppError {
  const errors = error.issues.map(issueOf);
  const first = errors[0];
  const title = first ? `${first.path || 'request'}: ${first.message}` : 'The request is not valid.';
  return new AppError('unprocessable', 'request.invalid', title, { errors });
}

/** The OpenAPI responses of errors, by status. */
export function errorResponses(...statuses: (typeof STATUS)[keyof typeof STATUS][]) {
  const names = Object.fromEntries(Object.entries(STATUS).map(([kind, status]) => [status, kind]));
  return Object.fromEntries(
    statuses.map((status) => [
      status,
      { description: `Problem: ${names[status]}`, content: { 'application/problem+json': { schema: Problem } } },
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
  const known = error instanceof HTTPException ? fromHttpException(error) : error;
  const { status, headers, body } = problem(known, request_id);
  if (status >= 500)
    c.get('ctx')?.log('error', 'request failed', { path: c.req.path, status, ...describeError(error) });
  return c.body(body, status as 500, headers);
}

/** Hono throws these itself only for bodies that are not JSON, or do not say that they are. */
function fromHttpException(error: HTTPException): AppError {
  if (error.status === 415) {
    return new AppError('unsupported', 'request.unsupported_type', 'Send application/json in UTF-8.');
  }
  if (error.status === 400) return new AppError('invalid', 'request.not_json', 'The body is not valid JSON.');
  return new AppError('internal', 'internal', 'Something went wrong on our side.');
}

export { createRoute, z };
