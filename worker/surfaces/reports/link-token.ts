/** Links that show a report: what they name and when they end is signed with a key of its own, so nobody finds one by trying. */
import { deriveKey, hmac, sameSecret } from '../../base/crypto.ts';
import type { Env } from '../../base/env.ts';

/** The link of a row, and when it ends: an ISO instant. */
export interface Linked {
  id: string;
  expires_at: string;
}

/** What stands behind the # of a link; the same each time. */
export function linkToken(env: Env, { id, expires_at }: Linked): string {
  const body = `${id}.${Date.parse(expires_at).toString(36)}`;
  return `${body}.${macOf(env, body)}`;
}

/** The row that a token names; undefined for one that we did not sign. */
export function readToken(env: Env, token: string): Linked | undefined {
  const end = token.lastIndexOf('.');
  const body = token.slice(0, Math.max(0, end));
  if (!sameSecret(token.slice(end + 1), macOf(env, body))) return undefined;
  const [id = '', ends = ''] = body.split('.');
  return { id, expires_at: new Date(Number.parseInt(ends, 36)).toISOString() };
}

function macOf({ EVENT_SECRET }: Env, body: string): string {
  return Buffer.from(hmac(deriveKey(EVENT_SECRET, '', 'reports.links'), body)).toString('base64url');
}
