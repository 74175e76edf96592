/** How a language writes numbers, money, days and times. `tag` may be a variety of it, such as es-MX. */
import { currencyExponent } from '../shared/currency-exponent.ts';
import type { Forms } from './language.ts';
import type { Unit } from './reason.ts';

/** The ways of one language variety. */
export interface Formats {
  number(value: number): string;
  percent(value: number): string;
  money(minor: number, currency: string): string;
  /** A value as people write it: money with its currency, ratios and percentages rounded. */
  value(value: number, unit: Unit, currency: string | undefined): string;
  /** `Friday, 20 November` of `YYYY-MM-DD`. */
  day(day: string): string;
  /** `16 – 22 November` of two days, of one day as `day`. */
  days(from: string, to: string): string;
  /** `14:03`. */
  time(time: string): string;
  /** The form for a number, the number in it. */
  plural(n: number, forms: Forms): string;
}

const known = new Map<string, Formats>();

/** The formats of a language tag; made once. */
export function formatsOf(tag: string): Formats {
  const formats = known.get(tag) ?? makeFormats(tag);
  known.set(tag, formats);
  return formats;
}

function makeFormats(tag: string): Formats {
  const of = memo((key: string) => new Intl.NumberFormat(tag, JSON.parse(key) as Intl.NumberFormatOptions));
  const format = (options: Intl.NumberFormatOptions) => of(JSON.stringify(options));
  const rules = new Intl.PluralRules(tag);
  const days = daysOf(tag);
  const spans = dates(tag === 'en' ? 'en-GB' : tag, { day: 'numeric', month: 'long' });
  const at = (day: string) => Date.parse(`${day.slice(0, 10)}T00:00Z`);
  const times = dates(tag, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
  const number = (value: number) => format({ maximumFractionDigits: digitsOf(value) }).format(rounded(value));
  const percent = (value: number) => {
    return format({ style: 'percent', maximumFractionDigits: digitsOf(value) }).format(rounded(value) / 100);
  };
  const money = (minor: number, currency: string) => {
    const digits = currencyExponent(currency);
    const options = { minimumFractionDigits: digits, maximumFractionDigits: digits };
    const amount = Math.round(minor) / 10 ** digits + 0;
    // The API names which dollar it is; a page uses the shortest sign, as elsewhere.
    const currencyDisplay = tag === 'en' ? 'symbol' : 'narrowSymbol';
    return isolated(format({ style: 'currency', currency, currencyDisplay, ...options }).formatToParts(amount), tag);
  };
  return {
    number,
    percent,
    money,
    value(value, unit, currency) {
      if (unit === 'money' && currency) return money(value, currency);
      if (unit === 'ratio') return percent(value * 100);
      return unit === 'percent' ? percent(value) : number(value);
    },
    day: (day) => days(at(day)),
    days: (from, to) => (from === to ? days(at(from)) : spans.formatRange(at(from), at(to))),
    time: (time) => times.format(Date.parse(`1970-01-01T${time}Z`)),
    plural: (n, forms) => (forms[rules.select(rounded(n))] ?? forms.other).replace('#', number(n)),
  };
}

/** `Friday, 20 November`; in English the day comes before the month, as in all texts of the product. */
function daysOf(tag: string): (at: number) => string {
  const whole = dates(tag, { weekday: 'long', day: 'numeric', month: 'long' });
  if (!tag.startsWith('en')) return (at) => whole.format(at);
  const [weekday, day] = [dates('en', { weekday: 'long' }), dates('en-GB', { day: 'numeric', month: 'long' })];
  return (at) => `${weekday.format(at)}, ${day.format(at)}`;
}

/** Dates of the Gregorian calendar, which the API counts in. */
function dates(tag: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  return new Intl.DateTimeFormat(tag, { ...options, calendar: 'gregory', timeZone: 'UTC' });
}

/** One decimal below ten, where it matters. */
function digitsOf(value: number): number {
  return Math.abs(value) < 10 ? 1 : 0;
}

function rounded(value: number): number {
  return Number(value.toFixed(digitsOf(value))) + 0;
}

/** Marks keep a currency's sign such as `US$` in its own order among Arabic words. */
function isolated(parts: Intl.NumberFormatPart[], tag: string): string {
  const isArabic = tag.startsWith('ar');
  return parts.map(({ type, value }) => (isArabic && type === 'currency' ? `\u200E${value}\u200E` : value)).join('');
}

function memo<T>(make: (key: string) => T): (key: string) => T {
  const made = new Map<string, T>();
  return (key) => {
    const value = made.get(key) ?? make(key);
    made.set(key, value);
    return value;
  };
}
