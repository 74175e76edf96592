/** Headers that keep a reply to whom it is for: what browsers may do with it, and who may keep it. */
import type { MiddlewareHandler } from 'hono';
import type { HonoEnv } from '../router.ts';

/** Headers of a reply whose route sets no others. Pages have a policy of their own (web/public/_headers, /docs). */
const DEFAULTS = {
  'content-security-policy': "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy': 'accelerometer=(), camera=(), geolocation=(), microphone=(), payment=(), usb=()',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
};

/** Two years, as browsers' preload lists ask for. */
const HSTS = 'max-age=63072000; includeSubDomains';

/** Adds them to every reply but a socket's 101, which goes to the runtime as it is. */
export const secureHeaders: MiddlewareHandler<HonoEnv> = async (c, next) => {
  await next();
  if (c.res.status === 101) return;
  const { headers } = c.res;
  for (const [name, value] of Object.entries(DEFAULTS)) if (!headers.has(name)) headers.set(name, value);
  // Numbers and people of a tenant: no proxy and no browser keeps them.
  if (c.req.path.startsWith('/v1/') && !headers.has('cache-control')) headers.set('cache-control', 'no-store');
  if (c.env.ENVIRONMENT !== 'development') headers.set('strict-transport-security', HSTS);
};
