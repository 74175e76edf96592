/** Events that another one should have followed and none did: abandoned checkouts, leads nobody answered. */
import { answerKeysOf, joinKeysOf } from '../join-keys.ts';
import { type EventFilter, listSegments } from './ledger-list-store.ts';
import { newestFirst, type OccurredEvent, type Occurrence } from './ledger-occurrence-store.ts';

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

/** Up to `limit` events, newest occurrence first; undefined when the span holds more events than one reading may look at. */
export function listUnanswered(sql: SqlStorage, end: number, filter: UnansweredFilter): OccurredEvent[] | undefined {
  const { event_type, follow_up, within_ms, from, to, below, limit } = filter;
  const answers = answersOf(sql, end, { event_types: [follow_up], from, to: to + within_ms, limit: MOST });
  const asked = listSegments(sql, end, { event_types: [event_type], from, to, limit: MOST });
  if (!answers || asked.next !== null) return undefined;
  const found: OccurredEvent[] = [];
  for (const item of asked.events) {
    const event = JSON.parse(item.body) as Record<string, unknown>;
    const at = Date.parse(event.occurred_at as string);
    const answered = joinKeysOf(event).some((key) =>
      answers.get(key)?.some((answer) => answer >= at && answer <= at + within_ms),
    );
    if (!answered && (!below || newestFirst(below, { at, seq: item.seq }) < 0)) found.push({ ...item, at });
  }
  return found.sort(newestFirst).slice(0, limit);
}

/** Events of one type that one reading holds in memory. */
const MOST = 50_000;

/** When each joined thing was answered. */
function answersOf(sql: SqlStorage, end: number, filter: EventFilter): Map<string, number[]> | undefined {
  const { events, next } = listSegments(sql, end, filter);
  if (next !== null) return undefined;
  const answers = new Map<string, number[]>();
  for (const { body } of events) {
    const event = JSON.parse(body) as Record<string, unknown>;
    const at = Date.parse(event.occurred_at as string);
    for (const key of answerKeysOf(event)) {
      const times = answers.get(key);
      if (times) times.push(at);
      else answers.set(key, [at]);
    }
  }
  return answers;
}
