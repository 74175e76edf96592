/** Pure: quiet hours, in which only critical alerts go out. */
import { Temporal } from 'temporal-polyfill';

/** Times of day; `to` before `from` is on the next day. */
export interface QuietHours {
  from: string;
  to: string;
}

/** When the quiet hours end (ms) that an instant lies in, by the clock of a zone; undefined for one outside of them. */
export function quietUntil(hours: QuietHours | null, zone: string, now: number): number | undefined {
  if (hours === null) return undefined;
  const local = Temporal.Instant.fromEpochMilliseconds(now).toZonedDateTimeISO(zone);
  const [from, to] = [Temporal.PlainTime.from(hours.from), Temporal.PlainTime.from(hours.to)];
  const time = local.toPlainTime();
  const [isAfter, isBefore] = [Temporal.PlainTime.compare(time, from) >= 0, Temporal.PlainTime.compare(time, to) < 0];
  const isOverMidnight = Temporal.PlainTime.compare(from, to) > 0;
  if (isOverMidnight ? !isAfter && !isBefore : !(isAfter && isBefore)) return undefined;
  const day = isOverMidnight && isAfter ? local.toPlainDate().add({ days: 1 }) : local.toPlainDate();
  // A time that the clock skips ends when it goes on, one that comes twice ends at the first.
  return day.toZonedDateTime({ timeZone: zone, plainTime: to }).epochMilliseconds;
}
