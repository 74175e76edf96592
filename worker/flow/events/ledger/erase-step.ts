/** One step of an erasure inside a ledger: a bounded stretch of segments, so that appends are not kept waiting. */

import type { JsonObject } from '../../../base/json.ts';
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
import { concerns, mayConcern, type Person } from './person.ts';

/** Bytes of text that one step reads: about ten milliseconds' work. */
const STEP_BYTES = 1_000_000;

/**
 * Erases the person's events in the next stretch before the sequence `end`, which counts at the first step only; adds to `payers` the
 * actor of each payment and refund among them. Run it in a transaction.
 */
export function eraseStep(
  sql: SqlStorage,
  id: string,
  person: Person,
  held: { keys: EventKeys; end: number; payers: string[] } | undefined,
): ErasureProgress {
  if (!held) return { upto: 0, next: 0, scanned: 0, erased: 0 };
  const { keys, end, payers } = held;
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
      payers.push(...erased.payers);
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

/** Longer values are no parts of an alert. */
const MAX_VALUE = 60;

/**
 * Labels of the person's events in the stretch that the erasure's next step erases, without those that events of others there have
 * as well: a country is not the person's alone. Run it in a transaction.
 */
export function personLabels(
  sql: SqlStorage,
  id: string,
  person: Person,
  held: { keys: EventKeys; end: number } | undefined,
): string[] {
  if (!held) return [];
  const { keys, end } = held;
  const progress = loadErasure(sql, id) ?? { upto: end, next: 0, scanned: 0, erased: 0 };
  // What comes from now on is not part of it.
  saveErasure(sql, id, progress);
  if (progress.next >= progress.upto) return [];
  const texts = readSegments(sql, progress.next, progress.upto, STEP_BYTES).map(({ body }) => body);
  const own = new Set(texts.flatMap((text) => labelsIn(text, (event) => concerns(event, person, keys), person)));
  if (own.size === 0) return [];
  for (const text of texts) {
    for (const label of labelsIn(text, (event) => !concerns(event, person, keys))) own.delete(label);
  }
  return [...own];
}

function labelsIn(text: string, isWanted: (event: JsonObject) => boolean, person?: Person): string[] {
  if (person && !mayConcern(text, person)) return [];
  const events = JSON.parse(text) as JsonObject[];
  return events.filter((event) => event.erased !== true && isWanted(event)).flatMap(labelsOf);
}

function labelsOf({ payload }: JsonObject): string[] {
  return Object.entries(payload as JsonObject).flatMap(([name, value]) => {
    return typeof value === 'string' && value.length <= MAX_VALUE ? [`${name} ${value}`] : [];
  });
}
