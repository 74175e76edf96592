/** Numbers and dates as text. */
import { HOUR_MS } from '../../../worker/shared/durations.ts';
import './language.ts';
import { i18n } from '@lingui/core';
import { afterEach, describe, expect, test } from 'vitest';
import {
  firstWeekday,
  formatAge,
  formatBucket,
  formatBytes,
  formatChange,
  formatDay,
  formatEventType,
  formatMoment,
  formatMoney,
  formatRange,
  formatTime,
  formatValue,
  setZoneOnScreen,
  zoneOnScreen,
} from './format.ts';

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

  test('the size of a file is in the unit that keeps it short', () => {
    expect(formatBytes(0)).toBe('0 byte');
    expect(formatBytes(999)).toBe('999 byte');
    expect(formatBytes(1_540_000)).toBe('1.5 MB');
    expect(formatBytes(5e12)).toBe('5,000 GB');
  });

  test('an Arabic amount keeps the sign of its currency in order', () => {
    i18n.activate('ar');
    expect(formatMoney(24_945, 'GBP')).toContain('\u200EUK£\u200E');
    i18n.activate('en');
  });

  test('a change has no sign: an arrow shows it', () => {
    expect(formatChange(-12.44)).toBe('12.4%');
    expect(formatChange(295)).toBe('295%');
  });

  test('buckets are named by their grain', () => {
    expect(formatBucket('2026-11-20T14:00:00+05:45', 'hour')).toMatch(/^(14:00|2:00\sPM)$/);
    expect(formatBucket('2026-11-16', 'week', true)).toMatch(/^Week of .*16.*2026$/);
    expect(formatBucket('2026-11-01', 'month')).toBe('Nov 2026');
  });

  test('ages and event types read as words', () => {
    expect(formatAge(0, 59_000)).toBe('just now');
    expect(formatAge(0, 120_000)).toMatch(/^2m(in)? ago$/);
    expect(formatEventType('custom.saas.trial_started')).toBe('Trial started');
  });
});

describe('in other languages', () => {
  const speak = (locale: string) => i18n.loadAndActivate({ locale, messages: {} });
  afterEach(() => speak('en'));

  test.each([
    ['de', '1.234,56\u00a0€', '5. Nov. 2026', 1],
    ['es', '1234,56\u00a0€', '5 nov 2026', 1],
    ['fr', '1\u202f234,56\u00a0€', '5 nov. 2026', 1],
    ['it', '1234,56\u00a0€', '5 nov 2026', 1],
    ['pt-BR', '€\u00a01.234,56', '5 de nov. de 2026', 7],
    ['tr', '€1.234,56', '5 Kas 2026', 1],
    ['ja', '€1,234.56', '2026年11月5日', 7],
  ])('%s writes money, days and weeks its own way', (locale, money, day, first) => {
    speak(locale);
    expect(formatMoney(123_456, 'EUR')).toBe(money);
    expect(formatDay('2026-11-05', 'medium')).toBe(day);
    expect(firstWeekday()).toBe(first);
  });

  test('Arabic counts years as the API does, in its own digits', () => {
    speak('ar');
    expect(formatDay('2026-11-05', 'medium')).toMatch(/2026|٢٠٢٦/);
    expect(firstWeekday()).toBe(6);
    expect(formatAge(0, 3 * HOUR_MS)).toMatch(/3|٣/);
  });

  test.each([
    ['de', 'vor 2 Min.'],
    ['fr', 'il y a 2 min'],
    ['es', 'hace 2 min'],
  ])('%s writes an age with a unit that a reader knows', (locale, age) => {
    speak(locale);
    expect(formatAge(0, 120_000).replace(/\s/g, ' ')).toBe(age);
  });

  test('a range of days is as short as the language can say it', () => {
    expect(formatRange('2026-11-05', '2026-11-05')).toBe(formatDay('2026-11-05', 'medium'));
    expect(formatRange('2026-11-05', '2026-11-09').match(/2026/g)).toHaveLength(1);
  });
});

test('moments follow the zone of the screen, unless one is named', () => {
  setZoneOnScreen('Asia/Tokyo');
  expect(formatMoment('2026-11-20T20:30:00Z')).toMatch(/21.*2026.*5:30/);
  expect(formatTime(Date.parse('2026-11-20T20:30:00Z'))).toMatch(/^0?5:30/);
  expect(formatTime(Date.parse('2026-11-20T20:30:00Z'), 'UTC')).toMatch(/^(20|8):30/);
  expect(zoneOnScreen()).toBe('Asia/Tokyo');
  setZoneOnScreen(undefined);
  expect(zoneOnScreen()).toBe(Intl.DateTimeFormat().resolvedOptions().timeZone);
});
