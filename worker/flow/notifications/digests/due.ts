/** Pure: when a period is told: at the first moment after its end at which somebody's clock shows the hour that they chose. So each period is told once, also where clocks change. */
import { Temporal } from 'temporal-polyfill';
import { addDays, dayAt, startOfDay } from '../../../base/time.ts';
import { lastPeriod, type Period, type PeriodKind, periodAfter, periodOf } from './periods.ts';

/** An hour (`HH:MM`) by the clock of a zone, and the zone of the project, by whose calendar periods end. */
export interface Hour {
  at: string;
  zone: string;
  project_zone: string;
}

/** What was due longer ago is not told any more: a Worker that slept for a week does not send a week of digests. */
const LATE_DAYS = { daily: 2, weekly: 8 } as const;

/** The instant (ms) at which a period is due. An hour that the clock skips comes when it goes on, one that it shows twice the first time. */
export function dueAt({ to }: Pick<Period, 'to'>, { at, zone, project_zone }: Hour): number {
  const end = startOfDay(addDays(to, 1), project_zone);
  const day = Temporal.Instant.fromEpochMilliseconds(end).toZonedDateTimeISO(zone).toPlainDate();
  const on = (date: Temporal.PlainDate) => date.toZonedDateTime({ timeZone: zone, plainTime: at }).epochMilliseconds;
  const first = on(day);
  return first >= end ? first : on(day.add({ days: 1 }));
}

/** The first period that is due after `now` (ms): what somebody gets who chooses an hour now. */
export function firstPeriod(kind: PeriodKind, hour: Hour, now: number): Period {
  let period = lastPeriod(kind, dayAt(now, hour.project_zone));
  while (dueAt(period, hour) <= now) period = periodAfter(period);
  return period;
}

/** The period that is told after one, as a rule the next. */
export function followingPeriod(told: Period, { project_zone }: Hour, now: number): Period {
  const next = periodAfter(told);
  const oldest = periodOf(told.kind, addDays(dayAt(now, project_zone), -1 - LATE_DAYS[told.kind]));
  return next.to < oldest.to ? oldest : next;
}
