/** The project's calendar and the chart's ranges. */
import { describe, expect, test } from 'vitest';
import { addDays, grainFor, instantOf, isDay, presetDays, todayIn, wallTime, zonedTime } from './calendar.ts';

describe('calendar', () => {
  test('today is that of the project, not of the browser', () => {
    const now = Date.parse('2026-11-20T23:30:00Z');
    expect(todayIn('Europe/London', now)).toBe('2026-11-20');
    expect(todayIn('Asia/Kathmandu', now)).toBe('2026-11-21');
    expect(todayIn('America/Sao_Paulo', now)).toBe('2026-11-20');
  });

  test.each([
    ['Europe/Berlin', '2026-10-25T02:30:00.000+02:00'],
    ['America/Sao_Paulo', '2026-10-24T21:30:00.000-03:00'],
    ['America/St_Johns', '2026-10-24T22:00:00.000-02:30'],
    ['Asia/Kathmandu', '2026-10-25T06:15:00.000+05:45'],
    ['UTC', '2026-10-25T00:30:00.000+00:00'],
  ])('an instant in %s has its offset', (zone, text) => {
    expect(zonedTime('2026-10-25T00:30:00Z', zone)).toBe(text);
    expect(Date.parse(text)).toBe(Date.parse('2026-10-25T00:30:00Z'));
  });

  test('days step over months, leap days and clock changes', () => {
    expect(addDays('2026-03-01', -1)).toBe('2026-02-28');
    expect(addDays('2024-02-28', 1)).toBe('2024-02-29');
    expect(addDays('2026-10-24', 1)).toBe('2026-10-25');
  });

  test('a preset counts today', () => {
    expect(presetDays('today', '2026-11-21')).toEqual({ from: '2026-11-21', to: '2026-11-21' });
    expect(presetDays('7', '2026-11-21')).toEqual({ from: '2026-11-15', to: '2026-11-21' });
  });

  test('the grain keeps the chart readable', () => {
    expect(grainFor('2026-11-21', '2026-11-21')).toBe('hour');
    expect(grainFor('2026-08-24', '2026-11-21')).toBe('day');
    expect(grainFor('2026-01-01', '2026-11-21')).toBe('week');
    expect(grainFor('2020-01-01', '2026-11-21')).toBe('month');
  });

  test.each(['2026-02-30', '2026-1-1', 'today', '', undefined])('%s is no day', (text) => {
    expect(isDay(text)).toBe(false);
  });
});

test.each([
  ['2026-11-21T08:00', 'Asia/Kolkata', '2026-11-21T02:30:00.000Z'],
  ['2026-07-01T00:00', 'America/New_York', '2026-07-01T04:00:00.000Z'],
  ['2026-03-29T02:30', 'Europe/London', '2026-03-29T01:30:00.000Z'],
])('%s in %s is one instant, and its wall time comes back', (wall, zone, instant) => {
  expect(new Date(instantOf(wall, zone)).toISOString()).toBe(instant);
  expect(wallTime(Date.parse(instant), zone)).toBe(wall);
});

test('a time that a clock change skips is the one after the gap', () => {
  expect(wallTime(instantOf('2026-03-29T01:30', 'Europe/London'), 'Europe/London')).toBe('2026-03-29T02:30');
});
