/** Turns the credential of a request into its Ctx; without a valid one nothing but the public prefixes answers. */
import type { Context, MiddlewareHandler } from 'hono';
import { getCookie } from 'hono/cookie';
import type { Actor, Ctx } from '../../base/context.ts';
import { sameSecret, sha256 } from '../../base/crypto.ts';
import { openDb } from '../../base/db.ts';
import { AppError, missing } from '../../base/errors.ts';
import { createLog } from '../../base/log.ts';
import type { HonoEnv } from '../../base/router.ts';
import { type KeyAccess, keyAccess } from '../keys/index.ts';
import { findProject } from '../orgs/index.ts';
import { permissionsOfRole, permissionsOfScopes } from './permissions.ts';
import { findSession } from './store.ts';

/** What `/v1/auth` and `/v1/webhooks` see: everything but an actor. */
export type Visitor = Omit<Ctx, 'tenant_id' | 'project_id' | 'actor'>;

export const SESSION_COOKIE = 'signalbox_session';
const SAFE_METHODS = new Set(['GET', 'HEAD', 'OPTIONS']);

/** The parts of a Ctx that need no credential. */
export function visitorOf(c: Context<HonoEnv>): Visitor {
  const request_id = c.get('request_id');
  const log = createLog(c.env.LOG_LEVEL, { request_id });
  return { env: c.env, db: openDb(c.env.DB), now: Date.now(), request_id, log };
}

/** Middleware for all of `/v1` but the public prefixes: key, operator's token or session, else 401. */
export const authenticate: MiddlewareHandler<HonoEnv> = async (c, next) => {
  const ctx = await identify(c);
  refuseForeignRoutes(c, ctx);
  c.set('ctx', ctx);
  await next();
};

/** What no permission table can say later: whole areas are closed to a credential before its input is even read. */
function refuseForeignRoutes(c: Context<HonoEnv>, { actor }: Ctx): void {
  if (c.req.path.startsWith('/v1/admin/') && actor.type !== 'operator') {
    throw new AppError('forbidden', 'auth.forbidden', 'Only the operator may call this.');
  }
  const publishable = actor.type === 'key' && (actor as KeyActor).access.kind === 'publishable';
  if (publishable && !(c.req.path === '/v1/events' && c.req.method === 'POST')) {
    throw new AppError('forbidden', 'auth.forbidden', 'A publishable key may only send events.');
  }
}

async function identify(c: Context<HonoEnv>): Promise<Ctx> {
  const authorization = c.req.header('authorization');
  const visitor = visitorOf(c);
  if (authorization !== undefined) return await identifyBearer(authorization, visitor, c.req.header('origin'));
  const token = getCookie(c, SESSION_COOKIE);
  if (token) return await identifyPerson(c, token, visitor);
  throw new AppError('unauthenticated', 'auth.missing', 'Send an API key as "Authorization: Bearer …", or sign in.');
}

async function identifyBearer(authorization: string, visitor: Visitor, origin: string | undefined): Promise<Ctx> {
  const token = /^Bearer +(\S+)$/i.exec(authorization)?.[1];
  if (token?.startsWith('sk_') || token?.startsWith('pk_')) {
    const access = await keyAccess(visitor.db, token, visitor.now);
    if (access) return keyCtx(visitor, access, origin);
  } else if (token && visitor.env.INTERNAL_ADMIN_API_KEY && sameSecret(token, visitor.env.INTERNAL_ADMIN_API_KEY)) {
    return { ...visitor, tenant_id: '', actor: { type: 'operator', id: 'operator', permissions: new Set(['*']) } };
  }
  throw new AppError('unauthenticated', 'auth.invalid_key', 'This API key is unknown or revoked.');
}

/** Refuses suspended tenants and pages that are not on the key's list; a key acts for its own project only. */
function keyCtx(visitor: Visitor, access: KeyAccess, origin: string | undefined): Ctx {
  if (access.tenant.status !== 'active') throw suspended();
  if (access.origins.length > 0 && !access.origins.includes(origin ?? '')) {
    throw new AppError('forbidden', 'auth.origin_not_allowed', 'This key may not be used from this origin.');
  }
  return { ...visitor, tenant_id: access.tenant.id, project_id: access.project.id, actor: actorOfKey(access) };
}

const actors = new WeakMap<KeyAccess, KeyActor>();

/** A key as an actor; carries its access so that ingest needs no second look-up. */
export interface KeyActor extends Actor {
  type: 'key';
  access: KeyAccess;
}

function actorOfKey(access: KeyAccess): KeyActor {
  let actor = actors.get(access);
  if (!actor) {
    actor = { type: 'key', id: access.key_id, permissions: permissionsOfScopes(access.scopes), access };
    actors.set(access, actor);
  }
  return actor;
}

async function identifyPerson(c: Context<HonoEnv>, token: string, visitor: Visitor): Promise<Ctx> {
  if (!SAFE_METHODS.has(c.req.method)) checkOrigin(c);
  const session = await findSession(visitor.db, sha256(token), new Date(visitor.now).toISOString());
  if (!session) throw new AppError('unauthenticated', 'auth.session_expired', 'Your session has ended; sign in again.');
  if (session.tenant_status !== 'active') throw suspended();
  const ctx: Ctx = {
    ...visitor,
    tenant_id: session.tenant_id,
    actor: { type: 'person', id: session.user_id, permissions: permissionsOfRole(session.role) },
  };
  const project_id = c.req.header('signalbox-project');
  if (project_id === undefined) return ctx;
  if (!(await findProject(visitor.db, ctx.tenant_id, project_id))) throw missing('project');
  return { ...ctx, project_id };
}

/** A state-changing call with a cookie must come from our own pages. */
export function checkOrigin(c: Context<HonoEnv>): void {
  const origin = c.req.header('origin');
  if (origin !== new URL(c.req.url).origin) {
    throw new AppError('forbidden', 'auth.foreign_origin', 'This call must come from the dashboard itself.');
  }
}

function suspended(): AppError {
  return new AppError('forbidden', 'tenant.suspended', 'This workspace is suspended.');
}
