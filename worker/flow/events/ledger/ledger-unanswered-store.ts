/** Events that another one should have followed and none did: abandoned checkouts, leads without a follow-up. */
import { answerKeysOf, joinKeysOf } from '../join-keys.ts';
import { listSegments, visitEvents, type WhichEvents } from './ledger-list-store.ts';
import { fitting, newestFirst, type OccurredEvent, type Occurrence } from './ledger-occurrence-store.ts';

/** Which events to look for, and what should have followed each within `within_ms` (by `occurred_at`). */
export interface UnansweredFilter {
  event_type: string;
  follow_up: string;
  within_ms: number;
  /** Bounds of `occurred_at`, ms, `to` excluded. */
  from: number;
  to: number;
  /** Only events that stand after this one in the list. */
  below?: Occurrence;
  limit: number;
}

/** Events of one type that one reading looks at, and bytes of the segments that hold them. */
const MAX_LOOKED_AT = 50_000;
const MAX_BYTES = 32_000_000;

/**
 * Up to `limit` events that fit one reply, newest occurrence first, and whether there are `more`; undefined when the span holds
 * more events than one reading may look at.
 */
export function listUnanswered(
  sql: SqlStorage,
  end: number,
  filter: UnansweredFilter,
): { events: OccurredEvent[]; more: boolean } | undefined {
  const { event_type, follow_up, within_ms, from, to, below, limit } = filter;
  const answers = answersOf(sql, end, { event_types: [follow_up], from, to: to + within_ms });
  if (!answers) return undefined;
  const places: Occurrence[] = [];
  let looked = 0;
  const next = visitEvents(sql, end, { event_types: [event_type], from, to, bytes: MAX_BYTES }, ({ seq, event }) => {
    const at = Date.parse(event.occurred_at as string);
    const answered = joinKeysOf(event).some((key) =>
      answers.get(key)?.some((answer) => answer >= at && answer <= at + within_ms),
    );
    if (!answered && (!below || newestFirst(below, { at, seq }) < 0)) places.push({ at, seq });
    return ++looked < MAX_LOOKED_AT;
  });
  return next === null ? readPlaces(sql, end, places.sort(newestFirst), limit) : undefined;
}

/** The events at the first places, as many as are wanted and fit. */
function readPlaces(sql: SqlStorage, end: number, places: readonly Occurrence[], limit: number) {
  const events: OccurredEvent[] = [];
  for (const { at, seq } of places.slice(0, limit)) {
    const [found] = listSegments(sql, end, { before: seq + 1, limit: 1 }).events;
    if (!found) continue;
    events.push({ ...found, at });
    if (fitting(events) < events.length) return { events: events.slice(0, -1), more: true };
  }
  return { events, more: places.length > limit };
}

/** When each joined thing was answered; undefined where too much would have to be looked at. */
function answersOf(sql: SqlStorage, end: number, filter: WhichEvents): Map<string, number[]> | undefined {
  const answers = new Map<string, number[]>();
  let looked = 0;
  const next = visitEvents(sql, end, { ...filter, bytes: MAX_BYTES }, ({ event }) => {
    const at = Date.parse(event.occurred_at as string);
    for (const key of answerKeysOf(event)) {
      const times = answers.get(key);
      if (times) times.push(at);
      else answers.set(key, [at]);
    }
    return ++looked < MAX_LOOKED_AT;
  });
  return next === null ? answers : undefined;
}
