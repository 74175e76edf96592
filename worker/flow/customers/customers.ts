/** The customers of one ledger, a projection of its payments: follows them when the ledger is flushed, never while it appends. */

import { HOUR_MS } from '../../shared/durations.ts';
import {
  type CellSum,
  firstSeq,
  firstWholeSlot,
  type LedgerMemory,
  type Person,
  receivedFrom,
} from '../events/ledger/index.ts';
import type { Derived } from '../metrics/index.ts';
import { type CountedZone, entriesOfPayments, firstsOf } from './apply-payments.ts';
import { CustomerBook } from './book.ts';
import { differencesOf } from './check-customers.ts';
import { ALL, countZone } from './count-zone.ts';
import * as store from './customers-store.ts';
import { eraseActors, NOBODY } from './erase-customers.ts';
import { LocalDays } from './local-days.ts';
import { paymentsIn } from './payments.ts';

/** Characters of events that one step reads: about twenty milliseconds. */
const CHARACTERS = 2_000_000;
/** Steps of one call, while there is more to do. */
const STEPS = 4;
/** Events without a payment after which the place is written down all the same. */
const SAVE_EVERY = 5_000;

/** What the projection needs of its ledger. */
interface Owner {
  storage: DurableObjectStorage;
  memory: LedgerMemory;
  /** The key of customers' names; only asked for once there are events. */
  key: () => Uint8Array;
}

export class Customers implements Derived {
  readonly #owner: Owner;
  readonly #sql: SqlStorage;
  #state!: store.CustomerState;
  #book!: CustomerBook;
  /** The book has what is counted but not packed; after an eviction it is read again. */
  #isRead = false;
  #savedSeq = 0;
  /** The last step did not reach the ledger's end: a flush may have gone on without what the next one finds. */
  #isBehind = false;
  readonly #zones = new Map<string, CountedZone>();
  /** Slots to tell D1 of beside those of new events; the end of the ledger when that was read for it, or nothing. */
  readonly #moved = new Map<number, number | undefined>();

  constructor(owner: Owner) {
    this.#owner = owner;
    this.#sql = owner.storage.sql;
    this.#load();
  }

  follow(zones: readonly string[]): boolean {
    if (!this.#owner.memory.state) return true;
    return this.#atomically(() => {
      this.#chooseZones(['', ...zones]);
      this.#readAgain();
      for (let step = 0; step < STEPS && !this.#isDone(); step++) {
        if (this.#state.seq < this.#owner.memory.end) this.#read();
        else this.#count();
      }
      return this.#isDone();
    });
  }

  changed(): number[] {
    if (!this.#isCounted()) return [];
    for (const slot of this.#moved.keys()) this.#moved.set(slot, this.#owner.memory.end);
    return [...this.#moved.keys()];
  }

  settle(slots: readonly number[], upto: number): void {
    const done = slots.filter((slot) => (this.#moved.get(slot) ?? Number.POSITIVE_INFINITY) <= upto);
    if (done.length === 0) return;
    for (const slot of done) this.#moved.delete(slot);
    store.dropMoved(this.#sql, done);
  }

  sums(ranges: readonly (readonly [number, number])[], zone: string): CellSum[] {
    if (!this.#isCounted('', zone)) return [];
    const found = new Map<number, { day: number; ever: number }>();
    for (const row of store.sumFirsts(this.#sql, ranges, zone)) {
      const sum = found.get(row.range) ?? { day: 0, ever: 0 };
      sum[row.zone === '' ? 'ever' : 'day'] += row.n;
      found.set(row.range, sum);
    }
    const cell = (range: number, event_type: string, n: number): CellSum => {
      return { range, event_type, currency: '', n, sum: 0, min: 0, max: 0 };
    };
    return [...found].flatMap(([range, { day, ever }]) => [
      cell(range, 'customers.active', day),
      cell(range, 'customers.returning', day - ever),
    ]);
  }

  /** Forgets who the person's customers were; what they paid stays counted. `eraseEvents` erases, and adds the actor of each payment. */
  erase<T>({ actor_ids }: Pick<Person, 'actor_ids'>, eraseEvents: (gone: string[]) => T): T {
    return this.#atomically(() => {
      const gone: string[] = [];
      if (!this.#owner.memory.state) return eraseEvents(gone);
      this.#catchUp();
      // Names that change must not pass the place up to which a zone is counted.
      while (!this.#isCounted()) this.#count();
      const result = eraseEvents(gone);
      const erased = { named: actor_ids, gone };
      eraseActors({ sql: this.#sql, book: this.#book }, this.#owner.key(), erased);
      return result;
    });
  }

  /** Reads all events that are held again, and counts all customers again. What was erased or is not held any more stays as it is. */
  rebuild(): void {
    const { memory } = this.#owner;
    if (!memory.state) return;
    this.#atomically(() => {
      this.#catchUp();
      const replay_slot = firstWholeSlot(this.#sql);
      const fixed = store.loadFixed(this.#sql);
      this.#book.remove(({ customer, slot }) => {
        return slot >= replay_slot && !fixed.has(customer) && !customer.startsWith(NOBODY);
      });
      store.clearFirsts(this.#sql);
      for (const [zone, counted] of this.#zones) {
        counted.next = '';
        store.saveZone(this.#sql, zone, '');
      }
      const seq = firstSeq(this.#sql, memory.end);
      this.#save({ seq, packed_seq: seq, replay_seq: memory.end, replay_slot });
    });
  }

  /** Compares slots `[from, to)` with the events that are held, and rebuilds where they differ; a reading of everything follows. */
  recount(from: number, to: number) {
    if (!this.#owner.memory.state || !this.#isDone()) return [];
    const span = { from: Math.max(from, firstWholeSlot(this.#sql)), to };
    const zones = [...this.#zones].map(([zone, { days }]) => ({ zone, days }));
    this.#atomically(() => this.#catchUp());
    const held = { sql: this.#sql, book: this.#book };
    const differences = differencesOf(held, this.#owner.key(), { ...span, zones });
    if (differences.length > 0) this.rebuild();
    return differences;
  }

  #isDone(): boolean {
    return this.#state.seq >= this.#owner.memory.end && this.#isCounted();
  }

  #isCounted(...zones: string[]): boolean {
    const asked = zones.length > 0 ? zones.map((zone) => this.#zones.get(zone)) : [...this.#zones.values()];
    return this.#state.seq >= this.#state.replay_seq && asked.every((zone) => zone?.next === ALL);
  }

  #chooseZones(wanted: readonly string[]): void {
    for (const zone of wanted) {
      if (this.#zones.has(zone)) continue;
      this.#zones.set(zone, { days: new LocalDays(zone), next: '' });
      store.saveZone(this.#sql, zone, '');
    }
    for (const zone of this.#zones.keys()) {
      if (wanted.includes(zone)) continue;
      this.#zones.delete(zone);
      store.dropZone(this.#sql, zone);
    }
  }

  /** The next stretch of events. */
  #read(): void {
    const { memory } = this.#owner;
    const { seq, replay_seq } = this.#state;
    const { segments, next } = store.readPaying(this.#sql, seq, memory.end, CHARACTERS);
    const payments = segments.flatMap(paymentsIn);
    const isReplay = seq < replay_seq;
    // The flush of new events covers their own slots, unless it went on without these customers.
    const isLate = this.#isBehind || next < memory.end || seq < memory.known.flushed_seq || !this.#isCounted();
    this.#isBehind = next < memory.end;
    if (payments.length === 0) {
      this.#state.seq = next;
      if (isReplay || next - this.#savedSeq >= SAVE_EVERY) this.#save({});
      return;
    }
    const fixed = isReplay ? store.loadFixed(this.#sql) : new Map<string, number>();
    const entries = entriesOfPayments(payments, { state: this.#state, key: this.#owner.key(), fixed });
    const { counts, left } = firstsOf(entries, this.#book, this.#zones);
    for (const [zone, changes] of counts) store.addToFirsts(this.#sql, zone, changes);
    this.#book.add(entries);
    this.#move(isLate ? [...new Set(entries.map(({ slot }) => slot)), ...left] : left);
    this.#save({ seq: next });
    if (this.#book.isFull || this.#isOld()) this.#pack();
  }

  /** Takes in all events, and has the pages hold them. */
  #catchUp(): void {
    this.#readAgain();
    while (this.#state.seq < this.#owner.memory.end) this.#read();
    this.#pack();
  }

  /** Retention must never drop what is in no page yet. */
  #isOld(): boolean {
    const received_at = receivedFrom(this.#sql, this.#state.packed_seq);
    return received_at !== undefined && received_at < Date.now() - HOUR_MS;
  }

  #pack(): void {
    if (this.#state.packed_seq === this.#state.seq) return;
    this.#book.pack();
    this.#save({ packed_seq: this.#state.seq });
  }

  /** What is counted already but in no page. */
  #readAgain(): void {
    if (this.#isRead) return;
    const { seq, packed_seq } = this.#state;
    for (let from = packed_seq; from < seq; ) {
      const { segments, next } = store.readPaying(this.#sql, from, seq, CHARACTERS);
      const terms = { state: this.#state, key: this.#owner.key(), fixed: store.loadFixed(this.#sql) };
      this.#book.add(entriesOfPayments(segments.flatMap(paymentsIn), terms));
      from = next;
    }
    this.#isRead = true;
  }

  /** The next part of the first zone that is not counted to its end. */
  #count(): void {
    this.#pack();
    for (const [zone, counted] of this.#zones) {
      if (counted.next === ALL) continue;
      counted.next = countZone({ sql: this.#sql, book: this.#book }, zone, counted);
      store.saveZone(this.#sql, zone, counted.next);
      if (counted.next === ALL) this.#move(store.slotsOfZone(this.#sql, zone));
      return;
    }
  }

  #move(slots: readonly number[]): void {
    if (slots.length === 0) return;
    for (const slot of slots) this.#moved.set(slot, undefined);
    store.saveMoved(this.#sql, slots);
  }

  #save(change: Partial<store.CustomerState>): void {
    this.#state = { ...this.#state, ...change };
    store.saveCustomerState(this.#sql, this.#state);
    this.#savedSeq = this.#state.seq;
  }

  /** All of it or nothing, in storage and in memory. */
  #atomically<T>(change: () => T): T {
    try {
      return this.#owner.storage.transactionSync(change);
    } catch (error) {
      this.#load();
      throw error;
    }
  }

  #load(): void {
    this.#state = store.loadCustomerState(this.#sql);
    this.#book = new CustomerBook(this.#sql);
    this.#isRead = false;
    this.#savedSeq = this.#state.seq;
    this.#zones.clear();
    for (const [zone, next] of store.loadZones(this.#sql)) this.#zones.set(zone, { next, days: new LocalDays(zone) });
    this.#moved.clear();
    for (const slot of store.loadMoved(this.#sql)) this.#moved.set(slot, undefined);
  }
}
