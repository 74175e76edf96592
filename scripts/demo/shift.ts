/** Moves old events to recent days: whole days, local wall-clock time kept. */
import { Temporal } from 'temporal-polyfill';
import type { Line } from '../events/line.ts';

/** What a first pass over the lines finds: the latest instant and how many events of each type there are. */
export async function surveyOf(lines: AsyncIterable<Line>): Promise<{ latest: number; counts: Map<string, number> }> {
  let latest = Number.NEGATIVE_INFINITY;
  const counts = new Map<string, number>();
  for await (const line of lines) {
    if (!('text' in line)) continue;
    const event = JSON.parse(line.text) as { event_type?: string; occurred_at?: string } | null;
    if (event?.event_type) counts.set(event.event_type, (counts.get(event.event_type) ?? 0) + 1);
    const at = Date.parse(event?.occurred_at ?? '');
    if (at > latest) latest = at;
  }
  return { latest, counts };
}

/** How many days bring the latest instant to the day before `now`, both taken in the time zone. */
export function daysToYesterday(latest: number, now: number, timezone: string): number {
  const yesterday = localDay(now, timezone).subtract({ days: 1 });
  return localDay(latest, timezone).until(yesterday, { largestUnit: 'days' }).days;
}

/** The local calendar day of an instant. */
export function localDay(at: number, timezone: string): Temporal.PlainDate {
  return Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(timezone).toPlainDate();
}

/** The same wall-clock time so many days later; a time that the clock skips that day moves past the gap. */
export function shiftInstant(at: string, days: number, timezone: string): string {
  const local = Temporal.Instant.from(at).toZonedDateTimeISO(timezone).toPlainDateTime();
  return local.add({ days }).toZonedDateTime(timezone).toInstant().toString();
}

/** Shifts every line that has a readable `occurred_at`; all else stays as it is, for the server to judge. */
export async function* shifted(lines: AsyncIterable<Line>, days: number, timezone: string): AsyncGenerator<Line> {
  for await (const line of lines) {
    yield 'text' in line ? { number: line.number, text: shiftText(line.text, days, timezone) } : line;
  }
}

function shiftText(text: string, days: number, timezone: string): string {
  const event = JSON.parse(text) as { occurred_at?: unknown } | null;
  if (typeof event?.occurred_at !== 'string') return text;
  try {
    return JSON.stringify({ ...event, occurred_at: shiftInstant(event.occurred_at, days, timezone) });
  } catch (error) {
    if (error instanceof RangeError) return text;
    throw error;
  }
}
