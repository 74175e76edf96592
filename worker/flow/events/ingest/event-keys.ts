/** The secret keys of one project: for event digests, for long or personal idempotency keys, for customers, for PII tokens. */
import { deriveKey, hmac } from '../../../base/crypto.ts';
import type { PiiKind, Tokenize } from '../pii/scrub.ts';

export interface EventKeys {
  digest: Uint8Array;
  idempotency: Uint8Array;
  /** For the names of customers. */
  customer: Uint8Array;
  /** Replaces one personal value by a token that is the same for the same value in this project. */
  tokenize: Tokenize;
}

const MAX_PROJECTS = 1_000;
const derived = new Map<string, EventKeys>();

/** The keys of a project, derived from the root secret once per isolate. */
export function eventKeys(secret: string, project_id: string): EventKeys {
  let keys = derived.get(project_id);
  if (!keys) {
    if (derived.size >= MAX_PROJECTS) derived.clear();
    const pii = deriveKey(secret, project_id, 'pii');
    keys = {
      digest: deriveKey(secret, project_id, 'digest'),
      idempotency: deriveKey(secret, project_id, 'idempotency'),
      customer: deriveKey(secret, project_id, 'customer'),
      tokenize: (kind, normalized) => piiToken(pii, kind, normalized),
    };
    derived.set(project_id, keys);
  }
  return keys;
}

function piiToken(key: Uint8Array, kind: PiiKind, normalized: string): string {
  return `${kind}_${Buffer.from(hmac(key, `${kind}:${normalized}`))
    .toString('hex')
    .slice(0, 24)}`;
}
