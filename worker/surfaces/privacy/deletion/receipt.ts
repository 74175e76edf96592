/** Pure but for the signature: what a receipt says of a deletion. It names nobody. */
import { canonicalJson } from '../../../base/canonical-json.ts';
import { sha256 } from '../../../base/crypto.ts';
import type { Receipt } from './schema.ts';

const ED25519 = { name: 'Ed25519' };

/** What the signature covers before the statement, so that it is good for nothing else. */
const PURPOSE = 'signalbox deletion v1\n';

/** What was deleted, line by line, sorted: rows by table, objects, archived files. */
export function listOf(counts: Record<string, number>, objects: readonly string[]): string[] {
  const rows = Object.entries(counts).map(([what, n]) => `${what} ${n}`);
  return [...rows, ...objects.map((id) => `storage of ${id}`)].sort();
}

interface Facts {
  id: string;
  kind: string;
  /** SHA-256 of what was deleted. */
  subject: string;
  requested_at: string;
  finished_at: string;
  counts: Record<string, number>;
}

/** A receipt, signed with the key that is at /.well-known/signalbox-keys. */
export async function receiptFor(pkcs8: string, facts: Facts, list: readonly string[]): Promise<Receipt> {
  const statement = canonicalJson({ ...facts, list_sha256: sha256(list.join('\n')), version: 1 });
  const key = await crypto.subtle.importKey('pkcs8', Buffer.from(pkcs8, 'base64'), ED25519, false, ['sign']);
  const signed = await crypto.subtle.sign(ED25519, key, Buffer.from(PURPOSE + statement));
  return { statement, signature: Buffer.from(signed).toString('base64url') };
}
