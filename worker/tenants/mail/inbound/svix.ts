/** Pure: signatures of the Svix scheme, which Resend signs its webhooks by. */
import { createHmac } from 'node:crypto';
import { sameSecret } from '../../../base/crypto.ts';

/** Older or younger messages are refused, so that a caught one is of no use later. */
const TOLERANCE_S = 300;

/** Whether a message was signed with the secret (`whsec_…`), not long ago. `now` in ms. */
export function isSigned(secret: string, headers: Headers, body: string, now: number): boolean {
  const [id, timestamp, signatures] = ['svix-id', 'svix-timestamp', 'svix-signature'].map((name) => headers.get(name));
  if (!id || !timestamp || !signatures || Math.abs(now / 1_000 - Number(timestamp)) > TOLERANCE_S) return false;
  if (!Number.isFinite(Number(timestamp))) return false;
  const key = Buffer.from(secret.replace(/^whsec_/, ''), 'base64');
  const expected = createHmac('sha256', key).update(`${id}.${timestamp}.${body}`).digest('base64');
  return signatures.split(' ').some((signature) => sameSecret(signature, `v1,${expected}`));
}
