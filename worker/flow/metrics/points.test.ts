import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dayAt, SLOT_MS } from '../../base/time.ts';
import { pointRows, touchedBuckets } from './points.ts';

const ZONES = [
  'Europe/London',
  'America/Sao_Paulo',
  'Asia/Kathmandu',
  'Australia/Lord_Howe',
  'America/St_Johns',
  'Pacific/Apia',
  'Antarctica/Casey',
  'America/Havana',
  'UTC',
];
const FIRST = Date.UTC(2000, 0, 2) / SLOT_MS;
const LAST = Date.UTC(2030, 0, 1) / SLOT_MS;
/** Slots around transitions of these zones, where mistakes live. */
const NEAR = [
  '2026-03-29',
  '2025-10-26',
  '2018-11-04',
  '2018-02-18',
  '2025-10-05',
  '2026-04-05',
  '2010-11-07',
  '2011-12-30',
  '2010-03-04',
];
const anySlot = fc.oneof(
  fc.integer({ min: FIRST, max: LAST }),
  fc
    .tuple(fc.constantFrom(...NEAR), fc.integer({ min: -100, max: 200 }))
    .map(([day, plus]) => Date.parse(day) / SLOT_MS + plus),
);
const anySlots = fc.array(anySlot, { minLength: 1, maxLength: 60 });

describe('the buckets that slots touch', () => {
  it('hold every slot in exactly one day and one hour, each bucket once, none without a slot', () => {
    fc.assert(
      fc.property(fc.constantFrom(...ZONES), anySlots, (zone, slots) => {
        const buckets = touchedBuckets(slots, zone);
        for (const slot of slots) {
          const holding = buckets.filter(({ from, to }) => slot >= from && slot < to);
          expect(holding.map(({ grain }) => grain).sort()).toEqual(['day', 'hour']);
          expect(holding.find(({ grain }) => grain === 'day')!.at).toBe(dayAt(slot * SLOT_MS, zone));
        }
        const names = buckets.map(({ grain, at }) => `${grain} ${at}`);
        expect(new Set(names).size).toBe(names.length);
        for (const { from, to } of buckets) expect(slots.some((slot) => slot >= from && slot < to)).toBe(true);
      }),
      { numRuns: 300 },
    );
  });

  it('do not depend on the order of the slots or on repeats, and change nothing that was given', () => {
    fc.assert(
      fc.property(fc.constantFrom(...ZONES), anySlots, (zone, slots) => {
        const given = [...slots];
        const buckets = touchedBuckets(slots, zone);
        expect(slots).toEqual(given);
        expect(touchedBuckets([...slots, ...slots].reverse(), zone)).toEqual(buckets);
      }),
    );
  });

  it('are as long as their zone says, and hours fill their day', () => {
    fc.assert(
      fc.property(fc.constantFrom(...ZONES), anySlot, (zone, slot) => {
        const [day] = touchedBuckets([slot], zone);
        const all = Array.from({ length: day!.to - day!.from }, (_, i) => day!.from + i);
        const buckets = touchedBuckets(all, zone);
        const hours = buckets.filter(({ grain }) => grain === 'hour');
        expect(buckets.filter(({ grain }) => grain === 'day')).toEqual([day]);
        expect(hours[0]!.from).toBe(day!.from);
        expect(hours.at(-1)!.to).toBe(day!.to);
        hours.slice(1).forEach((hour, i) => {
          expect(hour.from).toBe(hours[i]!.to);
        });
        for (const { from, to } of hours) expect(to - from).toBeLessThanOrEqual(4);
      }),
      { numRuns: 200 },
    );
  });

  it('of no slot are none', () => {
    expect(touchedBuckets([], 'UTC')).toEqual([]);
  });
});

it('rows take name and grain from the range that was asked', () => {
  const buckets = touchedBuckets([FIRST, FIRST + 8], 'UTC');
  const sum = { event_type: 'signup', currency: '', n: 1, sum: 2, min: 3, max: 4 };
  expect(
    pointRows(buckets, [
      { range: 2, ...sum },
      { range: 0, ...sum },
    ]),
  ).toEqual([
    { grain: 'hour', at: '2000-01-02T02:00:00+00:00', ...sum },
    { grain: 'day', at: '2000-01-02', ...sum },
  ]);
});
