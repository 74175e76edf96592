/** One step of an erasure inside a ledger: a bounded stretch of segments, so that appends are not kept waiting. */

import { prefixLength } from '../event-types.ts';
import type { EventKeys } from '../ingest/event-keys.ts';
import { hashedKey } from '../ingest/prepare.ts';
import { eraseSegment } from './erase-segment.ts';
import {
  type ErasureProgress,
  keysAt,
  loadErasure,
  readSegments,
  renameKeys,
  replaceSegment,
  saveErasure,
} from './ledger-erasure-store.ts';
import type { Person } from './person.ts';

/** Bytes of text that one step reads: about ten milliseconds' work. */
const STEP_BYTES = 1_000_000;

/** Erases the person's events in the next stretch before the sequence `end`, which counts at the first step only. Run it in a transaction. */
export function eraseStep(
  sql: SqlStorage,
  id: string,
  person: Person,
  { keys, end }: { keys: EventKeys; end: number },
): ErasureProgress {
  const before = loadErasure(sql, id) ?? { upto: end, next: 0, scanned: 0, erased: 0 };
  if (before.next >= before.upto) return before;
  const segments = readSegments(sql, before.next, before.upto, STEP_BYTES);
  const after = { ...before, next: before.upto };
  const masked: number[] = [];
  for (const { seq, n, body, salts } of segments) {
    const erased = eraseSegment({ seq, body, salts: new Uint8Array(salts) }, person, keys);
    if (erased) {
      replaceSegment(sql, erased);
      masked.push(...erased.masked);
    }
    after.scanned += n;
    after.erased += erased?.erased ?? 0;
    after.next = seq + n;
  }
  if (masked.length > 0) hideKeys(sql, masked, keys);
  saveErasure(sql, id, after);
  return after;
}

/** Hides the keys of sequences whose event no longer contains the key. */
function hideKeys(sql: SqlStorage, places: number[], keys: EventKeys): void {
  const clear = keysAt(sql, places).filter(({ key }) => key[prefixLength(key)] !== '#');
  renameKeys(
    sql,
    clear.map(({ key, seq }) => {
      const at = prefixLength(key);
      return [key, key.slice(0, at) + hashedKey(key.slice(at), keys.idempotency), seq];
    }),
  );
}
