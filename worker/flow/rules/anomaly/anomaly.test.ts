import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isCleared, judgeAnomaly } from './anomaly.ts';
import { flat, hours, judge, METHODS, TERMS } from './samples.ts';

const anyValue = fc.oneof(
  fc.integer({ min: -1000, max: 1000 }),
  fc.integer({ min: -1e9, max: 1e9 }).map((thousandths) => thousandths / 1000),
  fc.constant(0),
);
const anyWindow = fc.array(anyValue, { minLength: 6, maxLength: 60 });

describe('the plain z-score', () => {
  it('is the distance to the mean in sample standard deviations', () => {
    const judged = judge([8, 9, 10, 11, 12, 20], { method: 'zscore' })!;
    expect(judged).toMatchObject({ observed: 20, expected: 10, average: 10, points: 5, reason: 'deviation' });
    expect(judged.score).toBeCloseTo(10 / Math.sqrt(2.5), 12);
    expect(judged.low).toBeCloseTo(10 - 2.5 * Math.sqrt(2.5), 12);
    expect(judged.high).toBeCloseTo(10 + 2.5 * Math.sqrt(2.5), 12);
  });

  it('needs five points before the newest, gaps not counted', () => {
    expect(judge([1, 2, 3, 4, 100])).toBeUndefined();
    expect(judge([1, 2, null, 3, 4, 100])).toBeUndefined();
    expect(judge([1, 2, null, 3, 4, 5, 100])?.firing).toBe(true);
    expect(judge([1, 2, Number.NaN, 3, 4, 5, 100])?.points).toBe(5);
  });

  it('judges no newest point that is a gap', () => {
    for (const gap of [null, Number.NaN, Number.POSITIVE_INFINITY])
      expect(judge([...flat(5, 30), gap])).toBeUndefined();
    expect(judge([])).toBeUndefined();
  });
});

describe('a window that does not vary', () => {
  it('fires when a hundred a day become none, and not for three more', () => {
    expect(judge([...flat(100, 30), 0], { unit: 'count' })).toMatchObject({ firing: true, score: -50 });
    expect(judge([...flat(100, 30), 103], { unit: 'count' })?.firing).toBe(false);
    expect(judge([...flat(100, 30), 105], { unit: 'count' })?.firing).toBe(false);
    expect(judge([...flat(100, 30), 106], { unit: 'count' })?.firing).toBe(true);
  });

  it('never fires for one event after none', () => {
    for (const n of [5, 30]) {
      expect(judge([...flat(0, n), 1], { unit: 'count', since: '2026-06-01' })).toMatchObject({
        firing: false,
        score: 1,
      });
      expect(judge([...flat(0, n), 1], { unit: 'count' })).toBeUndefined();
    }
    expect(judge([...flat(0, 30), 10], { unit: 'count', since: '2026-06-01' })?.firing).toBe(true);
  });

  it('says nothing of a first amount, whose usual size nobody knows', () => {
    expect(judge([...flat(0, 30), 5000], { unit: 'money', since: '2026-06-01' })).toBeUndefined();
    expect(judge([...flat(0, 30), 0.2], { unit: 'ratio', since: '2026-06-01' })).toBeUndefined();
  });

  it('never fires on a constant series', () => {
    fc.assert(
      fc.property(anyValue, fc.integer({ min: 0, max: 90 }), fc.constantFrom(...METHODS), (value, n, method) => {
        expect(judge(flat(value, n), { method })?.firing ?? false).toBe(false);
        const hourly = judgeAnomaly(hours(flat(value, n * 20)), { ...TERMS, method, grain: 'hour' });
        expect(hourly?.firing ?? false).toBe(false);
      }),
    );
  });
});

describe('history', () => {
  it('begins with the first event of the business', () => {
    expect(judge([...flat(0, 25), 100, 90, 110, 100])).toBeUndefined();
    expect(judge([...flat(0, 25), 100, 90, 110, 100, 95, 0])).toMatchObject({ points: 5, firing: true });
    expect(judge([...flat(7, 25), 100, 90, 110, 100, 95, 0], { since: '2026-06-26' })?.points).toBe(5);
  });
});

describe('direction and shares of the average', () => {
  const usual = [9, 10, 11, 10, 9, 11, 10];

  it('fires only on the side that was asked for', () => {
    const reasons = (newest: number) =>
      (['up', 'down', 'both'] as const).map((direction) => judge([...usual, newest], { direction })?.reason);
    expect(reasons(30)).toEqual(['deviation', 'other_direction', 'deviation']);
    expect(reasons(0)).toEqual(['other_direction', 'deviation', 'deviation']);
    expect(reasons(10)).toEqual(['usual', 'usual', 'usual']);
  });

  it('is a refund spike above one deviation or at 150 % of the average, from three on', () => {
    const spike = { direction: 'up', threshold: 1, percent_of_average: 150, min_observed: 3, unit: 'count' } as const;
    const calm = [1, 0, 1, 2, 1, 0, 1, 1];
    expect(judge([...calm, 2], spike)).toMatchObject({ firing: false, reason: 'below_minimum' });
    expect(judge([...calm, 3], spike)).toMatchObject({ firing: true, reason: 'deviation' });
    const wild = [4, 20, 2, 30, 4, 3, 25, 8];
    expect(judge([...wild, 18], { ...spike, threshold: 3 })).toMatchObject({ average: 12, reason: 'share_of_average' });
    expect(judge([...wild, 17], { ...spike, threshold: 3 })?.firing).toBe(false);
    expect(judge([...flat(0, 8), 0], { ...spike, since: '2026-06-01' })?.firing).toBe(false);
  });

  it('is low bookings below one deviation or at half the average', () => {
    const low = { direction: 'down', threshold: 1, percent_of_average: 50, unit: 'count', method: 'zscore' } as const;
    const wild = [4, 20, 2, 30, 4, 3, 25, 8];
    expect(judge([...wild, 6], low)).toMatchObject({ firing: true, reason: 'share_of_average' });
    expect(judge([...wild, 7], low)?.firing).toBe(false);
    expect(judge([...wild, 0], low)).toMatchObject({ firing: true, reason: 'deviation' });
    expect(judge([...wild, 60], low)?.reason).toBe('other_direction');
  });

  it('clears well inside the threshold only', () => {
    const terms = { ...TERMS, method: 'zscore', direction: 'up' } as const;
    const cleared = (newest: number) => isCleared(judge([...usual, newest], terms)!, terms);
    const one = Math.sqrt(4 / 6);
    expect([2.6, 2.4, 2.1].filter((score) => cleared(10 + score * one))).toEqual([]);
    expect([1.9, 0, -9].filter((score) => !cleared(10 + score * one))).toEqual([]);
    const share = { ...terms, threshold: 5, percent_of_average: 120 };
    expect(isCleared(judge([...usual, 12], share)!, share)).toBe(false);
    expect(isCleared(judge([...usual, 11], share)!, share)).toBe(true);
  });
});

describe('whatever the values', () => {
  it('no number that comes out is NaN or infinite', () => {
    const wild = fc.option(fc.oneof(fc.double(), anyValue, fc.constantFrom(1e308, -1e308, 5e-324)), { nil: null });
    fc.assert(
      fc.property(fc.array(wild, { maxLength: 80 }), fc.constantFrom(...METHODS), (values, method) => {
        const judged = judge(values, { method });
        if (!judged) return;
        for (const value of Object.values(judged))
          if (typeof value === 'number') expect(value).toSatisfy(Number.isFinite);
        expect(judged.low).toBeLessThanOrEqual(judged.expected);
        expect(judged.high).toBeGreaterThanOrEqual(judged.expected);
      }),
      { numRuns: 500 },
    );
  });

  it('the unit of measurement does not matter', () => {
    fc.assert(
      fc.property(
        anyWindow,
        fc.integer({ min: -20, max: 20 }),
        fc.constantFrom(...METHODS),
        (values, power, method) => {
          const scaled = values.map((value) => value * 2 ** power);
          const [one, two] = [judge(values, { method }), judge(scaled, { method })];
          expect(two?.method).toBe(one?.method);
          expect(two?.firing).toBe(one?.firing);
          if (one && Math.abs(one.score) < 1e6) expect(two!.score).toBeCloseTo(one.score, 6);
        },
      ),
    );
  });

  it('up and down are alike', () => {
    fc.assert(
      fc.property(anyWindow, fc.constantFrom('zscore', 'robust', 'auto'), (values, method) => {
        const one = judge(values, { method, direction: 'up' });
        const two = judge(
          values.map((value) => -value),
          { method, direction: 'down' },
        );
        if (one?.method === 'seasonal' || two?.method === 'seasonal') return;
        expect(two?.firing).toBe(one?.firing);
        if (one && Math.abs(one.score) < 1e6) expect(two!.score).toBeCloseTo(-one.score, 6);
      }),
    );
  });

  it('adding the same to every value changes no plain or robust score', () => {
    const window = fc.array(fc.integer({ min: 100, max: 200 }), { minLength: 6, maxLength: 60 });
    fc.assert(
      fc.property(
        window,
        fc.integer({ min: 0, max: 500 }),
        fc.constantFrom('zscore', 'robust'),
        (values, plus, method) => {
          fc.pre(new Set(values.slice(0, -1)).size > 4);
          const one = judge(values, { method })!;
          const two = judge(
            values.map((value) => value + plus),
            { method },
          )!;
          const spread = (one.high - one.low) / 5;
          fc.pre(spread > 0.021 * (two.expected + plus));
          expect(two.score).toBeCloseTo(one.score, 9);
        },
      ),
    );
  });

  it('the order of the window does not matter to plain and robust scores', () => {
    const shuffled = anyWindow.chain((values) =>
      fc.tuple(fc.constant(values), fc.shuffledSubarray(values.slice(0, -1), { minLength: values.length - 1 })),
    );
    fc.assert(
      fc.property(shuffled, fc.constantFrom('zscore', 'robust'), ([values, other], method) => {
        const terms = { method, since: '2026-06-01' } as const;
        const [one, two] = [judge(values, terms), judge([...other, values.at(-1)!], terms)];
        expect(two?.firing).toBe(one?.firing);
        if (one && Math.abs(one.score) < 1e6) expect(two!.score).toBeCloseTo(one.score, 6);
      }),
    );
  });

  it('a larger deviation never fires less', () => {
    fc.assert(
      fc.property(
        anyWindow,
        fc.double({ min: 0, max: 1e6, noNaN: true }),
        fc.constantFrom(...METHODS),
        (values, more, method) => {
          const one = judge(values, { method, direction: 'up' });
          const two = judge(values.with(-1, values.at(-1)! + more), { method, direction: 'up' });
          if (one?.firing) expect(two?.firing).toBe(true);
        },
      ),
    );
  });
});
