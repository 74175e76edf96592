import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { HOUR_MS } from '../../../shared/durations.ts';
import { Forecasts } from './forecasts.ts';
import { Quiet, SurpriseStream, scoreOfSurprise } from './surprise.ts';
import { Tail } from './tail.ts';

const START = Date.UTC(2026, 5, 1);
/** Noise without a random generator: the same for every run. */
const noise = (i: number) => ((i * 7919) % 101) / 101 - 0.5;

function surprises(values: number[]): number[] {
  const stream = new SurpriseStream();
  return values.map((value, i) => stream.next(START + i * HOUR_MS, value).surprise);
}

function tailOf(distances: number[]): Tail {
  const tail = new Tail();
  for (const distance of distances) tail.add(distance);
  return tail;
}

describe('the tail', () => {
  const distances = fc.array(fc.double({ min: 0, max: 1e9, noNaN: true }), { minLength: 30, maxLength: 300 });

  it('finds a larger distance at least as surprising, whatever it has seen, and nothing infinite', () => {
    const two = fc.tuple(fc.double({ min: 0, max: 1e12, noNaN: true }), fc.double({ min: 0, max: 1e12, noNaN: true }));
    fc.assert(
      fc.property(distances, two, (seen, [a, b]) => {
        const tail = tailOf(seen);
        const [less, more] = [tail.surprise(Math.min(a, b)), tail.surprise(Math.max(a, b))];
        expect(less).toBeGreaterThanOrEqual(0);
        expect(more).toSatisfy(Number.isFinite);
        expect(more).toBeGreaterThanOrEqual(less - 1e-9);
      }),
      { numRuns: 500 },
    );
  });

  it('does not depend on the order or the unit of what it has seen', () => {
    const integers = fc.array(fc.integer({ min: 0, max: 1e6 }), { minLength: 30, maxLength: 300 });
    fc.assert(
      fc.property(integers, fc.integer({ min: 0, max: 1e7 }), (seen, distance) => {
        const surprise = tailOf(seen).surprise(distance);
        expect(tailOf(seen.toReversed()).surprise(distance)).toBe(surprise);
        expect(tailOf(seen.map((one) => one * 8)).surprise(distance * 8)).toBeCloseTo(surprise, 9);
      }),
    );
  });

  it('tells the chance of a Pareto tail', () => {
    const seen = Array.from({ length: 10_000 }, (_, i) => ((i + 0.5) / 10_000) ** -0.5);
    for (const distance of [1.5, 10, 30, 300]) {
      expect(tailOf(seen).surprise(distance)).toBeCloseTo(2 * Math.log10(distance), 1);
    }
  });

  it('is not surprised by the smallest, nor while it knows little', () => {
    expect(tailOf(Array<number>(100).fill(0)).surprise(0)).toBe(0);
    expect(tailOf(Array<number>(29).fill(1)).surprise(1e9)).toBe(0);
    expect(tailOf(Array<number>(100).fill(0)).surprise(1)).toBeCloseTo(Math.log10(101), 9);
  });
});

describe('forecasts', () => {
  const forecastsOf = (values: number[], stepMs = HOUR_MS) => {
    const forecasts = new Forecasts();
    return values.map((value, i) => forecasts.next(START + i * stepMs, value));
  };

  it('come to follow the day, the week or the last points, whichever erred least', () => {
    const day = Array.from({ length: 24 * 20 }, (_, i) => (i % 24 === 9 ? 50 : (i % 24) / 10));
    expect(forecastsOf(day)[24 * 18 + 9]).toBe(50);
    const week = Array.from({ length: 24 * 50 }, (_, i) => (Math.floor(i / 24) % 7) * 10 + (i % 24));
    expect(forecastsOf(week)[24 * 45 + 5]).toBe(week[24 * 45 + 5]);
    const steps = Array.from({ length: 24 * 20 }, (_, i) => Math.floor(i / 120) * 50 + noise(i));
    expect(Math.abs(forecastsOf(steps).at(-1)! - steps.at(-1)!)).toBeLessThan(1);
  });

  it('come from the past alone, and not before fifty trials', () => {
    const values = Array.from({ length: 300 }, (_, i) => noise(i));
    expect(forecastsOf(values).slice(0, 200)).toEqual(forecastsOf(values.slice(0, 200)));
    expect(forecastsOf(values).findIndex((expected) => expected !== undefined)).toBe(55);
  });

  it('find the same time of uneven streams, and do without it where there is a hole', () => {
    const forecasts = new Forecasts();
    let last: number | undefined;
    for (let i = 0; i < 20 * 96; i++) {
      const jitter = noise(i) * 400_000;
      const hole = i > 10 * 96 && i < 12 * 96;
      if (!hole) last = forecasts.next(START + i * 900_000 + jitter, i % 96 < 48 ? 10 : 20);
    }
    expect(last).toBe(20);
  });
});

describe('a stream of surprises', () => {
  it('is largest where a jump begins, smaller after it, and nothing in a constant', () => {
    const jump = Array.from({ length: 800 }, (_, i) => 100 + noise(i) * 10 + (i >= 600 && i < 640 ? 80 : 0));
    const found = surprises(jump);
    expect(found.indexOf(Math.max(...found))).toBe(600);
    expect(found[605]!).toBeLessThan(found[600]! / 2);
    expect(surprises(Array<number>(500).fill(7))).toEqual(Array<number>(500).fill(0));
  });

  it('knows a spike that comes every day, and is surprised when it comes at another hour or not at all', () => {
    const daily = (i: number) => (i % 24 === 8 ? 100 : 5) + noise(i);
    const values = Array.from({ length: 24 * 30 }, (_, i) => daily(i));
    const odd = values.with(24 * 28 + 15, 100);
    const missing = values.with(24 * 28 + 8, 5);
    expect(surprises(values)[24 * 28 + 8]!).toBeLessThan(2);
    expect(surprises(odd)[24 * 28 + 15]!).toBeGreaterThan(4.5);
    expect(surprises(missing)[24 * 28 + 8]!).toBeGreaterThan(4.5);
  });

  it('depends on the past alone, not on the unit, and is never less than 0 or infinite', () => {
    const values = fc.array(fc.integer({ min: -1000, max: 1000 }), { minLength: 100, maxLength: 300 });
    fc.assert(
      fc.property(values, fc.nat(99), (all, cut) => {
        const found = surprises(all);
        expect(found.slice(0, -cut - 1)).toEqual(surprises(all.slice(0, -cut - 1)));
        const scaled = surprises(all.map((value) => -value * 4));
        for (const [i, surprise] of found.entries()) {
          expect(surprise).toBeGreaterThanOrEqual(0);
          expect(scaled[i]).toBeCloseTo(surprise, 9);
          expect(scoreOfSurprise(surprise)).toBeLessThan(1);
        }
      }),
      { numRuns: 50 },
    );
  });
});

describe('quiet', () => {
  const shown = (found: number[]) => {
    const quiet = new Quiet();
    return found.map((surprise) => quiet.next(surprise));
  };

  it('shows the first of a burst, what is half as likely again, and the next after a thirty-second of the stream', () => {
    const stream = Array<number>(1100).fill(0);
    for (const [i, surprise] of [
      [960, 5],
      [961, 5],
      [962, 5.2],
      [963, 6],
      [964, 5],
      [985, 5],
      [1020, 5],
      [1060, 5],
    ] as const)
      stream[i] = surprise;
    const found = shown(stream);
    expect(found.flatMap((surprise, i) => (surprise > 0 ? [[i, surprise]] : []))).toEqual([
      [960, 5],
      [963, 6],
      [1020, 5],
      [1060, 5],
    ]);
  });

  it('shows what the last thirty-second of the stream allows, compared one by one', () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: 0, max: 9, noNaN: true }), { maxLength: 400 }), (stream) => {
        const slow = stream.map((surprise, i) => {
          const before = stream.slice(Math.max(0, i - Math.ceil(i / 32)), i);
          return before.every((other) => surprise > other + Math.log10(2)) ? surprise : 0;
        });
        expect(shown(stream)).toEqual(slow);
      }),
    );
  });
});
