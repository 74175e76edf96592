/** One turn of an erasure inside a ledger: a bounded stretch of segments, so that appends are not kept waiting. */
import { eraseSegment } from './erase-segment.ts';
import type { EventKeys } from './event-keys.ts';
import {
  type ErasureProgress,
  loadErasure,
  readSegments,
  replaceSegment,
  saveErasure,
} from './ledger-erasure-store.ts';
import type { Person } from './person.ts';

/** Text that one turn reads: about ten milliseconds' work. */
const TURN_CHARACTERS = 1_000_000;

/** Erases the person's events in the next stretch before the place `end`, which counts at the first turn only. Run it in a transaction. */
export function eraseTurn(
  sql: SqlStorage,
  id: string,
  person: Person,
  { keys, end }: { keys: EventKeys; end: number },
): ErasureProgress {
  const before = loadErasure(sql, id) ?? { upto: end, next: 0, scanned: 0, erased: 0 };
  if (before.next >= before.upto) return before;
  const segments = readSegments(sql, before.next, before.upto, TURN_CHARACTERS);
  const after = { ...before, next: before.upto };
  for (const { seq, n, body, salts } of segments) {
    const erased = eraseSegment({ seq, body, salts: new Uint8Array(salts) }, person, keys);
    if (erased) replaceSegment(sql, erased);
    after.scanned += n;
    after.erased += erased?.erased ?? 0;
    after.next = seq + n;
  }
  saveErasure(sql, id, after);
  return after;
}
