import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cronFault, nextRun } from './cron.ts';

const iso = (ms: number) => new Date(ms).toISOString().slice(0, 16);
const runs = (cron: string, zone: string, from: string, count: number) => {
  const found: string[] = [];
  for (let at = Date.parse(from); found.length < count; ) {
    at = nextRun(cron, zone, at);
    found.push(iso(at));
  }
  return found;
};

describe('schedules', () => {
  it('run by the wall clock of their zone', () => {
    expect(runs('0 8 * * mon', 'America/New_York', '2026-03-01T00:00Z', 3)).toEqual([
      '2026-03-02T13:00',
      '2026-03-09T12:00',
      '2026-03-16T12:00',
    ]);
    expect(runs('30 5 * * *', 'Asia/Kolkata', '2026-01-01T00:00Z', 2)).toEqual([
      '2026-01-02T00:00',
      '2026-01-03T00:00',
    ]);
  });

  it('run once after a spring gap that swallowed their time', () => {
    expect(runs('30 2 * * *', 'America/New_York', '2026-03-07T12:00Z', 2)).toEqual([
      '2026-03-08T07:00',
      '2026-03-09T06:30',
    ]);
    expect(runs('0,30 2 * * *', 'Europe/Berlin', '2026-03-28T12:00Z', 3)).toEqual([
      '2026-03-29T01:00',
      '2026-03-30T00:00',
      '2026-03-30T00:30',
    ]);
  });

  it('run once in an autumn overlap, the first time; those of every hour run through it', () => {
    expect(runs('30 1 * * *', 'America/New_York', '2026-10-31T12:00Z', 2)).toEqual([
      '2026-11-01T05:30',
      '2026-11-02T06:30',
    ]);
    expect(runs('30 1,13 * * *', 'America/New_York', '2026-11-01T00:00Z', 3)).toEqual([
      '2026-11-01T05:30',
      '2026-11-01T18:30',
      '2026-11-02T06:30',
    ]);
    expect(runs('30 * * * *', 'America/New_York', '2026-11-01T04:45Z', 3)).toEqual([
      '2026-11-01T05:30',
      '2026-11-01T06:30',
      '2026-11-01T07:30',
    ]);
  });

  it('move on, whatever the schedule, the zone and the instant: never twice on the same local minute of a fixed time', () => {
    const zones = [
      'UTC',
      'Europe/London',
      'America/New_York',
      'Australia/Lord_Howe',
      'Asia/Kolkata',
      'America/Santiago',
      'Pacific/Apia',
    ];
    const part = (least: number, most: number) => fc.integer({ min: least, max: most }).map(String);
    const cron = fc
      .tuple(part(0, 59), part(0, 23), fc.constantFrom('*', '1', '15', '28'), fc.constant('*'), fc.constant('*'))
      .map((parts) => parts.join(' '));
    const instant = fc.integer({ min: Date.UTC(2024, 0, 1), max: Date.UTC(2028, 0, 1) });
    fc.assert(
      fc.property(cron, fc.constantFrom(...zones), instant, (expression, zone, from) => {
        expect(cronFault(expression)).toBeUndefined();
        const seen = new Set<string>();
        for (let at = from, i = 0; i < 6; i++) {
          const next = nextRun(expression, zone, at);
          expect(next).toBeGreaterThan(at);
          // Nothing is skipped: asking from anywhere before finds the same run.
          expect(nextRun(expression, zone, Math.floor((at + next) / 2))).toBe(next);
          const local = new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short' }).format(next);
          expect(seen.has(local)).toBe(false);
          seen.add(local);
          at = next;
        }
      }),
      { numRuns: 150 },
    );
  });

  it('that are none are told why', () => {
    for (const wrong of [
      '',
      ' ',
      '* * * *',
      '* * * * * *',
      '@daily',
      '60 * * * *',
      '* 24 * * *',
      '0 0 32 * *',
      '0 0 * 13 *',
      '0 0 * * 8',
      '*/0 * * * *',
      'a b c d e',
      '0 0 ? * 1',
      '0 0 30 2 *',
      '0 0 31 4,6,9,11 *',
    ]) {
      expect([wrong, cronFault(wrong)]).toEqual([wrong, expect.stringMatching(/./)]);
    }
    for (const right of [
      '* * * * *',
      ' 0  8 * * mon-fri ',
      '*/5 9-17 * * 1',
      '0 0 29 2 *',
      '0 0 L * *',
      '15,45 * 1 jan,jul *',
    ]) {
      expect([right, cronFault(right)]).toEqual([right, undefined]);
    }
  });
});
