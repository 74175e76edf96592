/** Requests that are refused before they cost anything: a coarse shield per address, the tenant's own limit behind it. */
import type { Context, MiddlewareHandler } from 'hono';
import { AppError } from './base/errors.ts';
import { networkOf } from './base/http/network.ts';
import { type Quota, rateHeaders } from './base/http/rate-headers.ts';
import type { HonoEnv } from './base/router.ts';
import { isKnownKey } from './tenants/keys/index.ts';
import { type RequestVerdict, takeRequest } from './tenants/usage/index.ts';

const SHIELD_SECONDS = 60;
const MAX_ADDRESSES = 10_000;
const SAFE_METHODS = new Set(['GET', 'HEAD']);

/** Addresses with too many failures, and until when this isolate refuses them. */
const blocked = new Map<string, number>();

/** Refuses addresses that try many sign-ins, links or wrong credentials; a key that this isolate knows always passes. Off in development. */
export const shield: MiddlewareHandler<HonoEnv> = async (c, next) => {
  if (c.env.ENVIRONMENT === 'development') return await next();
  const address = networkOf(c.req.header('cf-connecting-ip') ?? '');
  if (isAttempt(c.req)) {
    if (!(await c.env.SHIELD.limit({ key: `auth ${address}` })).success) throw turnedAway();
  } else if (isBlocked(address) && !isKnownKey(c.req.header('authorization')?.slice(7).trim() ?? '', Date.now())) {
    throw turnedAway();
  }
  await next();
  if (c.res.status === 401 && !(await c.env.SHIELD.limit({ key: `fail ${address}` })).success) {
    if (blocked.size >= MAX_ADDRESSES) blocked.clear();
    blocked.set(address, Date.now() + SHIELD_SECONDS * 1_000);
  }
};

/** Requests that may be guesses: of a password, of a code, or of a link, which is checked by a read. */
function isAttempt({ path, method }: Context['req']): boolean {
  return (
    path.startsWith('/v1/invitations/') ||
    path === '/v1/webhooks/shared-reports' ||
    path === '/v1/admin/tokens' ||
    (path.startsWith('/v1/auth/') && !SAFE_METHODS.has(method))
  );
}

function isBlocked(address: string): boolean {
  if (blocked.size === 0) return false;
  const until = blocked.get(address);
  if (until === undefined || until > Date.now()) return until !== undefined;
  blocked.delete(address);
  return false;
}

/** Counts every call of a tenant but event ingest, whose limits the ledger holds. */
export const limitRequests: MiddlewareHandler<HonoEnv> = async (c, next) => {
  const ctx = c.get('ctx');
  if (!ctx?.tenant_id || (c.req.method === 'POST' && c.req.path === '/v1/events')) return await next();
  const taken = takeRequest(ctx);
  // Reading changes nothing, so it need not wait for the Hub: a reply that turns out to be over the limit is thrown away.
  const isParallel = taken instanceof Promise && SAFE_METHODS.has(c.req.method) && !c.req.header('upgrade');
  if (isParallel) await next();
  const verdict = await taken;
  const quota = quotaOf(verdict);
  if (!verdict.allowed) {
    const message = 'Your workspace calls the API more often than its plan allows.';
    throw new AppError('limited', 'requests.rate_limited', message, { retry_after: verdict.resets_in, quota });
  }
  if (!isParallel) await next();
  // A socket's 101 is handed to the runtime as it is.
  if (!quota || c.res.status === 101) return;
  for (const [name, value] of Object.entries(rateHeaders(quota))) c.res.headers.set(name, value);
};

function quotaOf({ limit, remaining, resets_in }: RequestVerdict): Quota | undefined {
  return limit === undefined ? undefined : { policy: 'requests', limit, remaining, resets_in, window: 60 };
}

function turnedAway(): AppError {
  return new AppError('limited', 'requests.shielded', 'Too many attempts from this address; try again in a minute.', {
    retry_after: SHIELD_SECONDS,
  });
}
