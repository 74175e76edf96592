/** Signed checkpoints of a ledger's chain: what outlives the segments that retention drops. */

const ED25519 = { name: 'Ed25519' };

/** The bytes that a checkpoint's signature covers: project, sequence and head, so that none can be swapped. */
export function checkpointMessage(project_id: string, seq: number, head: Uint8Array): Uint8Array<ArrayBuffer> {
  const text = `signalbox checkpoint v1\n${project_id}\n${seq}\n${Buffer.from(head).toString('hex')}\n`;
  return new Uint8Array(Buffer.from(text));
}

/** Ed25519 signature (RFC 8032) of a checkpoint under the deployment's signing key (PKCS#8, base64). */
export async function signCheckpoint(
  pkcs8: string,
  project_id: string,
  seq: number,
  head: Uint8Array,
): Promise<Uint8Array> {
  return await sign(pkcs8, checkpointMessage(project_id, seq, head));
}

/** Ed25519 signature of a message under the same key, in base64. The message says by its first line what it is. */
export async function signText(pkcs8: string, message: Uint8Array<ArrayBuffer>): Promise<string> {
  return Buffer.from(await sign(pkcs8, message)).toString('base64');
}

async function sign(pkcs8: string, message: Uint8Array<ArrayBuffer>): Promise<Uint8Array> {
  const key = await crypto.subtle.importKey('pkcs8', Buffer.from(pkcs8, 'base64'), ED25519, false, ['sign']);
  return new Uint8Array(await crypto.subtle.sign(ED25519, key, message));
}

/** The public half of the signing key as a JWK, for /.well-known/signalbox-keys. */
export async function publicSigningKey(pkcs8: string): Promise<JsonWebKey> {
  const key = await crypto.subtle.importKey('pkcs8', Buffer.from(pkcs8, 'base64'), ED25519, true, ['sign']);
  const { kty, crv, x } = (await crypto.subtle.exportKey('jwk', key)) as JsonWebKey;
  return { kty, crv, x, use: 'sig', alg: 'EdDSA' } as JsonWebKey;
}
