/** Until when an alert may be put aside, by the clock of a time zone. Pure. */
import { HOUR_MS } from '../../../../worker/shared/durations.ts';
import { addDays, instantOf, wallTime } from '../../../base/time/calendar.ts';

export interface SnoozeTime {
  id: 'hour' | 'morning' | 'week';
  /** Epoch milliseconds. */
  at: number;
}

const MONDAY = 1;

/** In an hour, tomorrow morning, Monday morning; mornings are at eight in `timezone`. */
export function snoozeTimes(now: number, timezone: string): SnoozeTime[] {
  const today = wallTime(now, timezone).slice(0, 10);
  const weekday = new Date(`${today}T00:00Z`).getUTCDay();
  const morningIn = (days: number) => instantOf(`${addDays(today, days)}T08:00`, timezone);
  return [
    { id: 'hour', at: now + HOUR_MS },
    { id: 'morning', at: morningIn(1) },
    { id: 'week', at: morningIn((7 - weekday + MONDAY) % 7 || 7) },
  ];
}
