/** Pure: the code by which a person shows that a phone is theirs. */
import { randomInt } from 'node:crypto';
import { deriveKey, hmac, sameSecret } from '../../../base/crypto.ts';
import type { Env } from '../../../base/env.ts';
import { MINUTE_MS } from '../../../shared/durations.ts';

export const CODE_LIVES_MS = 10 * MINUTE_MS;

/** Six digits. */
export function newCode(): string {
  return String(randomInt(1_000_000)).padStart(6, '0');
}

/** What is kept of a code: bound to its channel. */
export function keepCode({ EVENT_SECRET }: Env, channel_id: string, code: string): string {
  const key = deriveKey(EVENT_SECRET, '', 'notifications.phones');
  return Buffer.from(hmac(key, `${channel_id} ${code}`)).toString('base64url');
}

/** Whether a code is the one that was kept, and is still taken. */
export function isCode(
  env: Env,
  { id, config }: { id: string; config: Record<string, unknown> },
  code: string,
  now: number,
) {
  const { code_digest, code_until } = config;
  if (typeof code_digest !== 'string' || Date.parse(String(code_until)) <= now) return false;
  return sameSecret(keepCode(env, id, code), code_digest);
}
