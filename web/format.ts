/** Numbers, money and dates as a person reads them. */
import type { Grain } from './client.ts';

/** The page speaks English for now, so a reader's own variety of it decides the order of day and month. */
const LOCALE = typeof navigator === 'object' && navigator.language?.startsWith('en') ? navigator.language : 'en';

/** ISO 4217 minor units that are not 2. Intl follows CLDR, which differs from ISO for some of these. */
const EXPONENTS: Record<string, number> = Object.fromEntries([
  ...'BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF'.split(' ').map((code) => [code, 0]),
  ...'BHD IQD JOD KWD LYD OMR TND'.split(' ').map((code) => [code, 3]),
  ...'CLF UYW'.split(' ').map((code) => [code, 4]),
]);

const numbers = new Map<string, Intl.NumberFormat>();

function numberFormat(options: Intl.NumberFormatOptions): Intl.NumberFormat {
  const key = JSON.stringify(options);
  const known = numbers.get(key) ?? new Intl.NumberFormat(LOCALE, options);
  numbers.set(key, known);
  return known;
}

/** `minor` units of `currency`, in full or short (`£12K`). */
export function formatMoney(minor: number, currency: string, short = false): string {
  const digits = EXPONENTS[currency] ?? 2;
  const fractions = short
    ? { notation: 'compact' as const, maximumFractionDigits: 1 }
    : { minimumFractionDigits: digits, maximumFractionDigits: digits };
  const style = { style: 'currency' as const, currency, currencyDisplay: 'narrowSymbol' as const };
  return numberFormat({ ...style, ...fractions }).format(minor / 10 ** digits);
}

/** Any metric's value by its unit; nothing to say is a dash, never a zero. */
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
} as const;

/** A `YYYY-MM-DD` day as text. */
export function formatDay(day: string, style: keyof typeof DAY_STYLES): string {
  return new Intl.DateTimeFormat(LOCALE, { ...DAY_STYLES[style], timeZone: 'UTC' }).format(Date.parse(day));
}

/** The name of a bucket of a series; `full` adds what an axis leaves out. */
export function formatBucket(at: string, grain: Grain, full = false): string {
  const day = at.slice(0, 10);
  if (grain === 'hour') return full ? `${formatDay(day, 'short')}, ${at.slice(11, 16)}` : at.slice(11, 16);
  if (grain === 'month') return formatDay(day, 'month');
  const name = formatDay(day, full ? 'medium' : 'short');
  return full && grain === 'week' ? `Week of ${name}` : name;
}

/** A moment as the clock of `timezone` shows it. */
export function formatTime(at: number, timezone?: string): string {
  return new Intl.DateTimeFormat(LOCALE, { hour: '2-digit', minute: '2-digit', timeZone: timezone }).format(at);
}

/** How long ago `at` was. */
export function formatAge(at: number, now: number): string {
  const seconds = Math.max(0, Math.round((now - at) / 1000));
  if (seconds < 2) return 'just now';
  if (seconds < 60) return `${seconds} s ago`;
  if (seconds < 3600) return `${Math.floor(seconds / 60)} min ago`;
  if (seconds < 86_400) return `${Math.floor(seconds / 3600)} h ago`;
  return new Intl.DateTimeFormat(LOCALE, DAY_STYLES.medium).format(at);
}

/** An event type in words: `custom.saas.trial_started` is "Trial started". */
export function formatEventType(type: string): string {
  const words = type.split('.').at(-1)!.replaceAll('_', ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** A moment of the API by the reader's own clock. */
export function formatMoment(at: string): string {
  return new Intl.DateTimeFormat(LOCALE, { dateStyle: 'medium', timeStyle: 'short' }).format(Date.parse(at));
}
