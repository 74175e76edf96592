/** Turns the credential of a request into its Ctx; without a valid one only the public prefixes are open. */
import type { Context, MiddlewareHandler } from 'hono';
import { getCookie } from 'hono/cookie';
import type { Actor, Ctx } from '../../../base/context.ts';
import { sha256 } from '../../../base/crypto.ts';
import { batch, openDb } from '../../../base/db.ts';
import { AppError, missing } from '../../../base/errors.ts';
import { networkOf } from '../../../base/http/network.ts';
import { siteOf } from '../../../base/http/site.ts';
import { createLog } from '../../../base/log.ts';
import type { HonoEnv } from '../../../base/router.ts';
import { HOUR_MS } from '../../../shared/durations.ts';
import { acceptedLocale, type Locale } from '../../../words/locales.ts';
import { type KeyAccess, keyAccess, noteUse } from '../../keys/index.ts';
import { BOOTSTRAP, operatorOf } from '../operator/access.ts';
import { type AccessRole, permissionsOfRole, permissionsOfScopes } from '../permissions.ts';
import { sessionCookieName, tokenOf } from './cookie.ts';
import { findSession, type LiveSession, prolongSession } from './session-store.ts';

/** What `/v1/auth` and `/v1/webhooks` see: everything but an actor. */
export interface Visitor extends Bare {
  /** Where the dashboard is reached: base of links in mails. */
  site: string;
  /** The caller's network, as Cloudflare saw it: an IPv4 address or an IPv6 /64; `local` in development. */
  address: string;
  /** What of the request the account library may see. */
  headers: Headers;
  /** The language of the page that calls; English where it names none of ours. */
  locale: Locale;
}

const SAFE_METHODS = new Set(['GET', 'HEAD', 'OPTIONS']);
const SHOWN_TO_LIBRARY = ['cookie', 'user-agent', 'cf-connecting-ip'];

const NOTED_EVERY_MS = HOUR_MS;

/** What a person without a tenant may do: make one. */
const WITHOUT_TENANT = '/v1/onboarding';

type Bare = Omit<Ctx, 'tenant_id' | 'project_id' | 'actor'>;

/** The parts of a Ctx that need no credential; every event passes here, so it is cheap. */
function bareOf(c: Context<HonoEnv>): Bare {
  const request_id = c.get('request_id');
  const log = createLog(c.env.LOG_LEVEL, { request_id });
  const defer = (work: Promise<unknown>) => c.executionCtx.waitUntil(work);
  return { env: c.env, db: openDb(c.env.DB), now: Date.now(), request_id, log, defer };
}

/** The caller of a public prefix. */
export function visitorOf(c: Context<HonoEnv>): Visitor {
  const headers = new Headers();
  for (const name of SHOWN_TO_LIBRARY) headers.set(name, c.req.header(name) ?? '');
  return {
    ...bareOf(c),
    site: siteOf(c.env, c.req.url),
    address: networkOf(c.req.header('cf-connecting-ip') ?? 'local'),
    headers,
    locale: acceptedLocale(c.req.header('accept-language')) ?? 'en',
  };
}

/** Middleware for all of `/v1` but the public prefixes: key, operator's token or session, else 401. */
export const authenticate: MiddlewareHandler<HonoEnv> = async (c, next) => {
  const ctx = await identify(c);
  refuseForeignRoutes(c, ctx);
  c.set('ctx', ctx);
  await next();
};

/** Middleware for the public prefixes: whatever changes something must come from our own pages. */
export const guardOrigin: MiddlewareHandler<HonoEnv> = async (c, next) => {
  if (!SAFE_METHODS.has(c.req.method)) checkOrigin(c);
  await next();
};

/** Checks before the permission table: whole areas are closed to a credential before its input is read. */
function refuseForeignRoutes(c: Context<HonoEnv>, { actor }: Ctx): void {
  if (c.req.path.startsWith('/v1/admin/') && actor.type !== 'operator') {
    throw new AppError('forbidden', 'auth.forbidden', 'Only the operator may call this.');
  }
  if (actor.type === 'operator' && actor.id !== BOOTSTRAP && !c.req.path.startsWith('/v1/admin/')) {
    throw new AppError('forbidden', 'auth.forbidden', 'An operator may only call /v1/admin.');
  }
  const publishable = actor.type === 'key' && (actor as KeyActor).access.kind === 'publishable';
  if (publishable && !(c.req.path === '/v1/events' && c.req.method === 'POST')) {
    throw new AppError('forbidden', 'auth.forbidden', 'A publishable key may only send events.');
  }
}

async function identify(c: Context<HonoEnv>): Promise<Ctx> {
  const authorization = c.req.header('authorization');
  const bare = bareOf(c);
  if (authorization !== undefined) {
    const from = { origin: c.req.header('origin'), address: c.req.header('cf-connecting-ip') ?? '' };
    return await identifyBearer(authorization, bare, from);
  }
  if (sessionTokenOf(c)) return await identifyPerson(c, bare);
  throw new AppError('unauthenticated', 'auth.missing', 'Send an API key as "Authorization: Bearer …", or sign in.');
}

async function identifyBearer(
  authorization: string,
  bare: Bare,
  { origin, address }: { origin: string | undefined; address: string },
): Promise<Ctx> {
  const token = /^Bearer +(\S+)$/i.exec(authorization)?.[1];
  if (token?.startsWith('sk_') || token?.startsWith('pk_')) {
    const access = await keyAccess(bare.db, token, bare.now);
    if (access) return keyCtx(bare, access, origin);
  } else if (token) {
    const actor = await operatorOf(bare, token, address);
    if (actor) return { ...bare, tenant_id: '', actor };
  }
  throw new AppError('unauthenticated', 'auth.invalid_key', 'This API key is unknown, revoked or expired.');
}

/** Refuses suspended tenants and pages that are not on the key's list; a key acts for its own project only. */
function keyCtx(bare: Bare, access: KeyAccess, origin: string | undefined): Ctx {
  if (access.tenant.status === 'deleting') throw leaving();
  if (access.tenant.status !== 'active') throw suspended();
  if (access.origins.length > 0 && !access.origins.includes(origin ?? '')) {
    throw new AppError('forbidden', 'auth.origin_not_allowed', 'This key may not be used from this origin.');
  }
  noteUse(bare, access);
  return { ...bare, tenant_id: access.tenant.id, project_id: access.project.id, actor: actorOfKey(access) };
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
    const { key_id: id, name: label } = access;
    actor = { type: 'key', id, label, permissions: permissionsOfScopes(access.scopes), access };
    actors.set(access, actor);
  }
  return actor;
}

/** A person as an actor. `role` is null for one who belongs to no tenant yet. */
export interface PersonActor extends Actor {
  type: 'person';
  session_id: string;
  role: AccessRole | null;
  /** When they last proved who they are. */
  authenticated_at: string;
  locale: string;
}

async function identifyPerson(c: Context<HonoEnv>, bare: Bare): Promise<Ctx> {
  // Any page can open a WebSocket with our cookie, and unlike a reply it would be readable there.
  if (!SAFE_METHODS.has(c.req.method) || c.req.header('upgrade')) checkOrigin(c);
  const project_id = c.req.header('signalbox-project');
  const session = await readLiveSession(c, bare, project_id);
  if (session.tenant_id === '' && c.req.path !== WITHOUT_TENANT) {
    throw new AppError('forbidden', 'tenant.required', 'Make a workspace first, or accept an invitation.');
  }
  refuseLeaving(c, session);
  const permissions = permissionsOfRole(session.role ?? '');
  const { session_id, user_id: id, email: label, role, authenticated_at, locale } = session;
  const actor: PersonActor = { type: 'person', id, label, permissions, session_id, role, authenticated_at, locale };
  const ctx: Ctx = { ...bare, tenant_id: session.tenant_id, actor };
  if (project_id === undefined) return ctx;
  if (session.project_id === null) throw missing('project');
  return { ...ctx, project_id };
}

/** The person who acts; keys and the operator are refused where only people may act. */
export function requirePerson(ctx: { actor: Actor }): PersonActor {
  if (ctx.actor.type === 'person') return ctx.actor as PersonActor;
  throw new AppError('forbidden', 'auth.people_only', 'Only a signed-in person may call this.');
}

/** The session of the request's cookie, from one D1 read; 401 without a live one. */
export async function readLiveSession(c: Context<HonoEnv>, bare: Bare, project_id?: string): Promise<LiveSession> {
  const token = sessionTokenOf(c);
  if (!token) throw new AppError('unauthenticated', 'auth.signed_out', 'You are not signed in.');
  const session = await findSession(bare.db, sha256(token), new Date(bare.now).toISOString(), project_id);
  if (!session) throw new AppError('unauthenticated', 'auth.session_expired', 'Your session has ended; sign in again.');
  await prolong(bare, session);
  return session;
}

/** Writes at most once an hour that a session is used, after the reply. */
async function prolong(bare: Bare, session: LiveSession): Promise<void> {
  if (bare.now - Date.parse(session.updated_at) < NOTED_EVERY_MS) return;
  const work = batch(bare.db, [prolongSession(bare.db, session, bare.now)]);
  if (bare.defer) bare.defer(work);
  else await work;
}

/** The token in the request's session cookie. */
export function sessionTokenOf(c: Context<HonoEnv>): string | undefined {
  return tokenOf(getCookie(c, sessionCookieName(siteOf(c.env, c.req.url))));
}

/** A state-changing call with a cookie must come from our own pages. */
export function checkOrigin(c: Context<HonoEnv>): void {
  const origin = c.req.header('origin');
  if (origin !== new URL(c.req.url).origin) {
    throw new AppError('forbidden', 'auth.foreign_origin', 'This call must come from the dashboard itself.');
  }
}

/** What may still be done in a workspace that is about to be deleted, besides looking: keep it, and take the data along. */
const WHILE_LEAVING = new Set(['/v1/workspace/restore', '/v1/exports']);

function refuseLeaving(c: Context<HonoEnv>, { tenant_status, deletes_at }: LiveSession): void {
  if (deletes_at !== null) {
    const message = 'This account is about to be deleted; keep it first.';
    throw new AppError('forbidden', 'account.deletion_scheduled', message, { due_at: deletes_at });
  }
  if (tenant_status === null || tenant_status === 'active') return;
  if (tenant_status !== 'deleting') throw suspended();
  if (!SAFE_METHODS.has(c.req.method) && !WHILE_LEAVING.has(c.req.path)) throw leaving();
}

function leaving(): AppError {
  const message = 'This workspace is about to be deleted: it can only be looked at, exported, or kept by its owner.';
  return new AppError('forbidden', 'tenant.deletion_scheduled', message);
}

function suspended(): AppError {
  return new AppError('forbidden', 'tenant.suspended', 'This workspace is suspended.');
}
