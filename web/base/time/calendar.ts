/** Days of a project's calendar as `YYYY-MM-DD` text, and the ranges a chart can show. */
import { DAY_MS, MINUTE_MS } from '../../../worker/shared/durations.ts';
import type { Grain } from '../api/types.ts';

export type Range = 'today' | '7' | '30' | '90' | 'custom';

const clockOf = perZone({ year: 'numeric', month: '2-digit', day: '2-digit' });
const offsetClock = perZone({ timeZoneName: 'longOffset' });

/** A clock for each time zone, made once: making one is slow. */
function perZone(fields: Intl.DateTimeFormatOptions): (timeZone: string) => Intl.DateTimeFormat {
  const clocks = new Map<string, Intl.DateTimeFormat>();
  return (timeZone) => {
    const known = clocks.get(timeZone);
    if (known) return known;
    const clock = new Intl.DateTimeFormat('en-CA-u-ca-gregory-nu-latn', { timeZone, ...fields });
    clocks.set(timeZone, clock);
    return clock;
  };
}

/** The date it is in `timezone` at `now`. */
export function todayIn(timezone: string, now: number): string {
  const parts = clockOf(timezone).formatToParts(now);
  const part = (type: string) => parts.find((each) => each.type === type)?.value ?? '';
  return `${part('year')}-${part('month')}-${part('day')}`;
}

/** The instant as ISO 8601 with the offset of `timezone`: `2026-11-21T14:30:00.000+01:00`. */
export function zonedTime(instant: string, timezone: string): string {
  const at = Date.parse(instant);
  // Offsets of zones are whole minutes in every year that an event can have.
  const offset = offsetMinutes(at, timezone);
  const local = new Date(at + offset * MINUTE_MS).toISOString().slice(0, -1);
  const pad = (value: number) => String(Math.floor(Math.abs(value))).padStart(2, '0');
  return `${local}${offset < 0 ? '-' : '+'}${pad(offset / 60)}:${pad(offset % 60)}`;
}

function offsetMinutes(at: number, timeZone: string): number {
  const name =
    offsetClock(timeZone)
      .formatToParts(at)
      .find(({ type }) => type === 'timeZoneName')?.value ?? '';
  const [, sign, hours = '0', minutes = '0'] = /GMT(?:([+-])(\d{2}):(\d{2}))?/.exec(name) ?? [];
  const offset = Number(hours) * 60 + Number(minutes);
  return sign === '-' ? -offset : offset;
}

/** What the clock of `timezone` shows at the instant `at` (ms): `2026-11-21T08:00`. */
export function wallTime(at: number, timezone: string): string {
  return zonedTime(new Date(at).toISOString(), timezone).slice(0, 16);
}

/** The instant (ms) at which the clock of `timezone` shows `wall`; a time that a clock change skips is the one after the gap. */
export function instantOf(wall: string, timezone: string): number {
  const asUtc = Date.parse(`${wall}Z`);
  const offsetAt = (at: number) => Date.parse(`${wallTime(at, timezone)}Z`) - at;
  const first = asUtc - offsetAt(asUtc);
  return asUtc - offsetAt(first);
}

/** `day` plus `count` days. */
export function addDays(day: string, count: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + count * DAY_MS).toISOString().slice(0, 10);
}

/** Whether `text` is a real date written `YYYY-MM-DD`. */
export function isDay(text: string | undefined): text is string {
  if (!text || !/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const at = Date.parse(`${text}T00:00:00Z`);
  return !Number.isNaN(at) && new Date(at).toISOString().startsWith(text);
}

/** First and last day of a preset range that ends today. */
export function presetDays(range: Exclude<Range, 'custom'>, today: string): { from: string; to: string } {
  const days = range === 'today' ? 1 : Number(range);
  return { from: addDays(today, 1 - days), to: today };
}

/** The bucket that keeps a range readable: at most about a hundred points. */
export function grainFor(from: string, to: string): Grain {
  const days = Math.round((Date.parse(to) - Date.parse(from)) / DAY_MS) + 1;
  if (days <= 2) return 'hour';
  if (days <= 100) return 'day';
  return days <= 750 ? 'week' : 'month';
}
