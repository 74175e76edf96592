/** Pure: signals of past events, found by the evaluators that judge live, as if each event had arrived when it occurred. */
import { EventWindow } from '../live/event-window.ts';
import { holdsFor, unanswered, waitingFor } from '../live/follow-ups.ts';
import type { RuleFields } from '../schema.ts';
import type { Signal } from './back-test.ts';

/** An event of the past: when it occurred (ms), and what joins it to others. */
export interface PastEvent {
  occurred: number;
  keys: readonly string[];
}

/** One signal for each event that fires; the condition ends a window after it. */
export function eventSignals(events: readonly PastEvent[], fields: RuleFields): Signal[] {
  const window = new EventWindow({ count: fields.count ?? 1, window_minutes: fields.window_minutes ?? 60 });
  const times = events.map(({ occurred }) => occurred).sort((a, b) => a - b);
  return times.flatMap((time, seq) => {
    if (!window.add({ occurred_ms: time, seq }, time)) return [];
    const observed = window.held(time).length;
    return [
      signalAt(time, time + window.span_ms, { observed, expected: window.rule.count, threshold: window.rule.count }),
    ];
  });
}

/** One signal for each event that nothing followed in time, at the moment its time was up; `end` is now. */
export function followUpSignals(
  asked: readonly PastEvent[],
  answers: readonly PastEvent[],
  fields: RuleFields,
  end: number,
): Signal[] {
  const rule = { id: '', within_minutes: fields.within_minutes ?? 0 };
  const byKey = new Map<string, number[]>();
  for (const { occurred, keys } of answers) {
    for (const key of keys) byKey.set(key, [...(byKey.get(key) ?? []), occurred]);
  }
  const waiting = asked.flatMap(({ occurred, keys }, seq) => {
    return waitingFor(rule, { seq, occurred_ms: occurred, keys }, occurred) ?? [];
  });
  return unanswered(waiting, byKey)
    .map(({ due_ms }) => due_ms)
    .filter((due) => due <= end)
    .sort((a, b) => a - b)
    .map((due) => signalAt(due, due + holdsFor(rule), { observed: 1, expected: 0, threshold: null }));
}

function signalAt(
  time: number,
  holds_until: number,
  numbers: Pick<Signal, 'observed' | 'expected' | 'threshold'>,
): Signal {
  return { time, at: new Date(time).toISOString(), firing: true, holds_until, ...numbers };
}
