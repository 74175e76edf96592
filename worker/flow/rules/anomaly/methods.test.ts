import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isCleared, judgeAnomaly } from './anomaly.ts';
import { flat, hours, judge, TERMS } from './samples.ts';

describe('robust', () => {
  it('is the distance to the median in median absolute deviations that estimate the standard one', () => {
    const judged = judge([10, 13, 11, 40, 12, 20], { method: 'robust' })!;
    expect(judged).toMatchObject({ expected: 12, method: 'robust' });
    expect(judged.score).toBeCloseTo(8 / ((1.4826 * 1 * 5) / 4.2), 12);
  });

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
    const amounts = sparse.map((count) => count * 1000);
    expect(judge([...amounts, 2000], { method: 'robust', unit: 'money' })?.firing).toBe(false);
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

  it('compare a fall with falls, not with the bursts upwards', () => {
    const rare = Array.from({ length: 24 * 28 }, (_, i) => 20 + ((i * 7919) % 9) + (i % 17 === 0 ? 40 : 0));
    expect(judgeAnomaly(hours([...rare, 0]), { ...terms, threshold: 2 })).toMatchObject({ firing: true });
  });

  it('do not clear while they lie outside of the range', () => {
    const judged = judgeAnomaly(hours([...bursts(24 * 28), 54]), terms)!;
    expect(isCleared(judged, terms)).toBe(false);
  });
});
