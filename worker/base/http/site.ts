/** Where the dashboard is reached: base of links in mails, and what decides how cookies are called. */
import type { Env } from '../env.ts';

/** `APP_URL`, or the origin of the request where none is set; without a slash at the end. */
export function siteOf(env: Pick<Env, 'APP_URL'>, url: string): string {
  return env.APP_URL?.replace(/\/+$/, '') || new URL(url).origin;
}

/** The base of links that no request asks for; undefined where this installation does not know its own address. */
export function ownSite({ APP_URL, DEV_URL, ENVIRONMENT }: Env): string | undefined {
  const url = APP_URL || DEV_URL || (ENVIRONMENT === 'development' ? 'http://localhost:8787' : undefined);
  return url?.replace(/\/+$/, '');
}
