/** How many visitors the synthetic SaaS has on a day and when they come: growth, week, hour, one outage, one spike. */
import { Temporal } from 'temporal-polyfill';
import { type Dice, diceOf } from './random.ts';

const WEEK = [1.05, 1.15, 1.2, 1.1, 0.95, 0.45, 0.4];
const HOURS = [2, 1, 1, 1, 1, 2, 4, 8, 14, 20, 23, 22, 17, 18, 22, 22, 19, 14, 10, 8, 7, 6, 4, 3];
const OUTAGE = { hours: [9, 19], survivors: 0.12 } as const;
const SPIKE_FACTOR = 3.4;
const FIRST_DAY = Temporal.PlainDate.from('2020-01-01');

export interface Calendar {
  timezone: string;
  /** The local day that trend, outage and spike are counted from. */
  today: Temporal.PlainDate;
  outage: Temporal.PlainDate;
  spike: Temporal.PlainDate;
}

/** The calendar of a data set made at `at` (milliseconds): outage on a Wednesday, spike on a Tuesday, both recent. */
export function calendarOf(at: number, timezone: string): Calendar {
  const today = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(timezone).toPlainDate();
  return { timezone, today, outage: weekdayBefore(today, 3, 15), spike: weekdayBefore(today, 2, 6) };
}

/** A short name of a day for ids; no run of digits that could be taken for a phone number. */
export function dayCode(day: Temporal.PlainDate): string {
  return FIRST_DAY.until(day, { largestUnit: 'days' }).days.toString(36);
}

/** Visitors of a day: about 50 at the start of a 120-day window, about 105 at its end. */
export function visitorsOn(day: Temporal.PlainDate, calendar: Calendar, scale: number): number {
  const age = day.until(calendar.today, { largestUnit: 'days' }).days;
  const trend = 105 * 0.9935 ** Math.max(age, 0);
  const noise = 0.9 + diceOf(`volume:${day}`).roll() * 0.2;
  const spike = day.equals(calendar.spike) ? SPIKE_FACTOR : 1;
  return Math.round(trend * WEEK[day.dayOfWeek - 1]! * noise * spike * scale);
}

/** When a visitor of that day arrives, in epoch milliseconds: most in office hours. */
export function arrivalOn(day: Temporal.PlainDate, timezone: string, dice: Dice): number {
  const hour = dice.pick(
    HOURS.map((_, at) => at),
    HOURS,
  );
  const time = { hour, minute: dice.between(0, 59), second: dice.between(0, 59) };
  return day.toZonedDateTime({ timeZone: timezone, plainTime: time }).epochMilliseconds;
}

/** The hours in which the site was mostly down, as epoch milliseconds. */
export function outageOf(calendar: Calendar): { from: number; to: number } {
  const [from, to] = OUTAGE.hours.map(
    (hour) => calendar.outage.toZonedDateTime({ timeZone: calendar.timezone, plainTime: { hour } }).epochMilliseconds,
  );
  return { from: from!, to: to! };
}

/** Whether this visitor got through although the site was down. */
export function gotThrough(visitor: string): boolean {
  return diceOf(`outage:${visitor}`).chance(OUTAGE.survivors);
}

function weekdayBefore(today: Temporal.PlainDate, weekday: number, atLeast: number): Temporal.PlainDate {
  const day = today.subtract({ days: atLeast });
  return day.subtract({ days: (day.dayOfWeek - weekday + 7) % 7 });
}
