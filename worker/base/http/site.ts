/** Where the dashboard is reached: base of links in mails, and what decides how cookies are called. */
import type { Env } from '../env.ts';

/** `APP_URL`, or the origin of the request where none is set; without a slash at the end. */
export function siteOf(env: Pick<Env, 'APP_URL'>, url: string): string {
  return env.APP_URL?.replace(/\/+$/, '') || new URL(url).origin;
}
