/** Periods in addresses, and the days they stand for. */
import { describe, expect, test } from 'vitest';
import { addressOf, countDays, daysOf, type Period, periodQuery, readPeriod } from './period.ts';

const TODAY = '2026-03-01';

describe('periods', () => {
  test.each<[Period, string, string]>([
    ['today', '2026-03-01', '2026-03-01'],
    ['7', '2026-02-23', '2026-03-01'],
    ['month', '2026-03-01', '2026-03-01'],
    ['last-month', '2026-02-01', '2026-02-28'],
    ['365', '2025-03-02', '2026-03-01'],
    [{ from: '2020-02-29', to: '2020-03-01' }, '2020-02-29', '2020-03-01'],
  ])('%j is %s to %s', (period, from, to) => {
    expect(daysOf(period, TODAY)).toEqual({ from, to });
    expect(readPeriod(periodQuery(period))).toEqual(period);
  });

  test('what makes no sense is no period', () => {
    for (const query of [{}, { range: '8' }, { from: '2026-02-02' }, { from: '2026-02-02', to: '2026-02-01' }]) {
      expect(readPeriod(query)).toBeUndefined();
    }
    expect(readPeriod({ from: '2026-02-30', to: '2026-03-02', range: '30' })).toBe('30');
  });

  test('no period is longer than the API returns', () => {
    expect(countDays(daysOf(readPeriod({ from: '1999-01-01', to: '2026-01-01' })!, TODAY))).toBe(3652);
  });

  test('an address leaves out what is not chosen', () => {
    expect(addressOf('/metrics', { metric: 'a b', range: undefined, kind: '' })).toBe('/metrics?metric=a+b');
    expect(addressOf('/metrics', {})).toBe('/metrics');
  });
});
