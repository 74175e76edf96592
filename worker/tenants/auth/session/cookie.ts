/** The session cookie: what it is called, how long it lasts, and how its value is signed. */
import { createHmac } from 'node:crypto';
import { deriveKey, sha256 } from '../../../base/crypto.ts';
import type { Env } from '../../../base/env.ts';

/** How long a session lasts without a call, and how long at most. The cookie lasts as long; the session's row decides. */
export const IDLE_SECONDS = 7 * 86_400;
export const SESSION_SECONDS = 30 * 86_400;

/**
 * The name of a cookie: with TLS `__Host-…`, which browsers take from this very host alone, never from a neighbour's subdomain or
 * without TLS; without TLS, in development, the plain name.
 */
export function cookieName(site: string, name: 'session' | 'sign_up' | 'device'): string {
  return `${cookiePrefix(site)}_${name}`;
}

/** What all names of cookies begin with. */
export function cookiePrefix(site: string): string {
  return site.startsWith('https:') ? '__Host-signalbox' : 'signalbox';
}

export const sessionCookieName = (site: string): string => cookieName(site, 'session');

/** As long as the link of a sign-up works. */
const SIGN_UP_SECONDS = 86_400;

const secrets = new Map<string, string>();

/** The account library's secret, derived from the root secret: it signs cookies and encrypts two-factor secrets. */
export function librarySecret(env: Pick<Env, 'EVENT_SECRET'>): string {
  const known = secrets.get(env.EVENT_SECRET);
  if (known !== undefined) return known;
  const secret = Buffer.from(deriveKey(env.EVENT_SECRET, 'signalbox', 'accounts')).toString('base64');
  secrets.set(env.EVENT_SECRET, secret);
  return secret;
}

/** The Set-Cookie header that opens a session of our own making, in the library's form: `token.signature`. */
export function sessionCookie(env: Env, site: string, token: string): string {
  const signature = createHmac('sha256', librarySecret(env)).update(token).digest('base64');
  return setCookie(site, sessionCookieName(site), encodeURIComponent(`${token}.${signature}`), SESSION_SECONDS);
}

/** The Set-Cookie header that binds the confirmation of a sign-up to the browser that began it; empties it with ''. */
export function signUpCookie(site: string, sign_up_id: string): string {
  return setCookie(site, cookieName(site, 'sign_up'), sign_up_id, sign_up_id === '' ? 0 : SIGN_UP_SECONDS);
}

/** The Set-Cookie header that forgets the session. */
export function noSessionCookie(site: string): string {
  return setCookie(site, sessionCookieName(site), '', 0);
}

/** A Set-Cookie header for our own pages only. */
export function setCookie(site: string, name: string, value: string, seconds: number): string {
  const secure = site.startsWith('https:') ? '; Secure' : '';
  return `${name}=${value}; Max-Age=${seconds}; Path=/; HttpOnly; SameSite=Lax${secure}`;
}

/** The headers without one of their cookies. */
export function withoutCookie(headers: Headers, name: string): Headers {
  const kept = new Headers(headers);
  const others = (headers.get('cookie') ?? '').split(/; */).filter((pair) => !pair.startsWith(`${name}=`));
  kept.set('cookie', others.join('; '));
  return kept;
}

/** A cookie of a request. */
export function cookieIn(headers: Headers, name: string): string | undefined {
  const pairs = (headers.get('cookie') ?? '').split(/; */);
  return pairs.find((pair) => pair.startsWith(`${name}=`))?.slice(name.length + 1);
}

/** The digest of the session that Set-Cookie lines open, if they open one. */
export function openedBy(site: string, cookies: readonly string[]): string | undefined {
  const start = `${sessionCookieName(site)}=`;
  const last = cookies.filter((line) => line.startsWith(start)).at(-1);
  const token = last && tokenOf(decodeURIComponent(last.slice(start.length).split(';')[0]!));
  return token ? sha256(token) : undefined;
}

/** The token in a cookie's value. Its signature is the library's business: the token alone is unguessable. */
export function tokenOf(cookie: string | undefined): string | undefined {
  const token = cookie?.split('.')[0];
  return token === '' ? undefined : token;
}
