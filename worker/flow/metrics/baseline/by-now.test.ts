/** What a day had by now. */
import { describe, expect, test } from 'vitest';
import { clockAt, upToClock } from './by-now.ts';

const HOUR = 3_600_000;
const hour = (name: string, n = 4, sum = 100) => ({ at: `2026-07-14T${name}:00+01:00`, n, sum });

describe('what a day had by a time of day', () => {
  test('whole hours count whole, the running one in part, later ones not', () => {
    const hours = [hour('08:00'), hour('09:00'), hour('10:00'), hour('11:00')];
    expect(upToClock(hours, 10.25 * HOUR)).toEqual([hour('08:00'), hour('09:00'), hour('10:00', 1, 25)]);
    expect(upToClock(hours, 8 * HOUR)).toEqual([]);
    expect(upToClock(hours, 24 * HOUR)).toEqual(hours);
  });

  test('the clock is that on the wall of the zone, half hours included', () => {
    expect(clockAt(Date.parse('2026-07-15T10:30:00Z'), '2026-07-15', 'Europe/London')).toBe(11.5 * HOUR);
    expect(clockAt(Date.parse('2026-07-15T10:30:00Z'), '2026-07-15', 'Asia/Kathmandu')).toBe(16.25 * HOUR);
    expect(clockAt(Date.parse('2026-07-14T18:15:00Z'), '2026-07-15', 'Asia/Kathmandu')).toBe(0);
  });

  test('clocks that change leave the time on the wall what people see', () => {
    // 2026-03-29 01:00 UTC: London goes from 01:00 to 02:00; 2026-10-25 01:00 UTC back from 02:00 to 01:00.
    expect(clockAt(Date.parse('2026-03-29T02:30:00Z'), '2026-03-29', 'Europe/London')).toBe(3.5 * HOUR);
    expect(clockAt(Date.parse('2026-10-25T00:30:00Z'), '2026-10-25', 'Europe/London')).toBe(1.5 * HOUR);
    expect(clockAt(Date.parse('2026-10-25T01:30:00Z'), '2026-10-25', 'Europe/London')).toBe(1.5 * HOUR);
    const twice = [
      { at: '2026-10-25T01:00:00+01:00', n: 2, sum: 0 },
      { at: '2026-10-25T01:00:00+00:00', n: 3, sum: 0 },
    ];
    expect(upToClock(twice, 2 * HOUR)).toEqual(twice);
  });
});
