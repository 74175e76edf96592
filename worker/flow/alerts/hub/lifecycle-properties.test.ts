import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Bench, firingOf, MINUTE, START } from '../../../testing/lifecycle.ts';
import type { Judgement } from '../../rules/index.ts';
import type { AlertAction } from './actions.ts';
import { isAfter, snoozeEnd } from './rule-state.ts';

type Step =
  | { kind: 'judge'; judgement: Judgement }
  | { kind: 'tick'; minutes: number }
  | { kind: 'act'; action: 'acknowledge' | 'resolve' | 'false_positive' | 'snooze'; minutes: number; any: boolean };

const judgements = fc
  .record({
    revision: fc.integer({ min: 1, max: 3 }),
    window: fc.nat(12),
    verdict: fc.constantFrom('firing' as const, 'firing' as const, 'clear' as const),
    occurrences: fc.integer({ min: 1, max: 5 }),
    holds: fc.option(fc.nat(240)),
    cooldown_minutes: fc.constantFrom(0, 0, 30, 120),
    deviation: fc.option(fc.record({ direction: fc.constantFrom('up' as const, 'down' as const), size: fc.nat(6) })),
  })
  .map(({ holds, ...over }) => {
    return firingOf({ ...over, mark_days: 1, holds_until: holds === null ? null : START + holds * MINUTE });
  });
const judging = judgements.map((judgement): Step => ({ kind: 'judge', judgement }));
/** Clocks jump, and sometimes they go back. */
const ticking = fc.integer({ min: -60, max: 120 }).map((minutes): Step => ({ kind: 'tick', minutes }));
const kinds = fc.constantFrom('acknowledge' as const, 'resolve' as const, 'false_positive' as const, 'snooze' as const);
const acting = fc.record({
  kind: fc.constant('act' as const),
  action: kinds,
  minutes: fc.integer({ min: 1, max: 200 }),
  any: fc.boolean(),
});
const steps = (...kinds: fc.Arbitrary<Step>[]) => fc.array(fc.oneof(...kinds), { maxLength: 40 });
const RUNS = { numRuns: 500 };

function take(bench: Bench, step: Step) {
  if (step.kind === 'judge') return bench.judge(step.judgement);
  if (step.kind === 'tick') {
    bench.now += step.minutes * MINUTE;
    bench.settle();
    return undefined;
  }
  const action: AlertAction =
    step.action === 'snooze' ? { kind: 'snooze', until: bench.now + step.minutes * MINUTE } : { kind: step.action };
  bench.act(action, step.any ? [...bench.alerts.keys()][0] : undefined);
  return undefined;
}

describe('whatever happens in whatever order', () => {
  it('at most one alert is open, and it is the one that is known; taken places only rise', () => {
    fc.assert(
      fc.property(steps(judging, ticking, acting), (sequence) => {
        const bench = new Bench();
        for (const step of sequence) {
          const before = bench.case.rule_state;
          take(bench, step);
          const { rule_state, alert } = bench.case;
          const open = [...bench.alerts.values()].filter(({ status }) => status !== 'resolved');
          expect(open).toEqual(alert ? [alert] : []);
          expect(isAfter(before, rule_state)).toBe(false);
          // An open alert always has an end in sight, or something that can clear it.
          if (alert) expect(rule_state.holds).toBe(true);
          expect(alert?.status === 'snoozed').toBe(snoozeEnd(alert) !== null);
          for (const { created_at, resolved_at, status } of bench.alerts.values()) {
            expect(resolved_at !== null).toBe(status === 'resolved');
            if (resolved_at !== null) expect(resolved_at >= created_at).toBe(true);
          }
        }
      }),
      RUNS,
    );
  });

  it('an alert counts exactly the firings that were taken while it was open', () => {
    const counted = (bench: Bench) => [...bench.alerts.values()].reduce((sum, { occurrences }) => sum + occurrences, 0);
    fc.assert(
      fc.property(steps(judging, ticking, acting), (sequence) => {
        const bench = new Bench();
        for (const step of sequence) {
          const [before, { waiting }, known] = [counted(bench), bench.case.rule_state, bench.alerts.size];
          const judged = take(bench, step);
          const isTaken = judged?.outcome === 'raised' || judged?.outcome === 'repeated';
          const taken = isTaken && step.kind === 'judge' ? step.judgement.occurrences : 0;
          // One more alert than the judgement raised: that of the firing that waited for the end of a cooldown.
          const woken = bench.alerts.size - known - (judged?.outcome === 'raised' ? 1 : 0);
          expect(woken).toBeLessThanOrEqual(waiting ? 1 : 0);
          expect(counted(bench) - before).toBe(taken + (woken === 1 ? waiting!.judgement.occurrences : 0));
        }
      }),
      RUNS,
    );
  });

  it('a judgement that comes again at once changes nothing', () => {
    fc.assert(
      fc.property(steps(judging, ticking, acting), (sequence) => {
        const bench = new Bench();
        for (const step of sequence) {
          take(bench, step);
          if (step.kind !== 'judge') continue;
          const before = structuredClone(bench.case);
          const again = bench.judge(step.judgement);
          expect(again.changes).toEqual([]);
          expect(again.quieted).toBeUndefined();
          expect(bench.case).toEqual(before);
        }
      }),
      RUNS,
    );
  });

  it('judgements that come again later, in any order, change nothing', () => {
    const doubled = steps(judging, ticking).chain((sequence) =>
      fc.array(fc.tuple(fc.nat(), fc.nat()), { maxLength: 20 }).map((pairs) => [sequence, pairs] as const),
    );
    fc.assert(
      fc.property(doubled, ([sequence, pairs]) => {
        const [plain, repeated] = [new Bench(), new Bench()];
        const again = Map.groupBy(
          pairs.map(([a, b]) => [a % (sequence.length || 1), b % (sequence.length || 1)].sort((x, y) => x - y)),
          ([, later]) => later,
        );
        const forgotten = new Set<Step>();
        for (const [i, step] of sequence.entries()) {
          const judged = take(plain, step);
          // A clear of a rule that is fine leaves no trace, so that it costs no row: it is not known when it comes again.
          if (judged?.outcome === 'ignored' && step.kind === 'judge' && step.judgement.verdict === 'clear')
            forgotten.add(step);
          take(repeated, step);
          for (const [earlier] of again.get(i) ?? []) {
            const old = sequence[earlier!]!;
            if (old.kind === 'judge' && !forgotten.has(old)) take(repeated, old);
          }
          expect(repeated.case).toEqual(plain.case);
        }
        expect(repeated.changes).toEqual(plain.changes);
      }),
      RUNS,
    );
  });

  it('a late alarm does what a punctual one would have done', () => {
    fc.assert(
      fc.property(steps(judging, acting), fc.array(fc.nat(90), { maxLength: 10 }), (sequence, waits) => {
        const [punctual, late] = [new Bench(), new Bench()];
        for (const step of sequence) {
          take(punctual, step);
          take(late, step);
        }
        for (const wait of waits) {
          punctual.now += wait * MINUTE;
          punctual.settle();
        }
        late.now = punctual.now;
        late.settle();
        expect(late.case).toEqual(punctual.case);
        expect(late.changes).toEqual(punctual.changes);
      }),
      RUNS,
    );
  });

  it('every snoozed alert wakes or ends', () => {
    fc.assert(
      fc.property(steps(judging, ticking, acting), (sequence) => {
        const bench = new Bench();
        for (const step of sequence) take(bench, step);
        const end = snoozeEnd(bench.open);
        if (end === null) return;
        bench.now = end;
        bench.settle();
        expect(bench.open?.status ?? 'resolved').not.toBe('snoozed');
      }),
      RUNS,
    );
  });

  it('what a mark covers is quiet and counted; what is larger than every mark is open at once', () => {
    type Turn = { kind: 'fire'; size: number; firings: number } | { kind: 'clear' | 'mark' | 'resolve' };
    const fired = (size: number, firings = 1): Turn => ({ kind: 'fire', size, firings });
    const [clear, mark]: [Turn, Turn] = [{ kind: 'clear' }, { kind: 'mark' }];
    const turns = fc.array(
      fc.oneof(
        fc
          .record({ size: fc.integer({ min: 1, max: 9 }), firings: fc.integer({ min: 1, max: 4 }) })
          .map(({ size, firings }) => fired(size, firings)),
        fc.constantFrom<Turn>(clear, mark, { kind: 'resolve' }),
      ),
      { maxLength: 30 },
    );
    fc.assert(
      fc.property(turns, fc.boolean(), fc.constantFrom('up' as const, 'down' as const), (sequence, live, direction) => {
        const bench = new Bench();
        let [window, upto, last, quiet] = [0, 0, undefined as string | undefined, 0];
        for (const turn of sequence) {
          window += 1;
          bench.now += MINUTE;
          bench.settle();
          const waiting = bench.case.rule_state.waiting?.judgement;
          if (turn.kind === 'mark' && last && bench.act({ kind: 'false_positive' }, last) === undefined) {
            upto = Math.max(upto, bench.alerts.get(last)!.deviation!.size);
            // What waited for the end of the cooldown waits no longer.
            if (waiting && waiting.deviation!.size <= upto) quiet += waiting.occurrences;
            else if (waiting) expect(bench.open).not.toBeNull();
            last = bench.open?.id ?? last;
          }
          if (turn.kind === 'resolve') bench.act({ kind: 'resolve' });
          if (turn.kind === 'clear') bench.judge(firingOf({ window, verdict: 'clear', cooldown_minutes: 999 }));
          if (turn.kind !== 'fire') continue;
          const holds_until = live ? bench.now + 5 * MINUTE : null;
          const deviation = { direction, size: turn.size, of: 'refunds' };
          const occurrences = turn.firings;
          const judged = bench.judge(firingOf({ window, occurrences, holds_until, deviation, cooldown_minutes: 999 }));
          const isCovered = turn.size <= upto;
          expect(judged.outcome === 'suppressed').toBe(isCovered);
          if (isCovered) quiet += occurrences;
          else if (!last || bench.alerts.get(last)?.false_positive) expect(bench.open).not.toBeNull();
          last = bench.open?.id ?? last;
        }
        expect(bench.quieted).toBe(quiet);
      }),
      // A firing that waits while a later and smaller one is kept quiet, and is covered by a mark itself.
      { ...RUNS, examples: [[[fired(1), mark, fired(2), clear, fired(2), fired(1), mark], false, 'up']] },
    );
  });
});
