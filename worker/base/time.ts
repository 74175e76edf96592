/** The business calendar: instants, 15-minute slots, and the days and hours of an IANA time zone. */

import { Temporal } from 'temporal-polyfill';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../shared/durations.ts';
import { AppError } from './errors.ts';

/** Length of a ledger cell, in milliseconds: every zone's days since 2000 are whole numbers of these. */
export const SLOT_MS = 15 * MINUTE_MS;

/** A stretch of time that a point stands for: `at` is its local name, `from`/`to` its instants (ms, `to` excluded). */
export interface Bucket {
  at: string;
  from: number;
  to: number;
}

/** Whether `zone` is an IANA zone name; offsets such as `+02:00` are refused because they know no DST. */
export function isTimeZone(zone: string): boolean {
  if (!/^[A-Za-z]/.test(zone)) return false;
  try {
    Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(zone);
    return true;
  } catch {
    return false;
  }
}

/** The local day, `YYYY-MM-DD`, that holds the instant `ms`. */
export function dayAt(ms: number, zone: string): string {
  const local = Temporal.Instant.fromEpochMilliseconds(ms).toZonedDateTimeISO(zone);
  const day = local.toPlainDate();
  // Where a clock falls back over midnight the earlier midnight starts the day, and the repeated hour belongs to it.
  const next = day.add({ days: 1 });
  return ms >= startOfDay(next.toString(), zone) ? next.toString() : day.toString();
}

/** The instant (ms) at which the local day begins: midnight, or the first instant after a gap that swallows it. */
export function startOfDay(day: string, zone: string): number {
  return Temporal.PlainDate.from(day).toZonedDateTime({ timeZone: zone }).epochMilliseconds;
}

/** The bucket of one local day; 23, 24 or 25 hours long (Lord Howe: 23½ and 24½). */
export function dayBucket(day: string, zone: string): Bucket {
  return { at: day, from: startOfDay(day, zone), to: startOfDay(addDays(day, 1), zone) };
}

/** The hours of a local day, each named by local ISO time with offset; a repeated hour appears twice, a skipped one never. */
export function hoursOfDay(day: string, zone: string): Bucket[] {
  const { from, to } = dayBucket(day, zone);
  const hours: Bucket[] = [];
  for (let at = from; at < to; ) {
    const local = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone);
    const transition = local.getTimeZoneTransition('next')?.epochMilliseconds ?? Number.POSITIVE_INFINITY;
    const steady = Math.min(transition, to);
    at = hoursUntil(steady, local, hours);
  }
  return hours;
}

/** Adds the hours from `local` to the instant `end`, between which the offset does not change; returns `end`. */
function hoursUntil(end: number, local: Temporal.ZonedDateTime, hours: Bucket[]): number {
  const shift = local.offsetNanoseconds / 1e6;
  for (let at = local.epochMilliseconds; at < end; ) {
    const clock = at + shift;
    const next = Math.min(end, at + HOUR_MS - (clock % HOUR_MS));
    hours.push({ at: new Date(clock).toISOString().slice(0, 19) + local.offset, from: at, to: next });
    at = next;
  }
  return end;
}

/** `day` plus whole days, which may be negative. */
export function addDays(day: string, days: number): string {
  return Temporal.PlainDate.from(day).add({ days }).toString();
}

/** Days from `from` to `to`, 0 when equal. */
export function daysBetween(from: string, to: string): number {
  return Temporal.PlainDate.from(from).until(to).days;
}

/** Every day from `from` to `to`, both included. */
export function daysOf(from: string, to: string): string[] {
  const days: string[] = [];
  for (let ms = Date.parse(`${from}T00:00Z`), end = Date.parse(`${to}T00:00Z`); ms <= end; ms += DAY_MS) {
    days.push(new Date(ms).toISOString().slice(0, 10));
  }
  return days;
}

/** The Monday of the ISO week, or the first of the month, that holds `day`. */
export function startOfPeriod(day: string, grain: 'week' | 'month'): string {
  if (grain === 'month') return `${day.slice(0, 7)}-01`;
  const weekday = new Date(`${day}T00:00Z`).getUTCDay();
  return addDays(day, -((weekday + 6) % 7));
}

/** Whether `text` is a day of the calendar, `YYYY-MM-DD`. */
export function isDay(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text) || text < '0100') return false;
  const ms = Date.parse(`${text}T00:00Z`);
  return !Number.isNaN(ms) && new Date(ms).toISOString().startsWith(text);
}

/**
 * The instant (ms) of a bound that people write as a day, which counts whole, or as an exact time. With `plus` 1 it is an
 * upper bound: the start of the day after, or the millisecond after.
 */
export function boundOf(text: string, zone: string, plus: 0 | 1): number {
  if (text.length === 10) return startOfDay(addDays(text, plus), zone);
  return parseInstant(text) + plus;
}

/** A range as people write it: days, which count whole, or exact times. */
export interface WrittenRange {
  from?: string;
  to?: string;
}

/** The instants (ms) of a range: `from` included, `to` excluded, days those of the zone. Throws `range.invalid` where it runs backwards. */
export function instantsOf({ from, to }: WrittenRange, zone: string): { from?: number; to?: number } {
  const start = from === undefined ? undefined : boundOf(from, zone, 0);
  const end = to === undefined ? undefined : boundOf(to, zone, 1);
  if (start !== undefined && end !== undefined && start >= end) throw invertedRange('from', 'to');
  return { from: start, to: end };
}

/** Refuses ranges that run backwards or span more than ten years. */
export function checkRange(from: string, to: string): void {
  if (from > to) throw invertedRange('from', 'to');
  if (to > Temporal.PlainDate.from(from).add({ years: 10 }).toString())
    throw rangeError('from', 'more than ten years before to');
}

/** The error for bounds of which the lower one, called `low`, is above the upper one. */
export function invertedRange(low: string, high: string): AppError {
  return rangeError(low, `must not be after ${high}`);
}

function rangeError(path: string, message: string): AppError {
  const errors = [{ path, message }];
  return new AppError('unprocessable', 'range.invalid', `${path}: ${message}`, { errors });
}

const CYCLE_MS = 146_097 * DAY_MS;

const INSTANT = /^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d)(?::(\d\d)(?:[.,](\d{1,9}))?)?(Z|[+-]\d\d(?::?\d\d)?)$/;

/** Milliseconds since the epoch of an ISO 8601 time with offset; NaN when it is not one or names no real moment. */
export function parseInstant(text: string): number {
  const m = INSTANT.exec(text);
  if (!m) return Number.NaN;
  const [year, month, day] = [Number(m[1]), Number(m[2]), Number(m[3])];
  const [hour, minute, second] = [Number(m[4]), Number(m[5]), Number(m[6] ?? 0)];
  if (month < 1 || month > 12 || hour > 23 || minute > 59 || second > 59) return Number.NaN;
  // Date.UTC takes the years 0 to 99 for 1900 to 1999; the calendar repeats every 400 years.
  const cycle = year < 100 ? 400 : 0;
  if (day < 1 || day > new Date(Date.UTC(year + cycle, month, 0)).getUTCDate()) return Number.NaN;
  const millis = m[7] ? Number(m[7].slice(0, 3).padEnd(3, '0')) : 0;
  const local = Date.UTC(year + cycle, month - 1, day, hour, minute, second, millis) - (cycle && CYCLE_MS);
  const offset = m[8]!;
  if (offset === 'Z') return local;
  const hours = Number(offset.slice(1, 3));
  const minutes = Number(offset.length > 3 ? offset.slice(-2) : 0);
  if (hours > 23 || minutes > 59) return Number.NaN;
  const shift = (hours * 60 + minutes) * MINUTE_MS;
  return offset[0] === '-' ? local + shift : local - shift;
}
