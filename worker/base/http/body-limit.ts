/** How large the body of a call may be: checked before anything reads it, so that a large one costs nothing. */
import type { MiddlewareHandler } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { AppError } from '../errors.ts';
import type { HonoEnv } from '../router.ts';

/** What anybody may send without a credential: passwords, codes, links. */
const PUBLIC_BYTES = 65_536;

/** What anybody else may send; event ingest counts its own, after decompression too. */
const MAX_BYTES = 1_048_576;

const PUBLIC = /^\/v1\/(auth|invitations)\//;

const bounded = (maxSize: number): MiddlewareHandler<HonoEnv> =>
  bodyLimit({
    maxSize,
    onError: () => {
      throw new AppError(
        'too_large',
        'request.too_large',
        `A body may have ${maxSize.toLocaleString('en')} bytes here.`,
      );
    },
  });

const [small, large] = [bounded(PUBLIC_BYTES), bounded(MAX_BYTES)];

/** Refuses bodies over the limit with 413. */
export const limitBodies: MiddlewareHandler<HonoEnv> = async (c, next) => {
  if (c.req.method === 'GET' || c.req.path === '/v1/events') return await next();
  return await (PUBLIC.test(c.req.path) ? small : large)(c, next);
};
