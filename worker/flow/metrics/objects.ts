/** What this room asks of the objects: sums to carry to D1, and what reconciliation compares. */
import type { CellDifference, CellSum, DayDifference, UsedDay } from '../events/ledger/index.ts';
import type { FlushReading, Unflushed } from './read-unflushed.ts';

/** The Ledger as this room calls it. Slots are quarter hours since 1970, UTC. */
export interface MetricsLedger {
  /** What D1 has not confirmed. */
  unflushed(): Unflushed;
  /** The next of it, a bounded part, with its points in each of these time zones. */
  readUnflushed(zones: readonly string[]): FlushReading;
  /**
   * Sums over the first ranges of slots, their ends excluded, as many as fit one reply (`read`), with a revision that is higher
   * than that of every earlier reading. What is counted by days is counted by those of `zone`.
   */
  sums(ranges: readonly (readonly [number, number])[], zone: string): { sums: CellSum[]; read: number; rev: number };
  /** The next `limit` distinct slots that hold cells, ascending. */
  slotsFrom(slot: number, limit: number): number[];
  /** D1 holds the sums of these slots as they were at the sequence `upto`. */
  confirm(slots: number[], upto: number): void;
  /** Reads what is derived from events again; the next flush carries it to D1. */
  rebuildDerived(): void;
  /** Sends slots to D1 once more. */
  flushAgain(slots: number[]): void;
  /** Recounts slots `[from, to)` from raw events and heals cells that differ; tells the first thousand of them. */
  recount(from: number, to: number): { checked: number; healed: number; differences: CellDifference[] };
  /**
   * Recounts the usage of UTC days, both included, from raw events and heals what is remembered of them. `from` of the reply is the
   * first day that could be counted, `upto` the revision of the count.
   */
  recountDays(from: string, to: string): { from: string; days: UsedDay[]; differences: DayDifference[]; upto: number };
}

/** The Hub as this room calls it. */
export interface MetricsHub {
  /** Alerts that a project raised on UTC days, both included; `rev` is the revision of the count. */
  usageOf(project_id: string, from: string, to: string): { date: string; quantity: number; rev: number }[];
}
