import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays } from '../../base/time.ts';
import { type AnomalyTerms, isCleared, judgeAnomaly } from './anomaly.ts';

const TERMS: AnomalyTerms = { method: 'auto', threshold: 2.5, direction: 'both', grain: 'day' };
const METHODS = ['auto', 'zscore', 'robust', 'seasonal'] as const;

/** Days from Monday 2026-06-01 on. */
function days(values: (number | null)[]) {
  return values.map((value, i) => ({ at: addDays('2026-06-01', i), value }));
}

/** Hours from midnight of Monday 2026-06-01 on. */
function hours(values: (number | null)[]) {
  return values.map((value, i) => {
    const hour = String(i % 24).padStart(2, '0');
    return { at: `${addDays('2026-06-01', Math.floor(i / 24))}T${hour}:00+01:00`, value };
  });
}

function judge(values: (number | null)[], terms: Partial<AnomalyTerms> = {}) {
  return judgeAnomaly(days(values), { ...TERMS, ...terms });
}

const flat = (value: number, n: number) => Array<number>(n).fill(value);
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

describe('robust', () => {
  it('still sees an outlier when a larger one is in the window', () => {
    const noise = [98, 103, 100, 97, 105, 101, 99, 102, 96, 104];
    const values = [...noise, 10_000, ...noise, 200];
    expect(judge(values, { method: 'zscore' })?.firing).toBe(false);
    expect(judge(values, { method: 'robust' })?.firing).toBe(true);
    expect(judge(values)).toMatchObject({ method: 'robust', firing: true });
  });

  it('is not moved by one huge value, wherever it stands', () => {
    const window = fc.array(fc.integer({ min: 90, max: 110 }), { minLength: 8, maxLength: 60 });
    fc.assert(
      fc.property(window, fc.nat(), fc.integer({ min: 5_000, max: 1e9 }), (values, place, huge) => {
        const with_outlier = values.with(place % values.length, huge);
        expect(judge([...with_outlier, 1_000], { method: 'robust' })?.firing).toBe(true);
        expect(judge([...with_outlier, 1_000])?.firing).toBe(true);
      }),
    );
  });

  it('does not cry over sparse counts whose median is zero', () => {
    const sparse = [1, 0, 0, 3, 0, 0, 0, 2, 0, 0, 1, 0, 0, 4, 0, 0, 2, 0, 0, 0, 3, 0, 0, 0, 1, 0, 0, 2, 0, 0];
    expect(judge([...sparse, 2], { method: 'robust', unit: 'count' })?.firing).toBe(false);
    expect(judge([...sparse, 9], { method: 'robust', unit: 'count' })?.firing).toBe(true);
  });
});

describe('seasonal', () => {
  /** Four weeks of a shop that is shut on Sundays, with a little noise. */
  const weeks = Array.from({ length: 28 }, (_, i) => (i % 7 === 6 ? 0 : 100 + ((i * 7) % 11) - 5));
  /** Hours of a shop that is open from nine to six. */
  const open = (n: number) =>
    Array.from({ length: n }, (_, i) => (i % 24 >= 9 && i % 24 < 18 ? 40 + ((i * 5) % 7) : 0));

  it('is chosen when the weekday predicts, and expects the weekday', () => {
    expect(judge([...weeks, 0])).toMatchObject({ method: 'seasonal', compared_with: 'same_weekday', firing: true });
    const untilSunday = [...weeks, ...weeks.slice(0, 6)];
    expect(judge([...untilSunday, 0], { unit: 'count' })).toMatchObject({ method: 'seasonal', firing: false });
    expect(judge([...untilSunday, 60], { unit: 'count' })?.firing).toBe(true);
  });

  it('falls back while there are too few of the same weekday', () => {
    expect(judge([...weeks.slice(0, 14), 0], { method: 'seasonal' })?.method).toBe('robust');
    expect(judge(weeks.slice(0, 22), { method: 'seasonal' })?.method).toBe('seasonal');
  });

  it('compares hours with the same hour of the day, and of the week from three weeks on', () => {
    const terms = { ...TERMS, grain: 'hour', unit: 'count' } as const;
    const noon = judgeAnomaly(hours([...open(24 * 10 + 12), 0]), terms)!;
    expect(noon).toMatchObject({ method: 'seasonal', compared_with: 'same_hour', firing: true });
    const night = judgeAnomaly(hours([...open(24 * 10 + 3), 0]), terms)!;
    expect(night).toMatchObject({ method: 'seasonal', expected: 0, firing: false });
    expect(judgeAnomaly(hours(open(24 * 22)), terms)?.compared_with).toBe('same_hour_of_week');
    expect(judgeAnomaly(hours([...open(24 * 10 + 3), 1]), terms)?.firing).toBe(false);
  });

  it('does not take shut hours for a sign of how steady the open ones are', () => {
    const trade = (i: number) => (i % 24 >= 9 && i % 24 < 18 ? 40 + ((i * 7919) % 31) - 15 : 0);
    const values = Array.from({ length: 24 * 28 + 12 }, (_, i) => trade(i));
    const terms = { ...TERMS, method: 'seasonal', grain: 'hour', unit: 'count' } as const;
    const judged = judgeAnomaly(hours([...values, 55]), terms)!;
    expect(judged.high - judged.expected).toBeGreaterThan(20);
    expect(judged.firing).toBe(false);
  });

  it('is not chosen for noise', () => {
    const noise = fc.array(fc.integer({ min: 50, max: 150 }), { minLength: 60, maxLength: 60 });
    const chosen = fc.sample(noise, { numRuns: 200, seed: 4 }).filter((values) => judge(values)?.method === 'seasonal');
    expect(chosen.length).toBeLessThan(10);
  });
});

describe('hours of more than two weeks', () => {
  const terms = { ...TERMS, grain: 'hour', unit: 'count' } as const;
  /** Steady but for a burst every 11 hours. */
  const bursts = (n: number) => Array.from({ length: n }, (_, i) => 20 + ((i * 7919) % 9) + (i % 11 === 0 ? 30 : 0));

  it('fire only for what is rare in this series', () => {
    const window = bursts(24 * 28);
    expect(judgeAnomaly(hours([...window, 54]), terms)).toMatchObject({ firing: false, reason: 'not_rare' });
    expect(judgeAnomaly(hours([...window, 54]), { ...terms, method: 'zscore' })).toMatchObject({ firing: true });
    expect(judgeAnomaly(hours([...window, 300]), terms)).toMatchObject({ firing: true, reason: 'deviation' });
    expect(judgeAnomaly(hours([...window.slice(0, 24 * 13), 54]), terms)?.firing).toBe(true);
    const share = { ...terms, percent_of_average: 200 };
    expect(judgeAnomaly(hours([...window, 54]), share)).toMatchObject({ firing: true, reason: 'share_of_average' });
  });

  it('fire when a steady series stops', () => {
    expect(judgeAnomaly(hours([...flat(100, 24 * 14), 0]), terms)?.firing).toBe(true);
    expect(judgeAnomaly(hours([...flat(100, 24 * 90), 0]), terms)?.firing).toBe(true);
    expect(judgeAnomaly(hours([...bursts(24 * 28), 0]), terms)?.firing).toBe(true);
  });

  it('do not clear while they lie outside of the range', () => {
    const judged = judgeAnomaly(hours([...bursts(24 * 28), 54]), terms)!;
    expect(isCleared(judged, terms)).toBe(false);
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
