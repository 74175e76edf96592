/** Links that work without signing in: what they are for is signed with a key of its own, so nobody makes one for another. */
import { deriveKey, hmac, sameSecret } from '../../../base/crypto.ts';
import type { Env } from '../../../base/env.ts';

/** What a link does: end mails, or agree to get them. */
export type Purpose = 'unsubscribe' | 'confirm';

/** Whose mails of which project: a person (usr_) or a channel (chn_). */
export interface Subject {
  tenant_id: string;
  project_id: string;
  recipient: string;
}

const MAC_BYTES = 16;

/** The token of a link; the same each time. */
export function linkToken(env: Env, purpose: Purpose, { tenant_id, project_id, recipient }: Subject): string {
  const body = Buffer.from([tenant_id, project_id, recipient].join(' ')).toString('base64url');
  return `${body}.${macOf(env, purpose, body)}`;
}

/** What a token is about; undefined for one that we did not sign for this purpose. */
export function readToken(env: Env, purpose: Purpose, token: string): Subject | undefined {
  const [body = '', mac = ''] = token.split('.');
  if (!sameSecret(mac, macOf(env, purpose, body))) return undefined;
  const [tenant_id, project_id, recipient] = Buffer.from(body, 'base64url').toString('utf8').split(' ');
  return tenant_id && project_id && recipient ? { tenant_id, project_id, recipient } : undefined;
}

function macOf({ EVENT_SECRET }: Env, purpose: Purpose, body: string): string {
  const key = deriveKey(EVENT_SECRET, '', 'notifications.links');
  return Buffer.from(hmac(key, `${purpose} ${body}`).subarray(0, MAC_BYTES)).toString('base64url');
}
