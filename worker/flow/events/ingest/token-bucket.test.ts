import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Bucket, type Rate, refill, secondsUntil } from './token-bucket.ts';

const anyRate = fc.record({
  per_minute: fc.integer({ min: 1, max: 100_000 }),
  burst: fc.integer({ min: 1, max: 100_000 }),
});
const anySends = fc.array(
  fc.record({ wait: fc.integer({ min: 0, max: 300_000 }), n: fc.integer({ min: 1, max: 500 }) }),
  {
    minLength: 1,
    maxLength: 60,
  },
);

/** Takes `n` tokens if they are there; returns the bucket afterwards, or the seconds to wait. */
function take(bucket: Bucket | undefined, rate: Rate, now: number, n: number): { bucket: Bucket; wait: number } {
  const full = refill(bucket, rate, now);
  const wait = secondsUntil(full, rate, n);
  return { bucket: wait > 0 ? full : { spent: full.spent + n, at: full.at }, wait };
}

describe('a token bucket', () => {
  it('never lets through more than burst and rate allow, over any stretch of time', () => {
    fc.assert(
      fc.property(anyRate, anySends, (rate, sends) => {
        let now = 1_000_000;
        let bucket: Bucket | undefined;
        const passed: { now: number; n: number }[] = [];
        for (const { wait, n } of sends) {
          now += wait;
          // What is more than the burst is let through by a full bucket, as one debt: contract of batches.
          const taken = take(bucket, rate, now, Math.min(n, rate.burst));
          if (taken.wait === 0) passed.push({ now, n: Math.min(n, rate.burst) });
          bucket = taken.bucket;
        }
        for (let i = 0; i < passed.length; i++) {
          let sum = 0;
          for (let j = i; j < passed.length; j++) {
            sum += passed[j]!.n;
            const minutes = (passed[j]!.now - passed[i]!.now) / 60_000;
            expect(sum).toBeLessThanOrEqual(rate.burst + minutes * rate.per_minute + 1e-6);
          }
        }
      }),
    );
  });

  it('keeps its word: after the whole seconds it names, the same send passes', () => {
    fc.assert(
      fc.property(anyRate, anySends, fc.integer({ min: 1, max: 1_000 }), (rate, sends, n) => {
        let now = 0;
        let bucket: Bucket | undefined;
        for (const send of sends) {
          now += send.wait;
          bucket = take(bucket, rate, now, send.n).bucket;
        }
        const { wait } = take(bucket, rate, now, n);
        expect(Number.isFinite(wait)).toBe(true);
        if (wait === 0) return;
        expect(take(bucket, rate, now + Math.max(1, Math.ceil(wait)) * 1_000, n).wait).toBe(0);
      }),
    );
  });

  it('refused gives nothing away: asking again and again does not put the time off', () => {
    const rate = { per_minute: 60, burst: 10 };
    let bucket: Bucket | undefined = take(undefined, rate, 0, 10).bucket;
    for (let now = 0; now < 5_000; now += 10) {
      const taken = take(bucket, rate, now, 5);
      expect(taken.wait).toBeGreaterThan(0);
      bucket = taken.bucket;
    }
    expect(take(bucket, rate, 5_000.001, 5).wait).toBe(0);
  });

  it('is full when it is new, or has been quiet; never fuller than full', () => {
    fc.assert(
      fc.property(anyRate, fc.nat(1e9), (rate, now) => {
        expect(secondsUntil(refill(undefined, rate, now), rate, rate.burst)).toBe(0);
        const quiet = refill({ spent: rate.burst, at: 0 }, rate, 60_000 * (rate.burst / rate.per_minute + 1));
        expect(quiet.spent).toBe(0);
        expect(take(refill(undefined, rate, now), rate, now, rate.burst).bucket.spent).toBe(rate.burst);
      }),
    );
  });

  it('gains nothing from a clock that goes back and forth', () => {
    const rate = { per_minute: 60, burst: 10 };
    let bucket: Bucket = { spent: 10, at: 100_000 };
    for (let i = 0; i < 1_000; i++) {
      bucket = refill(bucket, rate, i % 2 ? 100_000 : 40_000);
    }
    expect(bucket).toEqual({ spent: 10, at: 100_000 });
  });

  it('owes what was more than its burst before it lets the next through', () => {
    const rate = { per_minute: 60, burst: 10 };
    const { bucket, wait } = take(undefined, rate, 0, 500);
    expect(wait).toBe(0);
    expect(take(bucket, rate, 0, 1).wait).toBe(491);
    expect(take(bucket, rate, 490_000, 1).wait).toBeCloseTo(1);
    expect(take(bucket, rate, 491_000, 1).wait).toBe(0);
  });

  it('follows a plan that changes', () => {
    const small = { per_minute: 60, burst: 10 };
    const large = { per_minute: 60, burst: 1_000 };
    const { bucket } = take(undefined, small, 0, 10);
    expect(take(bucket, small, 0, 1).wait).toBeGreaterThan(0);
    expect(take(bucket, large, 0, 990).wait).toBe(0);
    expect(take(bucket, large, 0, 991).wait).toBeGreaterThan(0);
  });
});
