/** Until when an alert may be put aside, by the reader's own clock. Pure. */

export interface SnoozeTime {
  id: 'hour' | 'morning' | 'week';
  at: Date;
}

const MORNING = 8;
const MONDAY = 1;

/** In an hour, tomorrow morning, Monday morning. */
export function snoozeTimes(now: Date): SnoozeTime[] {
  return [
    { id: 'hour', at: new Date(now.getTime() + 3_600_000) },
    { id: 'morning', at: morningIn(now, 1) },
    { id: 'week', at: morningIn(now, (7 - now.getDay() + MONDAY) % 7 || 7) },
  ];
}

function morningIn(now: Date, days: number): Date {
  return new Date(now.getFullYear(), now.getMonth(), now.getDate() + days, MORNING);
}

/** What an input for day and time holds: `2026-11-21T08:00` by the reader's clock. */
export function asInput(at: Date): string {
  const two = (part: number) => String(part).padStart(2, '0');
  const day = `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`;
  return `${day}T${two(at.getHours())}:${two(at.getMinutes())}`;
}
