/** Pure: what customers paid as sorted entries, and pages of them. */

/** What one customer did in one slot and currency. */
export interface Entry {
  customer: string;
  slot: number;
  currency: string;
  orders: number;
  refunds: number;
  paid: number;
  refunded: number;
}

/** Sorts by customer, time and currency. */
export function inOrder(a: Entry, b: Entry): number {
  if (a.customer !== b.customer) return a.customer < b.customer ? -1 : 1;
  if (a.slot !== b.slot) return a.slot - b.slot;
  return a.currency < b.currency ? -1 : a.currency > b.currency ? 1 : 0;
}

/** One text for a customer and a slot that sorts as they do. */
export function keyOf(customer: string, slot: number): string {
  return `${customer} ${slot.toString(36).padStart(6, '0')}`;
}

/** Both lists in order; of the same place they are added up. */
export function merged(old: readonly Entry[], more: readonly Entry[]): Entry[] {
  const all: Entry[] = [];
  for (const entry of [...old, ...more].sort(inOrder)) {
    const last = all.at(-1);
    if (!last || inOrder(last, entry) !== 0) all.push({ ...entry });
    else {
      last.orders += entry.orders;
      last.refunds += entry.refunds;
      last.paid += entry.paid;
      last.refunded += entry.refunded;
    }
  }
  return all;
}

/** The first slot of `[from, to)` in which the customer paid, of sorted entries; undefined where none. */
export function firstPaidIn(
  entries: readonly Entry[],
  customer: string,
  { from, to }: { from: number; to: number },
): number | undefined {
  for (let i = placeOf(entries, customer, from); i < entries.length; i++) {
    const entry = entries[i]!;
    if (entry.customer !== customer || entry.slot >= to) return undefined;
    if (entry.orders > 0) return entry.slot;
  }
  return undefined;
}

/** The index of the first entry of the customer from the slot on, or of what follows. */
function placeOf(entries: readonly Entry[], customer: string, slot: number): number {
  let [low, high] = [0, entries.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    const entry = entries[middle]!;
    if (entry.customer < customer || (entry.customer === customer && entry.slot < slot)) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Sorted entries as they are, or in parts of about `size` where there are more than twice as many; a part never ends within a slot. */
export function partsOf(entries: readonly Entry[], size: number): Entry[][] {
  const limit = entries.length > 2 * size ? size : Number.POSITIVE_INFINITY;
  const parts: Entry[][] = [];
  let last: Entry | undefined;
  for (const entry of entries) {
    const isSame = last?.customer === entry.customer && last.slot === entry.slot;
    if (parts.length === 0 || (parts.at(-1)!.length >= limit && !isSame)) parts.push([]);
    parts.at(-1)!.push(entry);
    last = entry;
  }
  return parts;
}

export function textOf(entries: readonly Entry[]): string {
  return JSON.stringify(entries.map((e) => [e.customer, e.slot, e.currency, e.orders, e.refunds, e.paid, e.refunded]));
}

export function entriesOf(text: string): Entry[] {
  const rows = JSON.parse(text) as [string, number, string, number, number, number, number][];
  return rows.map(([customer, slot, currency, orders, refunds, paid, refunded]) => {
    return { customer, slot, currency, orders, refunds, paid, refunded };
  });
}
