import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { HOUR_MS } from '../shared/durations.ts';
import {
  addDays,
  dayAt,
  dayBucket,
  daysOf,
  hoursOfDay,
  isDay,
  isTimeZone,
  parseInstant,
  SLOT_MS,
  startOfPeriod,
} from './time.ts';

const ZONES = [
  'Europe/London',
  'America/Sao_Paulo',
  'Asia/Kathmandu',
  'Australia/Lord_Howe',
  'America/St_Johns',
  'Pacific/Apia',
  'America/New_York',
  'Africa/Casablanca',
  'UTC',
];
const anyZone = fc.constantFrom(...ZONES);
const anyDay = fc
  .integer({ min: Date.UTC(2000, 0, 2), max: Date.UTC(2030, 0, 1) })
  .map((ms) => new Date(ms).toISOString().slice(0, 10));

describe('days of a zone', () => {
  it('are whole numbers of slots and follow each other without gap or overlap', () => {
    fc.assert(
      fc.property(anyZone, anyDay, (zone, day) => {
        const bucket = dayBucket(day, zone);
        expect(bucket.from % SLOT_MS).toBe(0);
        expect(bucket.to).toBe(dayBucket(addDays(day, 1), zone).from);
      }),
    );
  });

  it('hold exactly the instants that dayAt puts into them', () => {
    fc.assert(
      fc.property(anyZone, fc.integer({ min: Date.UTC(2000, 0, 2), max: Date.UTC(2030, 0, 1) }), (zone, ms) => {
        const bucket = dayBucket(dayAt(ms, zone), zone);
        expect(ms >= bucket.from && ms < bucket.to).toBe(true);
      }),
      { numRuns: 500 },
    );
  });

  it.each([
    ['Europe/London', '2026-03-29', 23],
    ['Europe/London', '2026-10-25', 25],
    ['America/Sao_Paulo', '2018-11-04', 23],
    ['America/Sao_Paulo', '2018-02-17', 25],
    ['Asia/Kathmandu', '2026-03-29', 24],
    ['Australia/Lord_Howe', '2026-10-04', 23.5],
    ['Australia/Lord_Howe', '2026-04-05', 24.5],
    ['Pacific/Apia', '2011-12-30', 0],
  ])('%s %s is %d hours long', (zone, day, hours) => {
    const { from, to } = dayBucket(day, zone);
    expect((to - from) / HOUR_MS).toBe(hours);
  });
});

describe('hours of a day', () => {
  it('tile the day', () => {
    fc.assert(
      fc.property(anyZone, anyDay, (zone, day) => {
        const bucket = dayBucket(day, zone);
        let at = bucket.from;
        for (const hour of hoursOfDay(day, zone)) {
          expect(hour.from).toBe(at);
          expect(Date.parse(hour.at)).toBe(hour.from);
          at = hour.to;
        }
        expect(at).toBe(bucket.to);
      }),
    );
  });

  it('name a repeated hour twice with different offsets', () => {
    const names = hoursOfDay('2026-10-25', 'Europe/London').map((hour) => hour.at);
    expect(names).toHaveLength(25);
    expect(names.slice(0, 4)).toEqual([
      '2026-10-25T00:00:00+01:00',
      '2026-10-25T01:00:00+01:00',
      '2026-10-25T01:00:00+00:00',
      '2026-10-25T02:00:00+00:00',
    ]);
  });
});

describe('parseInstant', () => {
  it.each([
    ['2026-11-21T10:00:00Z', Date.UTC(2026, 10, 21, 10)],
    ['2026-11-21T10:00Z', Date.UTC(2026, 10, 21, 10)],
    ['2026-11-21T10:00:00.1239+05:45', Date.UTC(2026, 10, 21, 4, 15, 0, 123)],
    ['2024-02-29T00:00:00-03:30', Date.UTC(2024, 1, 29, 3, 30)],
    ['2026-11-21T10:00:00+0530', Date.UTC(2026, 10, 21, 4, 30)],
  ])('reads %s', (text, ms) => expect(parseInstant(text)).toBe(ms));

  it.each([
    '2026-11-21',
    '2026-11-21T10:00:00',
    '2023-02-29T00:00:00Z',
    '2026-04-31T00:00:00Z',
    '2026-11-21T24:00:00Z',
    '2026-11-21 10:00:00Z',
    '2026-11-21T10:00:60Z',
    '21/11/2026',
    '1763719200',
    '',
  ])('refuses %j', (text) => expect(parseInstant(text)).toBeNaN());

  it('agrees with the platform on every instant', () => {
    fc.assert(
      fc.property(
        fc.date({ min: new Date('2000-01-01'), max: new Date('2099-12-31'), noInvalidDate: true }),
        (date) => {
          expect(parseInstant(date.toISOString())).toBe(date.getTime());
        },
      ),
    );
  });
});

it('knows zones, days and periods', () => {
  expect(['Europe/London', 'UTC', 'America/Argentina/Buenos_Aires'].every(isTimeZone)).toBe(true);
  expect(['', '+02:00', 'Mars/Olympus', 'London'].some(isTimeZone)).toBe(false);
  expect(isDay('2024-02-29') && !isDay('2023-02-29') && !isDay('2023-2-9')).toBe(true);
  expect(daysOf('2024-02-28', '2024-03-01')).toEqual(['2024-02-28', '2024-02-29', '2024-03-01']);
  expect(startOfPeriod('2026-11-22', 'week')).toBe('2026-11-16');
  expect(startOfPeriod('2026-11-22', 'month')).toBe('2026-11-01');
});
