/** Devices that have signed in before: guesses of strangers, which slow an account, do not slow its owner there. */
import { createHmac } from 'node:crypto';
import { randomToken, sameSecret } from '../../../base/crypto.ts';
import type { Env } from '../../../base/env.ts';
import type { Visitor } from './authenticate.ts';
import { cookieIn, cookieName, librarySecret, setCookie } from './cookie.ts';

const DEVICE_SECONDS = 400 * 86_400;

/** The Set-Cookie header that marks this browser as one of the owner of `email`; it opens nothing. */
export function deviceCookie({ env, site }: Pick<Visitor, 'env' | 'site'>, email: string): string {
  const id = randomToken(12);
  return setCookie(site, cookieName(site, 'device'), `${id}.${signatureOf(env, id, email)}`, DEVICE_SECONDS);
}

/** The id of the browser when the owner of `email` has signed in on it before. */
export function knownDevice({ env, headers, site }: Visitor, email: string): string | undefined {
  const [id, signature] = (cookieIn(headers, cookieName(site, 'device')) ?? '').split('.');
  return id && signature && sameSecret(signature, signatureOf(env, id, email)) ? id : undefined;
}

// The address is part of what is signed and not of the cookie: the browser does not reveal whose it is.
function signatureOf(env: Pick<Env, 'EVENT_SECRET'>, id: string, email: string): string {
  return createHmac('sha256', librarySecret(env)).update(`device ${id} ${email}`).digest('base64url');
}
