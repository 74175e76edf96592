/** Opens a push as a browser does: `aes128gcm` (RFC 8188) with the keys of RFC 8291. */
import { createDecipheriv, type ECDH, hkdfSync } from 'node:crypto';

/** What a browser keeps of its subscription. */
export interface DeviceKeys {
  private_key: ECDH;
  /** The uncompressed point. */
  public_key: Buffer;
  auth: Buffer;
}

const SALT = 16;
const TAG = 16;
/** Salt, record size, length of the key. */
const FIXED = SALT + 4 + 1;

/** The plain text of a push of one record. Throws for one that is meant for another device, or was changed. */
export function decryptPush(body: Uint8Array, { private_key, public_key, auth }: DeviceKeys): string {
  const bytes = Buffer.from(body);
  const sender = bytes.subarray(FIXED, FIXED + bytes[FIXED - 1]!);
  const info = Buffer.concat([Buffer.from('WebPush: info\0'), public_key, sender]);
  const ikm = derive(private_key.computeSecret(sender), auth, info, 32);
  const salt = bytes.subarray(0, SALT);
  const key = derive(ikm, salt, Buffer.from('Content-Encoding: aes128gcm\0'), 16);
  const nonce = derive(ikm, salt, Buffer.from('Content-Encoding: nonce\0'), 12);
  const sealed = bytes.subarray(FIXED + sender.length);
  const decipher = createDecipheriv('aes-128-gcm', key, nonce).setAuthTag(sealed.subarray(-TAG));
  const padded = Buffer.concat([decipher.update(sealed.subarray(0, -TAG)), decipher.final()]);
  // 0x02 ends the last record; zeros follow.
  return padded.subarray(0, padded.lastIndexOf(2)).toString('utf8');
}

function derive(secret: Uint8Array, salt: Uint8Array, info: Uint8Array, bytes: number): Buffer {
  return Buffer.from(hkdfSync('sha256', secret, salt, info, bytes));
}
