/** What customers paid: sorted pages in storage, and what came since in memory until it is worth a page. */
import { dropPage, pageFirsts, readPage, writePage } from './customers-store.ts';
import { type Entry, entriesOf, firstPaidIn, inOrder, keyOf, merged, partsOf, textOf } from './entries.ts';
import type { SlotRange } from './local-days.ts';

/** Entries of a page, about 50 KB; one that has grown to twice as many is split. */
const PAGE = 1_000;
/** Pages that are kept parsed. */
const CACHED = 100;
/** Recent entries after which they are worth writing: more where there are more pages to write them to. */
const WORTH = 4_000;
const WORTH_A_PAGE = 8;

export class CustomerBook {
  readonly #sql: SqlStorage;
  readonly #size: number;
  #firsts: string[];
  readonly #cache = new Map<string, Entry[]>();
  /** By customer, each sorted. */
  readonly #recent = new Map<string, Entry[]>();
  #recentCount = 0;

  constructor(sql: SqlStorage, size = PAGE) {
    this.#sql = sql;
    this.#size = size;
    this.#firsts = pageFirsts(sql);
  }

  /** Enough came since the last packing to write it. */
  get isFull(): boolean {
    return this.#recentCount >= Math.max(WORTH, this.#firsts.length * WORTH_A_PAGE);
  }

  /** The first slot of the range in which the customer paid; null where none. */
  firstPaid(customer: string, range: SlotRange): number | null {
    const recent = firstPaidIn(this.#recent.get(customer) ?? [], customer, range);
    const end = keyOf(customer, range.to);
    for (let i = Math.max(0, this.#pageOf(keyOf(customer, range.from))); i < this.#firsts.length; i++) {
      if (this.#firsts[i]! >= end) break;
      const packed = firstPaidIn(this.#read(this.#firsts[i]!), customer, range);
      if (packed !== undefined) return Math.min(packed, recent ?? packed);
    }
    return recent ?? null;
  }

  add(entries: readonly Entry[]): void {
    const own = new Map<string, Entry[]>();
    for (const entry of entries) own.set(entry.customer, [...(own.get(entry.customer) ?? []), entry]);
    for (const [customer, more] of own) {
      const old = this.#recent.get(customer) ?? [];
      const all = merged(old, more);
      this.#recent.set(customer, all);
      this.#recentCount += all.length - old.length;
    }
  }

  /** Writes what is recent into the pages. */
  pack(): void {
    const recent = [...this.#recent.values()].flat().sort(inOrder);
    this.#recent.clear();
    this.#recentCount = 0;
    for (let i = 0; i < recent.length; ) {
      const page = Math.max(0, this.#pageOf(keyOf(recent[i]!.customer, recent[i]!.slot)));
      const end = this.#firsts[page + 1];
      let to = i + 1;
      while (to < recent.length && (end === undefined || keyOf(recent[to]!.customer, recent[to]!.slot) < end)) to += 1;
      const first = this.#firsts[page];
      this.#write(first, merged(first === undefined ? [] : this.#read(first), recent.slice(i, to)));
      i = to;
    }
  }

  /** Every packed entry from a customer on, in order. */
  *entries(customer = ''): Generator<Entry> {
    for (let i = Math.max(0, this.#pageOf(keyOf(customer, 0))); i < this.#firsts.length; i++) {
      for (const entry of entriesOf(readPage(this.#sql, this.#firsts[i]!))) {
        if (entry.customer >= customer) yield entry;
      }
    }
  }

  /** Takes entries out of the pages; returns them. */
  remove(isGone: (entry: Entry) => boolean, of?: string): Entry[] {
    const removed: Entry[] = [];
    for (const first of of === undefined ? [...this.#firsts] : this.#pagesOf(of)) {
      const entries = entriesOf(readPage(this.#sql, first));
      const kept = entries.filter((entry) => !isGone(entry));
      if (kept.length === entries.length) continue;
      removed.push(...entries.filter(isGone));
      this.#write(first, kept);
    }
    return removed;
  }

  #pagesOf(customer: string): string[] {
    const from = Math.max(0, this.#pageOf(keyOf(customer, 0)));
    return this.#firsts.slice(from).filter((first, i) => i === 0 || first < `${customer}!`);
  }

  /** The index of the page that a key belongs to; -1 before the first. */
  #pageOf(key: string): number {
    let [low, high] = [0, this.#firsts.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.#firsts[middle]! <= key) low = middle + 1;
      else high = middle;
    }
    return low - 1;
  }

  #read(first: string): Entry[] {
    const known = this.#cache.get(first);
    const entries = known ?? entriesOf(readPage(this.#sql, first));
    // The page that was used last is the last to be dropped.
    this.#cache.delete(first);
    this.#cache.set(first, entries);
    if (this.#cache.size > CACHED) this.#cache.delete(this.#cache.keys().next().value!);
    return entries;
  }

  /** Replaces a page, or begins the first; a page begins where it did, its parts where their entries do. */
  #write(first: string | undefined, entries: Entry[]): void {
    const parts = partsOf(entries, this.#size).map((part) => ({ key: keyOf(part[0]!.customer, part[0]!.slot), part }));
    if (first !== undefined) this.#cache.delete(first);
    for (const { key, part } of parts) writePage(this.#sql, key, textOf(part));
    if (parts.length === 1 && parts[0]!.key === first) return;
    if (first !== undefined && !parts.some(({ key }) => key === first)) dropPage(this.#sql, first);
    this.#firsts = [...this.#firsts.filter((other) => other !== first), ...parts.map(({ key }) => key)].sort();
  }
}
