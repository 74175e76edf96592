/** Inside a ledger: what it hands to D1, from its cells and from what is derived beside them. */
import {
  type CellDifference,
  type CellSum,
  type Flusher,
  healCells,
  healDays,
  type LedgerMemory,
  lastDay,
  sumCells,
  sumSomeCells,
} from '../events/ledger/index.ts';
import { type FlushReading, readUnflushed } from './read-unflushed.ts';

type Ranges = readonly (readonly [number, number])[];

/** Numbers that a ledger derives from its events but does not count as they arrive. They follow with each flush. */
export interface Derived {
  /** Takes in the next events, for days of these zones; true when nothing is left to do. */
  follow(zones: readonly string[]): boolean;
  /** Slots that changed beside those of new events, until D1 holds them. */
  changed(): number[];
  /** D1 holds these slots as they were at the sequence `upto`. */
  settle(slots: readonly number[], upto: number): void;
  /** Compares slots `[from, to)` with the events; what differs is healed by the next `follow`. */
  recount(from: number, to: number): CellDifference[];
  /** Sums over ranges of slots; none while they are not known for the zone. */
  sums(ranges: Ranges, zone: string): CellSum[];
}

interface Owner {
  storage: DurableObjectStorage;
  memory: LedgerMemory;
  flusher: Flusher;
  derived: Derived;
}

export class LedgerPoints {
  readonly #owner: Owner;

  constructor(owner: Owner) {
    this.#owner = owner;
  }

  /** The next part of what D1 has not confirmed, with its points in each zone. */
  readUnflushed(zones: readonly string[]): FlushReading {
    const { storage, memory, flusher, derived } = this.#owner;
    const isDone = derived.follow(zones);
    flusher.touch(derived.changed());
    const unflushed = flusher.unflushed();
    const rev = unflushed.slots.length > 0 ? memory.nextRev() : 0;
    const sums = (ranges: Ranges, zone: string) => [...sumCells(storage.sql, ranges), ...derived.sums(ranges, zone)];
    const reading = readUnflushed({ sums, unflushed, rev, zones });
    return { ...reading, more: reading.more || !isDone };
  }

  /** Sums over the first ranges, as many as fit one reply. */
  sums(ranges: Ranges, zone: string): { sums: CellSum[]; read: number; rev: number } {
    const { storage, memory, derived } = this.#owner;
    const { sums, read } = sumSomeCells(storage.sql, ranges);
    return { sums: [...sums, ...derived.sums(ranges.slice(0, read), zone)], read, rev: memory.nextRev() };
  }

  /** Recounts slots `[from, to)` from raw events and heals what differs; `slots` are those of cells that did. */
  recount(from: number, to: number) {
    const { storage, flusher, derived } = this.#owner;
    const cells = storage.transactionSync(() => healCells(storage.sql, from, to));
    flusher.touch(cells.slots);
    const others = derived.recount(from, to);
    return { ...cells, healed: cells.healed + others.length, differences: [...cells.differences, ...others] };
  }

  /** Recounts the usage of UTC days and heals what is remembered otherwise; `upto` is the revision of the count. */
  recountDays(from: string, to: string) {
    const { storage, memory } = this.#owner;
    const { end } = memory;
    const result = storage.transactionSync(() => healDays(storage.sql, { from, to, end }));
    memory.day = lastDay(storage.sql);
    return { ...result, upto: end };
  }

  /** D1 holds the sums of these slots as they were at the sequence `upto`. */
  confirm(slots: number[], upto: number): void {
    this.#owner.derived.settle(slots, upto);
    this.#owner.flusher.confirm(slots, upto);
  }
}
