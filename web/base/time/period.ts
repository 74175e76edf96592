/** A stretch of days as an address names it: one that ends today, or fixed first and last days. */
import { DAY_MS } from '../../../worker/shared/durations.ts';
import { addDays, isDay } from './calendar.ts';

const MOVING = ['today', '7', '30', '90', 'month', 'last-month', '365'] as const;
/** A stretch that ends today or with last month, whenever the address is opened. */
export type Moving = (typeof MOVING)[number];

export interface Days {
  from: string;
  to: string;
}

export type Period = Moving | Days;

/** The longest range that the API returns at once. */
const LONGEST_DAYS = 3652;

/** What `query` names by `range`, or by `from` and `to`; undefined when it names nothing that makes sense. */
export function readPeriod({ range, from, to }: Record<string, string | undefined>): Period | undefined {
  if (isDay(from) && isDay(to) && from <= to) {
    const floor = addDays(to, 1 - LONGEST_DAYS);
    return { from: from < floor ? floor : from, to };
  }
  return MOVING.find((each) => each === range);
}

/** The part of an address that names a period. */
export function periodQuery(period: Period | undefined): Record<string, string | undefined> {
  if (typeof period === 'object') return { from: period.from, to: period.to };
  return { range: period };
}

/** First and last day of a period, today being `today`. */
export function daysOf(period: Period, today: string): Days {
  if (typeof period === 'object') return period;
  const monthStart = `${today.slice(0, 8)}01`;
  if (period === 'month') return { from: monthStart, to: today };
  if (period === 'last-month') {
    const to = addDays(monthStart, -1);
    return { from: `${to.slice(0, 8)}01`, to };
  }
  const count = period === 'today' ? 1 : Number(period);
  return { from: addDays(today, 1 - count), to: today };
}

/** How many days from the first to the last, both counted. */
export function countDays({ from, to }: Days): number {
  return Math.round((Date.parse(to) - Date.parse(from)) / DAY_MS) + 1;
}

/** The address of a page with what is not left out. */
export function addressOf(path: string, query: Record<string, string | undefined>): string {
  const text = new URLSearchParams(
    Object.entries(query).filter((entry): entry is [string, string] => entry[1] !== undefined && entry[1] !== ''),
  ).toString();
  return text ? `${path}?${text}` : path;
}
