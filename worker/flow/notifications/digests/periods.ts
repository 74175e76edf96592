/** Pure: the days that a report or digest is about, and the same days of the week before that it compares them with. */
import { addDays, startOfPeriod } from '../../../base/time.ts';

export const KINDS = ['daily', 'weekly'] as const;
export type PeriodKind = (typeof KINDS)[number];

/** First and last day (`YYYY-MM-DD`) of the project's calendar: one day, or Monday to Sunday. */
export interface Period {
  kind: PeriodKind;
  from: string;
  to: string;
}

/** The period of a kind that holds a day. */
export function periodOf(kind: PeriodKind, day: string): Period {
  if (kind === 'daily') return { kind, from: day, to: day };
  const from = startOfPeriod(day, 'week');
  return { kind, from, to: addDays(from, 6) };
}

/** The newest period that is over on the day `today`. */
export function lastPeriod(kind: PeriodKind, today: string): Period {
  const { from } = periodOf(kind, today);
  return periodOf(kind, addDays(from, -1));
}

/** A week before: the same weekday of a day. */
export function periodBefore({ kind, from, to }: Period): Period {
  return { kind, from: addDays(from, -7), to: addDays(to, -7) };
}

/** The one after. */
export function periodAfter({ kind, to }: Period): Period {
  return periodOf(kind, addDays(to, 1));
}
