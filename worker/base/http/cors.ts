/** CORS for what browsers of other sites may call: sending events with a publishable key, nothing else. */
import type { MiddlewareHandler } from 'hono';
import type { HonoEnv } from '../router.ts';
import { RATE_HEADERS } from './rate-headers.ts';

/** What of a reply other sites may read besides its body. */
const EXPOSED = ['x-request-id', 'retry-after', ...RATE_HEADERS].join(', ');

const PREFLIGHT = {
  'access-control-allow-methods': 'POST',
  'access-control-allow-headers': 'authorization, content-type, content-encoding',
  'access-control-max-age': '86400',
};

/** Replies to preflights and lets the calling page read the reply. No credentials: cookies are never sent along. */
export const allowBrowsers: MiddlewareHandler<HonoEnv> = async (c, next) => {
  const origin = c.req.header('origin');
  if (origin !== undefined) {
    c.header('access-control-allow-origin', origin);
    c.header('vary', 'origin');
    c.header('access-control-expose-headers', EXPOSED);
  }
  if (c.req.method === 'OPTIONS') return c.body(null, 204, PREFLIGHT);
  await next();
};
