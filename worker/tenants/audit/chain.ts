/** Pure: the hash that ties an audit entry to all entries before it. */
import { canonicalJson } from '../../base/canonical-json.ts';
import { sha256 } from '../../base/crypto.ts';
import type { AuditEntry } from './schema.ts';

/** An entry as it was written, before its hashes are known. */
export type BareEntry = Omit<AuditEntry, 'previous_hash' | 'hash'>;

/** A position in a tenant's chain: the last entry that it covers and that entry's hash. */
export interface Anchor {
  seq: number;
  hash: string;
}

/** Where every chain begins: before its first entry. */
export const GENESIS: Anchor = { seq: 0, hash: '0'.repeat(64) };

/** SHA-256 over the canonical JSON of the entry and the hash before it; both hashes are lower-case hex. */
export function entryHash(entry: BareEntry, previous_hash: string): string {
  const { tenant_id, seq, created_at, actor_type, actor_id, actor_label } = entry;
  const { action, target_type, target_id, before, after, request_id } = entry;
  const who = { actor_type, actor_id, actor_label };
  const what = { action, target_type, target_id, before, after };
  return sha256(canonicalJson({ tenant_id, seq, created_at, ...who, ...what, request_id, previous_hash }));
}

/** The hashes of entries that follow `anchor`, in order. */
export function sealsOf(entries: readonly BareEntry[], anchor: Anchor): { previous_hash: string; hash: string }[] {
  let previous_hash = anchor.hash;
  return entries.map((entry) => {
    const hash = entryHash(entry, previous_hash);
    const seal = { previous_hash, hash };
    previous_hash = hash;
    return seal;
  });
}
