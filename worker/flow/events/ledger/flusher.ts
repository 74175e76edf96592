/** What of a ledger is not in D1 yet, and the messages that start its flush; tells the Hub when numbers have changed. */
import { hubOf } from '../../../../durable/stubs.ts';
import type { Env } from '../../../base/env.ts';
import { describeError, type Log } from '../../../base/log.ts';
import { newFact } from '../../../facts.ts';
import type { EventsHub } from '../objects.ts';
import { keepBuckets } from './buckets.ts';
import { receivedFrom, slotsSince } from './ledger-store.ts';
import { isListenedTo, saveListening, type UsedDay, usedDays } from './ledger-usage-store.ts';
import type { LedgerMemory } from './memory.ts';

/** Time from an event to the poke that carries it to D1, when nothing else is on its way. */
const POKE_MS = 200;
/** Least time between two pokes while events keep coming, and between two messages to open dashboards. */
const POKE_AGAIN_MS = 1_000;
/** After this long without a confirmation the alarm pokes again: an eviction may have lost the timer, the queue the message. */
const STRAGGLER_MS = 15_000;
/** Where D1 confirms nothing for long, the wait grows to half of that time, and at most to this. */
const MAX_STRAGGLER_MS = 900_000;
/** New events poke less and less often then, at least once in this time. */
const MAX_POKE_AGAIN_MS = 60_000;

/** What the flusher needs of its ledger. */
interface Owner {
  env: Env;
  sql: SqlStorage;
  memory: LedgerMemory;
  wakeAt: (name: 'flush', due_at: number) => void;
  log: Log;
}

export class Flusher {
  readonly #owner: Owner;
  /** Slots whose sums D1 has not confirmed, with the ledger's end when they last changed. */
  readonly #dirty = new Map<number, number>();
  #timer: ReturnType<typeof setTimeout> | undefined;
  #lastPoke = 0;
  #isListenedTo: boolean;
  #toldAt = 0;
  #telling: ReturnType<typeof setTimeout> | undefined;

  constructor(owner: Owner) {
    this.#owner = owner;
    this.#isListenedTo = isListenedTo(owner.sql);
    const { state } = owner.memory;
    if (state) this.touch(slotsSince(owner.sql, state.flushed_seq));
  }

  touch(slots: readonly number[]): void {
    for (const slot of slots) this.#dirty.set(slot, this.#owner.memory.end);
  }

  /** Has sums carried to D1 once more. */
  flushAgain(slots: readonly number[], now: number): void {
    if (!this.#owner.memory.state) return;
    this.touch(slots);
    this.schedule(now);
  }

  /** The slots whose sums changed, the sequence up to which they cover the ledger, and the UTC days that grew. */
  unflushed(): { slots: number[]; upto: number; days: UsedDay[] } {
    const upto = this.#owner.memory.end;
    const days = usedDays(this.#owner.sql, this.#owner.memory.state?.flushed_seq ?? 0, upto);
    return { slots: [...this.#dirty.keys()], upto, days };
  }

  /** D1 holds the sums of these slots as they were at the sequence `upto`. */
  confirm(slots: readonly number[], upto: number): void {
    // Events that came after the reading may have touched the same slots: those stay dirty.
    for (const slot of slots) if ((this.#dirty.get(slot) ?? 0) <= upto) this.#dirty.delete(slot);
    const { memory } = this.#owner;
    const isAll = [...this.#dirty.values()].every((end) => end > upto);
    if (isAll && upto > memory.known.flushed_seq) memory.save({ flushed_seq: upto, ...keepBuckets(memory.progress) });
    const now = Date.now();
    if (this.#dirty.size > 0) this.schedule(now);
    if (slots.length > 0) this.#tellSoon(now);
  }

  /** Whether open dashboards are told when numbers have changed. */
  listen(on: boolean): void {
    if (on === this.#isListenedTo) return;
    this.#isListenedTo = on;
    saveListening(this.#owner.sql, on);
  }

  /** At once, or when a second has passed since the last time: the last numbers are told though no event follows. */
  #tellSoon(now: number): void {
    if (!this.#isListenedTo || this.#telling !== undefined) return;
    const wait = this.#toldAt + POKE_AGAIN_MS - now;
    if (wait <= 0) return void this.#tellHub();
    this.#telling = setTimeout(() => {
      this.#telling = undefined;
      if (this.#isListenedTo) void this.#tellHub();
    }, wait);
  }

  async #tellHub(): Promise<void> {
    this.#toldAt = Date.now();
    const { tenant_id, project_id } = this.#owner.memory.known;
    try {
      if (!(await hubOf<EventsHub>(this.#owner.env, tenant_id).kpiChanged(project_id))) this.listen(false);
    } catch (error) {
      this.#owner.log('warn', 'dashboards not told of new numbers', describeError(error));
    }
  }

  schedule(now: number): void {
    if (this.#timer !== undefined) return;
    const behind = this.#behind(now);
    this.#owner.wakeAt('flush', now + stragglerAfter(behind));
    const wait = Math.max(POKE_MS, this.#lastPoke + pokeAgainAfter(behind) - now);
    this.#timer = setTimeout(() => void this.#poke(), wait);
  }

  /** Pokes again where the first poke was lost; returns when to look again. */
  async retry(now: number): Promise<number | undefined> {
    if (this.#dirty.size === 0) return undefined;
    await this.#poke();
    return now + stragglerAfter(this.#behind(now));
  }

  /** For how long the oldest event that D1 has not confirmed has waited, ms. */
  #behind(now: number): number {
    const { memory, sql } = this.#owner;
    const received_at = memory.state ? receivedFrom(sql, memory.state.flushed_seq) : undefined;
    return received_at === undefined ? 0 : Math.max(0, now - received_at);
  }

  /** Tells the pipeline that there are unflushed events. The message carries no data, so losing or doubling it harms nothing. */
  async #poke(): Promise<void> {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#lastPoke = Date.now();
    const { tenant_id, project_id } = this.#owner.memory.known;
    try {
      await this.#owner.env.PIPELINE.send(newFact('ledger.advanced', { tenant_id, project_id }));
    } catch (error) {
      this.#owner.log('warn', 'poke not sent, the alarm retries', describeError(error));
    }
  }
}

/** How long the alarm waits before it pokes again, where the oldest event has waited `behind` ms. */
export function stragglerAfter(behind: number): number {
  return Math.min(MAX_STRAGGLER_MS, Math.max(STRAGGLER_MS, behind / 2));
}

/** How long lies between two pokes of new events then. A minute behind is nothing unusual. */
export function pokeAgainAfter(behind: number): number {
  return Math.min(MAX_POKE_AGAIN_MS, Math.max(POKE_AGAIN_MS, (behind - 60_000) / 8));
}
