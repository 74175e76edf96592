import { describe, expect, it } from 'vitest';
import { nabGain, nabLeftOut, nabScore, PROFILES, type ScoredStream } from './nab.ts';

/** Scores of which few are high, by the minimal standard generator. */
function made(seed: number, count: number): number[] {
  let state = seed;
  return Array.from({ length: count }, () => {
    state = (state * 48271) % 2147483647;
    return Math.round((state / 2147483647) ** 8 * 1000) / 1000;
  });
}

function quiet(length: number, windows: [number, number][], alarms: number[]): ScoredStream {
  return { scores: Array.from({ length }, (_, i) => (alarms.includes(i) ? 1 : 0)), windows };
}

describe('the score of the benchmark', () => {
  it('is what an independent implementation in Python made of the same streams', () => {
    const streams: ScoredStream[] = [
      {
        scores: made(7, 900),
        windows: [
          [300, 344],
          [600, 644],
        ],
      },
      {
        scores: made(11, 6000),
        windows: [
          [1000, 1299],
          [3000, 3299],
        ],
      },
      { scores: made(13, 400), windows: [] },
    ];
    const standard = nabScore(streams, PROFILES.standard);
    expect(standard.threshold).toBe(0.992);
    expect(standard.score).toBeCloseTo(11.575111084674743, 10);
    expect(nabScore(streams, PROFILES.low_fp).score).toBeCloseTo(1.9501299527717009, 10);
    expect(nabScore(streams, PROFILES.low_fn)).toEqual({
      score: expect.closeTo(21.66897044799488, 10),
      threshold: 0.96,
    });
  });

  it('is 100 for detecting every window at its first point, and 0 for silence', () => {
    const windows: [number, number][] = [
      [200, 299],
      [600, 699],
    ];
    expect(nabScore([quiet(1000, windows, [200, 600])], PROFILES.standard).score).toBeCloseTo(100, 6);
    expect(nabScore([quiet(1000, windows, [])], PROFILES.standard).score).toBe(0);
  });

  it('takes for a late detection less, for a second one nothing, for a false one off', () => {
    const windows: [number, number][] = [[400, 499]];
    const scoreOf = (...alarms: number[]) => nabScore([quiet(1000, windows, alarms)], PROFILES.standard).score;
    expect(scoreOf(450)).toBeLessThan(scoreOf(410));
    expect(scoreOf(499)).toBeGreaterThan(50);
    expect(scoreOf(410, 450)).toBeCloseTo(scoreOf(410), 10);
    expect(scoreOf(410, 300)).toBeCloseTo(scoreOf(410) - 5.5, 10);
    expect(scoreOf(410, 510)).toBeGreaterThan(scoreOf(410, 900));
    expect(scoreOf(410, 149)).toBeCloseTo(scoreOf(410), 10);
  });

  it('adds up from what each stream gains at one threshold', () => {
    const streams = [1, 2, 3].map((seed): ScoredStream => ({ scores: made(seed, 800), windows: [[400, 479]] }));
    const { score, threshold } = nabScore(streams, PROFILES.standard);
    const gains = streams.map((stream) => nabGain(stream, PROFILES.standard, threshold));
    expect((100 * gains.reduce((a, b) => a + b)) / 6).toBeCloseTo(score, 10);
    expect(nabLeftOut(streams, PROFILES.standard)).toBeLessThanOrEqual(score);
  });
});
