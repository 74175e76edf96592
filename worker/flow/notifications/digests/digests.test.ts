/** When a period is told: once each, by the clock that somebody chose, also where clocks change. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { dayAt } from '../../../base/time.ts';
import { DAY_MS } from '../../../shared/durations.ts';
import { dueAt, firstPeriod, followingPeriod } from './due.ts';
import { lastPeriod, periodAfter, periodOf } from './periods.ts';

const hour = (at: string, zone = 'Europe/Berlin', project_zone = zone) => ({ at, zone, project_zone });
const due = (to: string, ...chosen: Parameters<typeof hour>) => new Date(dueAt({ to }, hour(...chosen))).toISOString();

describe('a period is due', () => {
  test.each<[string, string, string, Parameters<typeof hour>]>([
    ['the morning after', '2026-01-09', '2026-01-10T07:00:00.000Z', ['08:00']],
    ['at its very end', '2026-01-09', '2026-01-09T23:00:00.000Z', ['00:00']],
    ['at an hour that the clock skips, when it goes on', '2026-03-28', '2026-03-29T01:30:00.000Z', ['02:30']],
    ['at an hour that the clock shows twice, the first time', '2026-10-24', '2026-10-25T00:30:00.000Z', ['02:30']],
    [
      'by the clock of somebody far behind',
      '2026-01-09',
      '2026-01-10T16:00:00.000Z',
      ['08:00', 'America/Los_Angeles', 'Europe/Berlin'],
    ],
    [
      'by the clock of somebody far ahead',
      '2026-01-09',
      '2026-01-10T23:00:00.000Z',
      ['08:00', 'Asia/Tokyo', 'America/New_York'],
    ],
    ['where midnight is skipped', '2026-09-05', '2026-09-06T04:30:00.000Z', ['00:30', 'America/Santiago']],
  ])('%s', (_, to, instant, chosen) => expect(due(to, ...chosen)).toBe(instant));
});

test('a week is Monday to Sunday', () => {
  expect(periodOf('weekly', '2026-11-22')).toEqual({ kind: 'weekly', from: '2026-11-16', to: '2026-11-22' });
  expect(lastPeriod('weekly', '2026-11-22')).toMatchObject({ from: '2026-11-09', to: '2026-11-15' });
  expect(lastPeriod('weekly', '2026-11-23')).toMatchObject({ from: '2026-11-16', to: '2026-11-22' });
  expect(lastPeriod('daily', '2026-03-01')).toMatchObject({ from: '2026-02-28', to: '2026-02-28' });
});

test('whoever chooses an hour that is past today begins tomorrow', () => {
  const now = Date.parse('2026-01-10T09:00:00Z');
  expect(firstPeriod('daily', hour('08:00'), now).to).toBe('2026-01-10');
  expect(firstPeriod('daily', hour('11:00'), now).to).toBe('2026-01-09');
  expect(firstPeriod('weekly', hour('08:00'), now).to).toBe('2026-01-11');
});

test('after a long sleep only what is fresh is told', () => {
  const told = periodOf('daily', '2026-01-09');
  expect(followingPeriod(told, hour('08:00'), Date.parse('2026-01-10T09:00:00Z')).to).toBe('2026-01-10');
  expect(followingPeriod(told, hour('08:00'), Date.parse('2026-02-10T09:00:00Z')).to).toBe('2026-02-07');
});

const ZONES = [
  'UTC',
  'Europe/Berlin',
  'America/Santiago',
  'Australia/Lord_Howe',
  'Asia/Kathmandu',
  'America/New_York',
  'Africa/Cairo',
];

test('every period of two years is told once, in order, within two days of its end', () => {
  const zone = fc.constantFrom(...ZONES);
  const minutes = fc.integer({ min: 0, max: 1_439 });
  fc.assert(
    fc.property(zone, zone, minutes, fc.constantFrom('daily' as const, 'weekly' as const), (own, project, at, kind) => {
      const two = (n: number) => String(n).padStart(2, '0');
      const chosen = hour(`${two(Math.floor(at / 60))}:${two(at % 60)}`, own, project);
      let last = 0;
      for (let period = periodOf(kind, '2025-06-01'); period.to < '2027-06-01'; period = periodAfter(period)) {
        const instant = dueAt(period, chosen);
        expect(instant).toBeGreaterThanOrEqual(last);
        const day = dayAt(instant, project);
        expect(day > period.to).toBe(true);
        expect(instant).toBeLessThan(Date.parse(`${period.to}T00:00Z`) + 3.5 * DAY_MS);
        last = instant;
      }
    }),
    { numRuns: 10 },
  );
});
