/** Numbers and dates as text. */
import { describe, expect, test } from 'vitest';
import { formatAge, formatBucket, formatChange, formatEventType, formatMoney, formatValue } from './format.ts';

describe('format', () => {
  test('money follows the exponent of its currency', () => {
    expect(formatMoney(123_456, 'GBP')).toBe('£1,234.56');
    expect(formatMoney(4200, 'JPY')).toBe('¥4,200');
    expect(formatMoney(4200, 'KWD')).toMatch(/^KWD\s4\.200$/);
    expect(formatMoney(4200, 'IQD')).toMatch(/^IQD\s4\.200$/);
    expect(formatMoney(0, 'GBP')).toBe('£0.00');
  });

  test('a value follows its unit, and null is no zero', () => {
    expect(formatValue(0.0297, 'ratio', 'GBP')).toBe('2.97%');
    expect(formatValue(12.5, 'percent', 'GBP')).toBe('12.5%');
    expect(formatValue(1626, 'count', 'GBP')).toBe('1,626');
    expect(formatValue(null, 'ratio', 'GBP')).toBe('–');
  });

  test('a change has no sign: an arrow shows it', () => {
    expect(formatChange(-12.44)).toBe('12.4%');
    expect(formatChange(295)).toBe('295%');
  });

  test('buckets are named by their grain', () => {
    expect(formatBucket('2026-11-20T14:00:00+05:45', 'hour')).toBe('14:00');
    expect(formatBucket('2026-11-16', 'week', true)).toMatch(/^Week of .*16.*2026$/);
    expect(formatBucket('2026-11-01', 'month')).toBe('Nov 2026');
  });

  test('ages and event types read as words', () => {
    expect(formatAge(0, 5000)).toBe('5 s ago');
    expect(formatAge(0, 120_000)).toBe('2 min ago');
    expect(formatEventType('custom.saas.trial_started')).toBe('Trial started');
  });
});
