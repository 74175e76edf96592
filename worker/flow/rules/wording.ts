/** Pure: how people write numbers, days and what is counted. English; money with its own digits. */
import { currencyExponent } from '../../base/money.ts';
import type { Metric } from '../metrics/index.ts';

type Unit = Metric['unit'];

const WEEKDAYS = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];
const MONTHS = 'January February March April May June July August September October November December'.split(' ');

/** One and many of what core events count; others are called by their type. */
const NOUNS: Record<string, readonly [string, string]> = {
  session_started: ['session', 'sessions'],
  lead_created: ['lead', 'leads'],
  signup: ['signup', 'signups'],
  payment_succeeded: ['payment', 'payments'],
  payment_failed: ['failed payment', 'failed payments'],
  refund_issued: ['refund', 'refunds'],
  checkout_started: ['checkout', 'checkouts'],
  booking_requested: ['booking', 'bookings'],
  subscription_started: ['new subscription', 'new subscriptions'],
  subscription_canceled: ['canceled subscription', 'canceled subscriptions'],
  message_received: ['message', 'messages'],
  content_published: ['published piece', 'published pieces'],
  '*': ['event', 'events'],
  'usage.alerts_triggered': ['alert', 'alerts'],
};

/** `3 bookings`, `1 booking`, `no bookings`. */
export function countOf(n: number, event_type: string): string {
  const [one, many] = NOUNS[event_type] ?? ownNouns(event_type);
  return `${n === 0 ? 'no' : grouped(n)} ${n === 1 ? one : many}`;
}

function ownNouns(event_type: string): [string, string] {
  const name = (event_type.split('.')[2] ?? event_type).replaceAll('_', ' ');
  return [`“${name}” event`, `“${name}” events`];
}

/** A value as people write it: money with its currency, ratios and percentages rounded, counts grouped. */
export function shown(value: number, unit: Unit, currency: string | undefined): string {
  if (unit === 'money' && currency) return money(value, currency);
  if (unit === 'ratio') return percent(value * 100);
  return unit === 'percent' ? percent(value) : grouped(value);
}

const moneyFormats = new Map<string, Intl.NumberFormat>();

/** `£1,240.00` from minor units; fractions of a minor unit are rounded. */
export function money(minor: number, currency: string): string {
  const digits = currencyExponent(currency);
  let format = moneyFormats.get(currency);
  if (!format) {
    const options = {
      style: 'currency',
      currency,
      minimumFractionDigits: digits,
      maximumFractionDigits: digits,
    } as const;
    format = new Intl.NumberFormat('en-US', options);
    moneyFormats.set(currency, format);
  }
  return format.format(Math.round(minor) / 10 ** digits);
}

/** `1,240`; one decimal below ten, where it matters. */
export function grouped(value: number): string {
  const digits = Math.abs(value) < 10 ? 1 : 0;
  const rounded = Number(value.toFixed(digits)) + 0;
  return rounded.toLocaleString('en-US', { maximumFractionDigits: digits });
}

/** `38%`, `4.5%`: a decimal only below ten. */
export function percent(value: number): string {
  return `${grouped(value)}%`;
}

/** `Friday, 20 November`. */
export function dayName(day: string): string {
  const date = new Date(`${day.slice(0, 10)}T00:00Z`);
  return `${WEEKDAYS[date.getUTCDay()]}, ${date.getUTCDate()} ${MONTHS[date.getUTCMonth()]}`;
}

/** `on Friday, 20 November`, or with the hours: `… between 14:00 and 15:00`. */
export function periodName({ at, from, to }: { at: string; from: number; to: number }): string {
  if (at.length === 10) return `on ${dayName(at)}`;
  const start = at.slice(11, 16);
  const minutes = Number(start.slice(0, 2)) * 60 + Number(start.slice(3)) + (to - from) / 60_000;
  const two = (n: number) => String(n).padStart(2, '0');
  return `on ${dayName(at)} between ${start} and ${two(Math.floor(minutes / 60) % 24)}:${two(minutes % 60)}`;
}

/** `38% more than a week before (£2,000.00)`; undefined where a comparison would say nothing. */
export function comparison(
  now: number,
  before: number | null,
  { unit, currency, when }: { unit: Unit; currency: string | undefined; when: string },
): string | undefined {
  if (before === null || unit === 'percent' || !Number.isFinite(before)) return undefined;
  if (before === now) return `the same as ${when}`;
  const was = shown(before, unit, currency);
  if (unit === 'ratio') return `${now > before ? 'up' : 'down'} from ${was} ${when}`;
  if (before <= 0 || now < 0) return `after ${before === 0 ? (unit === 'money' ? 'nothing' : 'none') : was} ${when}`;
  const change = ((now - before) / before) * 100;
  if (change >= 900)
    return `${grouped(now / before)} times as ${unit === 'money' ? 'much' : 'many'} as ${when} (${was})`;
  const words = unit === 'money' ? ['more', 'less'] : ['more', 'fewer'];
  return `${percent(Math.abs(change))} ${change > 0 ? words[0] : words[1]} than ${when} (${was})`;
}
