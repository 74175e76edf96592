/** Pure: signals of past events, as the ledger would have given them while the events came. */

import type { RuleFields } from '../schema.ts';
import type { Signal } from './back-test.ts';

const MINUTE_MS = 60_000;

/** An event of the past: when it occurred (ms), and what joins it to others. */
export interface PastEvent {
  occurred: number;
  keys: readonly string[];
}

/** One signal for each event that is the last of `count` within the window; the condition ends a window after it. */
export function eventSignals(events: readonly PastEvent[], { count, window_minutes }: RuleFields): Signal[] {
  const times = events.map(({ occurred }) => occurred).sort((a, b) => a - b);
  const [least, span] = [count ?? 1, (window_minutes ?? 60) * MINUTE_MS];
  const signals: Signal[] = [];
  for (let last = 0, first = 0; last < times.length; last++) {
    const time = times[last]!;
    while (times[first]! <= time - span) first++;
    const within = last - first + 1;
    if (within < least) continue;
    const numbers = { observed: within, expected: least, threshold: least };
    signals.push({ time, at: new Date(time).toISOString(), firing: true, holds_until: time + span, ...numbers });
  }
  return signals;
}

/** One signal for each event that nothing followed in time, at the moment its time was up; `end` is now. */
export function followUpSignals(
  asked: readonly PastEvent[],
  answers: readonly PastEvent[],
  { within_minutes }: RuleFields,
  end: number,
): Signal[] {
  const within = (within_minutes ?? 0) * MINUTE_MS;
  const byKey = new Map<string, number[]>();
  for (const { occurred, keys } of answers) {
    for (const key of keys) byKey.set(key, [...(byKey.get(key) ?? []), occurred]);
  }
  const isAnswered = ({ occurred, keys }: PastEvent) =>
    keys.some((key) => byKey.get(key)?.some((at) => at >= occurred && at <= occurred + within));
  const due = asked
    .filter((event) => event.occurred + within <= end && !isAnswered(event))
    .map(({ occurred }) => occurred + within)
    .sort((a, b) => a - b);
  const holds = Math.max(within, 60 * MINUTE_MS);
  const numbers = { observed: 1, expected: 0, threshold: null };
  return due.map((time) => {
    return { time, at: new Date(time).toISOString(), firing: true, holds_until: time + holds, ...numbers };
  });
}
