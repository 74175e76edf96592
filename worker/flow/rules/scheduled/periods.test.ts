import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { completePeriods, isDueSince, judgedAt, periodAt, weekBefore } from './periods.ts';

const ZONES = [
  'UTC',
  'Europe/London',
  'America/New_York',
  'Australia/Lord_Howe',
  'Asia/Kolkata',
  'Asia/Kathmandu',
  'America/Havana',
];
const instant = fc.integer({ min: Date.UTC(2023, 0, 1), max: Date.UTC(2028, 0, 1) });

describe('periods', () => {
  it('are complete, in a row and without gaps, in every zone at every instant', () => {
    fc.assert(
      fc.property(
        fc.constantFrom('hour' as const, 'day' as const),
        fc.constantFrom(...ZONES),
        instant,
        fc.integer({ min: 1, max: 60 }),
        (grain, zone, now, count) => {
          const periods = completePeriods(grain, zone, now, count);
          expect(periods).toHaveLength(count);
          for (let i = 1; i < count; i++) expect(periods[i]!.from).toBe(periods[i - 1]!.to);
          const current = periodAt(grain, zone, now);
          expect(periods.at(-1)!.to).toBe(current.from);
          expect(current.from <= now && now < current.to).toBe(true);
        },
      ),
      { numRuns: 300 },
    );
  });

  it('are judged a minute after they end, also where days begin at half hours', () => {
    expect(new Date(judgedAt('day', 'Asia/Kolkata', Date.UTC(2026, 0, 1, 12))).toISOString()).toBe(
      '2026-01-01T18:31:00.000Z',
    );
    expect(new Date(judgedAt('hour', 'Asia/Kolkata', Date.UTC(2026, 0, 1, 12))).toISOString()).toBe(
      '2026-01-01T12:31:00.000Z',
    );
    const [last] = completePeriods('hour', 'UTC', Date.UTC(2026, 0, 1, 12, 30), 1);
    expect(isDueSince(last!, Date.UTC(2026, 0, 1, 12, 1))).toBe(true);
    expect(isDueSince(last!, Date.UTC(2026, 0, 1, 12, 2))).toBe(false);
  });

  it('know the same hour of the week before, on the local clock', () => {
    expect(weekBefore('day', 'UTC', '2026-03-03')).toBe('2026-02-24');
    expect(weekBefore('hour', 'America/New_York', '2026-03-09T14:00:00-04:00')).toBe('2026-03-02T14:00:00-05:00');
    expect(weekBefore('hour', 'America/New_York', '2026-03-15T02:00:00-04:00')).toBeUndefined();
  });
});
