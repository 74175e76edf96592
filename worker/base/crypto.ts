/** Hashes and comparisons of secrets. */
import { createHash, hash, hkdfSync, timingSafeEqual } from 'node:crypto';

/** SHA-256 as lower-case hex. */
export function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

/** Whether two secrets are the same, in time that does not depend on where they differ. */
export function sameSecret(a: string, b: string): boolean {
  return timingSafeEqual(createHash('sha256').update(a).digest(), createHash('sha256').update(b).digest());
}

/** A key for one purpose of one project, derived from the root secret (HKDF-SHA-256, RFC 5869). */
export function deriveKey(secret: string, project_id: string, purpose: string): Uint8Array {
  return new Uint8Array(hkdfSync('sha256', Buffer.from(secret, 'base64'), project_id, purpose, 32));
}

/** HMAC-SHA-256 (RFC 2104) of a text. `createHmac` would prepare the key each time, at ten times the cost of hashing a short text. */
export function hmac(key: Uint8Array, text: string): Uint8Array {
  const { inner, outer } = paddedOf(key);
  const length = Buffer.byteLength(text);
  const message = length <= SCRATCH_BYTES ? scratch : Buffer.allocUnsafe(BLOCK_BYTES + length);
  message.set(inner);
  message.write(text, BLOCK_BYTES);
  outer.set(hash('sha256', message.subarray(0, BLOCK_BYTES + length), 'buffer'), BLOCK_BYTES);
  return hash('sha256', outer, 'buffer');
}

/** What SHA-256 takes in at a time. */
const BLOCK_BYTES = 64;
const SCRATCH_BYTES = 1024;
const scratch = Buffer.allocUnsafe(BLOCK_BYTES + SCRATCH_BYTES);

/** A key as HMAC mixes it in before the text, and before the hash of that; `outer` has room for the hash. */
const padded = new WeakMap<Uint8Array, { inner: Uint8Array; outer: Uint8Array }>();

function paddedOf(key: Uint8Array) {
  const known = padded.get(key);
  if (known) return known;
  const short = key.length > BLOCK_BYTES ? hash('sha256', key, 'buffer') : key;
  const inner = new Uint8Array(BLOCK_BYTES).fill(0x36);
  const outer = new Uint8Array(BLOCK_BYTES + 32).fill(0x5c, 0, BLOCK_BYTES);
  short.forEach((byte, i) => {
    inner[i] = 0x36 ^ byte;
    outer[i] = 0x5c ^ byte;
  });
  padded.set(key, { inner, outer });
  return { inner, outer };
}

/** `bytes` random bytes as base64url. */
export function randomToken(bytes: number): string {
  return Buffer.from(crypto.getRandomValues(new Uint8Array(bytes))).toString('base64url');
}
