/** Contents that hold secret links, encrypted at rest with a key of their own. */
import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { deriveKey } from '../../base/crypto.ts';
import type { Env } from '../../base/env.ts';

const PREFIX = 'sealed:1:';
const NONCE = 12;
const TAG = 16;

/** AES-256-GCM of a text, bound to the row it lies in. */
export function seal({ EVENT_SECRET }: Env, delivery_id: string, text: string): string {
  const nonce = randomBytes(NONCE);
  const cipher = createCipheriv('aes-256-gcm', keyOf(EVENT_SECRET), nonce).setAAD(Buffer.from(delivery_id));
  const sealed = Buffer.concat([nonce, cipher.update(text, 'utf8'), cipher.final(), cipher.getAuthTag()]);
  return PREFIX + sealed.toString('base64');
}

/** The text of a sealed content; one that is not sealed is returned as it is. Throws when it was sealed for another row or by another key. */
export function unseal({ EVENT_SECRET }: Env, delivery_id: string, content: string): string {
  if (!content.startsWith(PREFIX)) return content;
  const sealed = Buffer.from(content.slice(PREFIX.length), 'base64');
  const decipher = createDecipheriv('aes-256-gcm', keyOf(EVENT_SECRET), sealed.subarray(0, NONCE))
    .setAAD(Buffer.from(delivery_id))
    .setAuthTag(sealed.subarray(-TAG));
  return Buffer.concat([decipher.update(sealed.subarray(NONCE, -TAG)), decipher.final()]).toString('utf8');
}

/** Whether a content is sealed, and so is dropped as soon as it is of no use. */
export function isSealed(content: string | null): boolean {
  return content?.startsWith(PREFIX) ?? false;
}

function keyOf(secret: string): Uint8Array {
  return deriveKey(secret, '', 'deliveries.content');
}
