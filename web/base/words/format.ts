/** Numbers, money and dates as a person reads them in the language of the page. */

import { t } from '@lingui/core/macro';
import { currencyExponent } from '../../../worker/shared/currency-exponent.ts';
import { DAY_MS } from '../../../worker/shared/durations.ts';
import type { Grain } from '../api/types.ts';
import { currentLocale, formatLocale } from './language.ts';

const numbers = new Map<string, Intl.NumberFormat>();

function numberFormat(options: Intl.NumberFormatOptions): Intl.NumberFormat {
  const key = formatLocale() + JSON.stringify(options);
  const known = numbers.get(key) ?? new Intl.NumberFormat(formatLocale(), options);
  numbers.set(key, known);
  return known;
}

/** `minor` units of `currency`, in full or short (`£12K`). */
export function formatMoney(minor: number, currency: string, short = false): string {
  const digits = currencyExponent(currency);
  const fractions = short
    ? { notation: 'compact' as const, maximumFractionDigits: 1 }
    : { minimumFractionDigits: digits, maximumFractionDigits: digits };
  const style = { style: 'currency' as const, currency, currencyDisplay: 'narrowSymbol' as const };
  const format = numberFormat({ ...style, ...fractions });
  const value = minor / 10 ** digits;
  return currentLocale() === 'ar' ? keepTogether(format.formatToParts(value)) : format.format(value);
}

/** Marks keep a sign such as `US$` in its own order among Arabic words. */
function keepTogether(parts: Intl.NumberFormatPart[]): string {
  return parts.map(({ type, value }) => (type === 'currency' ? `\u200E${value}\u200E` : value)).join('');
}

/** Any metric's value by its unit; no value is a dash, never a zero. */
export function formatValue(value: number | null | undefined, unit: string, currency: string, short = false): string {
  if (value === null || value === undefined) return '–';
  if (unit === 'money') return formatMoney(value, currency, short);
  if (unit === 'ratio' || unit === 'percent') {
    const share = unit === 'percent' ? value / 100 : value;
    const minimumFractionDigits = short ? 0 : 1;
    return numberFormat({ style: 'percent', minimumFractionDigits, maximumFractionDigits: 2 }).format(share);
  }
  return numberFormat(short ? { notation: 'compact' } : { maximumFractionDigits: 2 }).format(value);
}

const SIZES = ['byte', 'kilobyte', 'megabyte', 'gigabyte'] as const;

/** The size of a file, in the unit that keeps it short. */
export function formatBytes(bytes: number): string {
  const step = Math.min(SIZES.length - 1, Math.floor(Math.log10(Math.max(1, bytes)) / 3));
  const style = { style: 'unit' as const, unit: SIZES[step], unitDisplay: 'short' as const };
  return numberFormat({ ...style, maximumFractionDigits: step === 0 ? 0 : 1 }).format(bytes / 1000 ** step);
}

/** The size of a change in percent, without its sign: an arrow or a word shows the direction. */
export function formatChange(percent: number): string {
  const size = Math.abs(percent) / 100;
  return numberFormat({ style: 'percent', maximumFractionDigits: size >= 1 ? 0 : 1 }).format(size);
}

const DAY_STYLES = {
  short: { day: 'numeric', month: 'short' },
  medium: { day: 'numeric', month: 'short', year: 'numeric' },
  long: { weekday: 'long', day: 'numeric', month: 'long' },
  month: { month: 'short', year: 'numeric' },
  fullMonth: { month: 'long', year: 'numeric' },
  whole: { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' },
} as const;

let screenZone: string | undefined;

/** Makes all moments appear by the clock of `timezone`; undefined is the reader's own. The frame of a page sets it. */
export function setZoneOnScreen(timezone: string | undefined): void {
  screenZone = timezone;
}

/** The IANA time zone of the moments on screen. */
export function zoneOnScreen(): string {
  return screenZone ?? Intl.DateTimeFormat().resolvedOptions().timeZone;
}

const dates = new Map<string, Intl.DateTimeFormat>();

function dateFormat(options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = formatLocale() + JSON.stringify(options);
  const known = dates.get(key) ?? new Intl.DateTimeFormat(formatLocale(), options);
  dates.set(key, known);
  return known;
}

/** A `YYYY-MM-DD` day as text. */
export function formatDay(day: string, style: keyof typeof DAY_STYLES): string {
  return dateFormat({ ...DAY_STYLES[style], timeZone: 'UTC' }).format(Date.parse(day));
}

/** A range of `YYYY-MM-DD` days, as short as the language can say it; one day is that day. */
export function formatRange(from: string, to: string): string {
  return dateFormat({ ...DAY_STYLES.medium, timeZone: 'UTC' }).formatRange(Date.parse(from), Date.parse(to));
}

/** The weekday of a `YYYY-MM-DD` day. */
export function formatWeekday(day: string, style: 'long' | 'short' | 'narrow'): string {
  return dateFormat({ weekday: style, timeZone: 'UTC' }).format(Date.parse(day));
}

/** The name of a bucket of a series; `full` adds what an axis leaves out. */
export function formatBucket(at: string, grain: Grain, full = false): string {
  const day = at.slice(0, 10);
  if (grain === 'hour') {
    const hour = dateFormat({ timeStyle: 'short', timeZone: 'UTC' }).format(wallClock(at));
    return full ? t`${{ day: formatDay(day, 'short') }}, ${{ hour }}` : hour;
  }
  if (grain === 'month') return formatDay(day, 'month');
  const name = formatDay(day, full ? 'medium' : 'short');
  return full && grain === 'week' ? t`Week of ${{ day: name }}` : name;
}

/** The clock that an ISO time with an offset shows, as if it were UTC. */
const wallClock = (at: string) => Date.parse(`${at.slice(0, 16)}Z`);

/** The time of a moment by the clock of `timezone`, else of the screen. */
export function formatTime(at: number, timezone = screenZone): string {
  return dateFormat({ timeStyle: 'short', timeZone: timezone }).format(at);
}

const AGES = [
  [3600, 60, 'minute'],
  [86_400, 3600, 'hour'],
] as const;

/** How long ago `at` was, a date when that was not within a day; seconds that count up beside a text would move it. */
export function formatAge(at: number, now: number): string {
  const seconds = Math.max(0, Math.round((now - at) / 1000));
  if (seconds < 60) return t`just now`;
  const [, size, unit] = AGES.find(([below]) => seconds < below) ?? [];
  if (!size) return dateFormat({ ...DAY_STYLES.medium, timeZone: screenZone }).format(at);
  return relative().format(-Math.floor(seconds / size), unit);
}

const relatives = new Map<string, Intl.RelativeTimeFormat>();

function relative(): Intl.RelativeTimeFormat {
  const locale = formatLocale();
  // Narrow is clear in English only: it says "vor 3 m" in German and "-3 min" in French.
  const style = currentLocale() === 'en' ? 'narrow' : 'short';
  const known = relatives.get(locale) ?? new Intl.RelativeTimeFormat(locale, { style });
  relatives.set(locale, known);
  return known;
}

/** The first day of the reader's week: 1 is Monday, 7 is Sunday. */
export function firstWeekday(): number {
  const locale = new Intl.Locale(formatLocale()) as Intl.Locale & Partial<WeekAware>;
  const region = locale.maximize().region ?? '';
  return locale.getWeekInfo?.().firstDay ?? (SUNDAY_FIRST.has(region) ? 7 : region === 'AE' || region === 'EG' ? 6 : 1);
}

interface WeekAware {
  getWeekInfo(): { firstDay: number };
}

/** For browsers without week data: regions of our languages whose week begins on Sunday. */
const SUNDAY_FIRST = new Set('US CA MX BR JP AR CO PE VE SA IN'.split(' '));

/** An event type in words: `custom.saas.trial_started` is "Trial started". */
export function formatEventType(type: string): string {
  const words = type.split('.').at(-1)!.replaceAll('_', ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** A moment of the API by the clock of `timezone`, else of the screen. */
export function formatMoment(at: string, timezone = screenZone): string {
  return dateFormat({ dateStyle: 'medium', timeStyle: 'short', timeZone: timezone }).format(Date.parse(at));
}

/** A moment as the calendar and clock of `timezone` show it, with its weekday. */
export function formatIn(at: number, timezone: string): string {
  const day = { weekday: 'long', day: 'numeric', month: 'long' } as const;
  return dateFormat({ ...day, hour: 'numeric', minute: '2-digit', timeZone: timezone }).format(at);
}

/** A moment to come by the clock of the screen: the time within a day, with the weekday within a week, else the date. */
export function formatSoon(at: number, now: number): string {
  if (at - now > 6 * DAY_MS) return dateFormat({ ...DAY_STYLES.short, timeZone: screenZone }).format(at);
  if (at - now <= 0.8 * DAY_MS) return formatTime(at);
  return dateFormat({ weekday: 'short', hour: 'numeric', minute: '2-digit', timeZone: screenZone }).format(at);
}
