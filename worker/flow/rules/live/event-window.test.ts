import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { EventWindow, type Match } from './event-window.ts';
import type { LiveEvent } from './live-rule.ts';

const MINUTE = 60_000;

function rule(count: number, window_minutes: number): LiveEvent {
  const common = { id: 'rul_1', revision: 1, name: 'Failures', cooldown_minutes: 0, mark_days: 30 };
  const terms = { event_type: 'payment_failed', count, window_minutes, where: null };
  return { ...common, ...terms, type: 'event', severity: 'info' };
}

/** How often a rule fires when everything that has arrived is counted again for each match. */
function naively({ count, window_minutes }: LiveEvent, matches: (Match & { now: number })[]): boolean[] {
  return matches.map(({ occurred_ms, now }, i) => {
    const left = now - window_minutes * MINUTE;
    const within = matches.slice(0, i + 1).filter((match) => match.occurred_ms > left);
    return occurred_ms > left && within.length >= count;
  });
}

const arrivals = fc.array(
  fc.record({
    wait: fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 4 * MINUTE })),
    late: fc.oneof(fc.constant(0), fc.integer({ min: -5 * MINUTE, max: 40 * MINUTE })),
    evict: fc.boolean(),
  }),
  { maxLength: 250 },
);

describe('a window of events', () => {
  it('fires as counting everything again would, in any order, across evictions', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 130 }),
        fc.integer({ min: 1, max: 30 }),
        arrivals,
        (count, minutes, plan) => {
          const watched = rule(count, minutes);
          let now = Date.UTC(2026, 4, 4);
          let window = new EventWindow(watched);
          const matches: (Match & { now: number })[] = [];
          const fired = plan.map(({ wait, late, evict }, seq) => {
            now += wait;
            if (evict) window = refilled(watched, matches, now);
            const match = { occurred_ms: now - late, seq, now };
            matches.push(match);
            return window.add(match, now);
          });
          expect(fired).toEqual(naively(watched, matches));
        },
      ),
    );
  });

  it('keeps no more than decides about the next match', () => {
    const window = new EventWindow(rule(3, 60));
    const now = Date.UTC(2026, 4, 4);
    for (let seq = 0; seq < 5_000; seq++) window.add({ occurred_ms: now, seq }, now);
    expect(window.held(now)).toHaveLength(500);
    expect(window.horizon(now)).toBe(now);
    expect(window.held(now + 60 * MINUTE)).toEqual([]);
  });
});

/** As the ledger finds matches again: newest receipt first, none that could change nothing. */
function refilled(watched: LiveEvent, matches: Match[], now: number): EventWindow {
  const window = new EventWindow(watched);
  for (const match of [...matches].reverse()) if (match.occurred_ms > window.horizon(now)) window.add(match, now);
  return window;
}
