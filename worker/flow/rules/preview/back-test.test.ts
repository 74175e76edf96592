import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { backTest, type Signal } from './back-test.ts';

const MINUTE = 60_000;
const signal = (minute: number, firing: boolean, holds: number | null = null): Signal => ({
  time: minute * MINUTE,
  at: `m${minute}`,
  firing,
  holds_until: holds === null ? null : holds * MINUTE,
  observed: minute,
  expected: null,
  threshold: 1,
});
const run = (signals: Signal[], cooldown_minutes = 0, end = 1_000) =>
  backTest(signals, { cooldown_minutes, end: end * MINUTE }).map(({ at, occurrences, cleared_at }) => [
    at,
    occurrences,
    cleared_at === null ? null : Date.parse(cleared_at) / MINUTE,
  ]);

describe('a back-test', () => {
  it('keeps one alert open until its condition clears', () => {
    expect(run([signal(1, true), signal(2, true), signal(3, false), signal(4, true)])).toEqual([
      ['m1', 2, 3],
      ['m4', 1, null],
    ]);
  });

  it('ends what holds only for some time', () => {
    expect(run([signal(1, true, 10), signal(5, true, 15), signal(20, true, 30)], 0, 25)).toEqual([
      ['m1', 2, 15],
      ['m20', 1, null],
    ]);
  });

  it('waits for the cooldown, and raises what holds when it ends', () => {
    expect(run([signal(1, true, 5), signal(6, true, 100)], 10)).toEqual([
      ['m1', 1, 5],
      ['m6', 1, 100],
    ]);
    expect(run([signal(1, true, 5), signal(6, true, 8)], 10)).toEqual([['m1', 1, 5]]);
    expect(run([signal(1, true), signal(2, false), signal(3, true), signal(4, false)], 60)).toEqual([['m1', 1, 2]]);
  });

  it('never has two alerts open at once, and never raises within a cooldown', () => {
    const steps = fc.array(
      fc.tuple(fc.integer({ min: 1, max: 30 }), fc.boolean(), fc.option(fc.integer({ min: 1, max: 40 }))),
      { maxLength: 60 },
    );
    fc.assert(
      fc.property(steps, fc.integer({ min: 0, max: 50 }), (parts, cooldown) => {
        let minute = 0;
        const signals = parts.map(([gap, firing, holds]) => {
          minute += gap;
          return signal(minute, firing, holds === null ? null : minute + holds);
        });
        const alerts = backTest(signals, { cooldown_minutes: cooldown, end: (minute + 100) * MINUTE });
        const firings = signals.filter(({ firing }) => firing).length;
        expect(alerts.reduce((sum, { occurrences }) => sum + occurrences, 0)).toBeLessThanOrEqual(firings);
        for (const [i, alert] of alerts.entries()) if (i < alerts.length - 1) expect(alert.cleared_at).not.toBeNull();
        if (firings > 0) expect(alerts.length).toBeGreaterThan(0);
        if (cooldown === 0) {
          const more = backTest(signals, { cooldown_minutes: 30, end: (minute + 100) * MINUTE });
          expect(more.length).toBeLessThanOrEqual(alerts.length);
        }
      }),
    );
  });
});
