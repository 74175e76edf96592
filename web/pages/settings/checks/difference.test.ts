/** Differences in words: what differed, when, where, and from what to what. */
import '../../../base/words/language.ts';
import { i18n } from '@lingui/core';
import { beforeEach, describe, expect, test } from 'vitest';
import { changesOf, timeOf, whatOf, whereOf } from './difference.ts';

const sums = (n: number, sum: number, min = 0, max = 0) => ({ n, sum, min, max });
const point = {
  ...{ where: 'point' as const, at: '2026-11-20', event_type: 'payment_succeeded', currency: 'GBP' },
  ...{ found: sums(2, 3_000, 1_000, 2_000), expected: sums(3, 8_050, 1_000, 5_050) },
};
const usage = {
  ...{ where: 'usage' as const, at: '2026-11-20', event_type: 'ingest_unit', currency: '' },
  ...{ found: sums(1_200, 0), expected: sums(1_201, 0) },
};

// Other files of this process speak other languages.
beforeEach(() => i18n.activate('en'));

describe('a difference', () => {
  test('of the numbers on screen names only what differed, as counts and money', () => {
    expect([whatOf(point), timeOf(point), whereOf(point)]).toEqual([
      'Payment, GBP',
      'Nov 20, 2026',
      'in the numbers on screen',
    ]);
    expect(changesOf(point)).toEqual([
      { name: 'Count', found: '2', expected: '3' },
      { name: 'Sum', found: '£30.00', expected: '£80.50' },
      { name: 'Largest', found: '£20.00', expected: '£50.50' },
    ]);
  });

  test('of the billed usage names the meter', () => {
    expect([whatOf(usage), whereOf(usage)]).toEqual(['Events', 'in the billed usage']);
    expect(changesOf(usage)).toEqual([{ name: 'Count', found: '1,200', expected: '1,201' }]);
    expect(whereOf({ ...usage, where: 'day' })).toBe('in the sums beside the events');
  });
});
