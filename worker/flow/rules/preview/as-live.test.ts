import fc from 'fast-check';
import { expect, it } from 'vitest';
import { Bench, firingOf, MINUTE, START } from '../../../testing/lifecycle.ts';
import { EventWindow } from '../live/event-window.ts';
import { holdsFor, unanswered, waitingFor } from '../live/follow-ups.ts';
import type { RuleFields } from '../schema.ts';
import { backTest } from './back-test.ts';
import { eventSignals, followUpSignals } from './event-signals.ts';

interface Told {
  at: string;
  occurrences: number;
  cleared_at: string | null;
}

/** What the Hub makes of firings, each at its own instant, until `end`. */
function live(
  firings: readonly { time: number; holds_until: number }[],
  cooldown_minutes: number,
  end: number,
): Told[] {
  const bench = new Bench();
  for (const [window, { time, holds_until }] of firings.entries()) {
    bench.now = time;
    bench.judge(firingOf({ window: window + 1, at: time, holds_until, cooldown_minutes }));
  }
  bench.now = end;
  bench.settle();
  const raised = bench.changes.filter(({ type }) => type === 'alert.raised');
  return raised.map(({ alert: { id, last_fired_at: at } }) => {
    const { occurrences, resolved_at: cleared_at } = bench.alerts.get(id)!;
    return { at, occurrences, cleared_at };
  });
}

const minutes = fc.array(fc.integer({ min: 0, max: 600 }), { maxLength: 60 });
const END = START + 700 * MINUTE;

it('a preview of past events is what the ledger and the Hub would have made of them as they came', () => {
  fc.assert(
    fc.property(
      minutes,
      fc.integer({ min: 1, max: 6 }),
      fc.integer({ min: 1, max: 90 }),
      fc.constantFrom(0, 7, 45),
      (offsets, count, window_minutes, cooldown_minutes) => {
        const fields = { count, window_minutes, cooldown_minutes } as RuleFields;
        const events = offsets.map((offset) => ({ occurred: START + offset * MINUTE, keys: [] }));
        const window = new EventWindow({ count, window_minutes });
        const arrived = [...events].sort((a, b) => a.occurred - b.occurred);
        const firings = arrived.flatMap(({ occurred: time }, seq) => {
          return window.add({ occurred_ms: time, seq }, time) ? [{ time, holds_until: time + window.span_ms }] : [];
        });
        const told = backTest(eventSignals(events, fields), { cooldown_minutes, end: END });
        expect(told.map(shown)).toEqual(live(firings, cooldown_minutes, END));
      },
    ),
  );
});

it('a preview of missing follow-ups is what the alarm and the Hub would have made of them', () => {
  const carts = fc.array(
    fc.record({ at: fc.integer({ min: 0, max: 500 }), key: fc.option(fc.integer({ max: 5, min: 0 })) }),
  );
  fc.assert(
    fc.property(
      carts,
      carts,
      fc.integer({ min: 1, max: 90 }),
      fc.constantFrom(0, 30),
      (asked, answers, within_minutes, cooldown_minutes) => {
        const fields = { within_minutes, cooldown_minutes } as RuleFields;
        const pastOf = ({ at, key }: { at: number; key: number | null }) => ({
          occurred: START + at * MINUTE,
          keys: key === null ? [] : [String(key)],
        });
        const [carted, paid] = [asked.map(pastOf), answers.map(pastOf)];
        const rule = { id: '', within_minutes };
        const due = new Map<number, number>();
        for (const [seq, { occurred, keys }] of carted.entries()) {
          const waiting = waitingFor(rule, { seq, occurred_ms: occurred, keys }, occurred);
          const byKey = new Map(
            keys.map((key) => [key, paid.filter((each) => each.keys.includes(key)).map((each) => each.occurred)]),
          );
          if (waiting && unanswered([waiting], byKey).length > 0)
            due.set(waiting.due_ms, (due.get(waiting.due_ms) ?? 0) + 1);
        }
        const firings = [...due]
          .sort(([a], [b]) => a - b)
          .flatMap(([time, n]) => {
            return Array.from({ length: n }, () => ({ time, holds_until: time + holdsFor(rule) }));
          });
        const told = backTest(followUpSignals(carted, paid, fields, END), { cooldown_minutes, end: END });
        expect(told.map(shown)).toEqual(live(firings, cooldown_minutes, END));
      },
    ),
    // A cooldown that ends as the next cart falls due.
    { examples: [[[370, 430, 460].map((at) => ({ at, key: 0 })), [], 1, 30]] },
  );
});

function shown({ at, occurrences, cleared_at }: Told): Told {
  return { at, occurrences, cleared_at };
}
