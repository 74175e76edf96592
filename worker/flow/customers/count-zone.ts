/** Counting first payments of a zone's days from all customers, a part at a time. */
import type { CustomerBook } from './book.ts';
import { addToFirsts } from './customers-store.ts';
import type { LocalDays } from './local-days.ts';

/** After every customer: none is left to count. */
export const ALL = '\u{10ffff}';

/** Entries of one part: about 50 ms. */
const ENTRIES = 50_000;

/** Counts the packed customers from `next` on, as many as one part takes; returns where to go on. Zone '' is all time. */
export function countZone(
  { sql, book }: { sql: SqlStorage; book: CustomerBook },
  zone: string,
  { days, next }: { days: LocalDays; next: string },
): string {
  const counts = new Map<number, number>();
  let rest = ALL;
  let [customer, day_end, read] = ['', 0, 0];
  for (const entry of book.entries(next)) {
    if (entry.customer !== customer) {
      if (read >= ENTRIES) {
        rest = entry.customer;
        break;
      }
      customer = entry.customer;
      day_end = 0;
    }
    read += 1;
    // Slots of a customer ascend: the first one past the last day begins another.
    if (entry.orders === 0 || entry.slot < day_end) continue;
    day_end = zone === '' ? Number.POSITIVE_INFINITY : days.of(entry.slot).to;
    counts.set(entry.slot, (counts.get(entry.slot) ?? 0) + 1);
  }
  if (counts.size > 0) addToFirsts(sql, zone, counts);
  return rest;
}
