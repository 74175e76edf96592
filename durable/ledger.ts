/** The Ledger: one object a project, the owner of its events. A shell around worker/flow/events. */
import { DurableObject } from 'cloudflare:workers';
import type { Env } from '../worker/base/env.ts';
import { createLog, describeError, type Log } from '../worker/base/log.ts';
import { newFact } from '../worker/facts.ts';
import { appendGroup, type Order, type Outcome, type Progress } from '../worker/flow/events/append-group.ts';
import { signCheckpoint } from '../worker/flow/events/checkpoint.ts';
import { eraseTurn } from '../worker/flow/events/erase-turn.ts';
import { type EventKeys, eventKeys } from '../worker/flow/events/event-keys.ts';
import { keepBuckets, restoreBuckets } from '../worker/flow/events/ledger-buckets.ts';
import {
  type ChainStretch,
  type Checkpoint,
  readChain,
  readCheckpoints,
} from '../worker/flow/events/ledger-chain-store.ts';
import {
  type ErasureProgress,
  type HeldSegment,
  hasErasures,
  readSegments,
} from '../worker/flow/events/ledger-erasure-store.ts';
import {
  type EventFilter,
  type ListedEvent,
  type Listing,
  listSegments,
} from '../worker/flow/events/ledger-list-store.ts';
import {
  type CellSum,
  LEDGER_STEPS,
  type LedgerState,
  loadEnd,
  loadState,
  saveState,
  slotsFrom,
  slotsSince,
  sumCells,
} from '../worker/flow/events/ledger-store.ts';
import { listUnanswered, type UnansweredFilter } from '../worker/flow/events/ledger-unanswered-store.ts';
import { dropSegments, insertCheckpoint, lastBefore } from '../worker/flow/events/ledger-upkeep-store.ts';
import type { Person } from '../worker/flow/events/person.ts';
import type { Append } from '../worker/flow/events/prepare.ts';
import { type CellDifference, healCells } from '../worker/flow/events/recount.ts';
import type { Rate } from '../worker/flow/events/token-bucket.ts';
import { ALARMS_STEP, Alarms } from './alarms.ts';
import { Lease } from './lease.ts';
import { applySteps } from './steps.ts';

/** Whose ledger it is and how it treats an append; sent with every append because only the Worker reads D1. */
export interface AppendTerms {
  tenant_id: string;
  project_id: string;
  retention_days: number;
  rate: Rate;
  plan: string;
}

const DAY_MS = 86_400_000;

/** Time from an event to the poke that carries it to D1, when nothing else is on its way. */
const POKE_MS = 200;
/** Least time between two pokes while events keep coming. */
const POKE_AGAIN_MS = 1_000;
/** After this long without a confirmation the alarm pokes again: an eviction may have lost the timer, the queue the message. */
const STRAGGLER_MS = 15_000;

/** Most events of one transaction, unless one append alone has more. */
const EVENTS_A_COMMIT = 2_000;

/** Segments that retention drops in one turn, so that appends are not kept waiting. */
const SEGMENTS_A_TURN = 2_000;

/** Text of the segments that one reading hands to an export. */
const PAGE_CHARACTERS = 1_000_000;

interface Waiting extends Order {
  resolve: (outcome: Outcome) => void;
}

export class Ledger extends DurableObject<Env> {
  readonly #sql: SqlStorage;
  readonly #alarms: Alarms<'flush' | 'retention'>;
  #state: LedgerState | undefined;
  #progress: Progress;
  readonly #lease: Lease;
  #waiting: Waiting[] = [];
  /** Slots whose sums D1 has not confirmed, with the ledger's end when they last changed. */
  readonly #dirty = new Map<number, number>();
  /** Some idempotency keys are stored hashed because their events were erased. */
  #hidden: boolean;
  #pokeTimer: ReturnType<typeof setTimeout> | undefined;
  #lastPoke = 0;

  constructor(ctx: DurableObjectState, env: Env) {
    super(ctx, env);
    this.#sql = ctx.storage.sql;
    applySteps(ctx.storage, [ALARMS_STEP, ...LEDGER_STEPS]);
    this.#alarms = new Alarms(ctx.storage);
    this.#state = loadState(this.#sql);
    this.#progress = { end: loadEnd(this.#sql), buckets: restoreBuckets(this.#sql, this.#state) };
    if (this.#state) this.#touch(slotsSince(this.#sql, this.#state.flushed_seq));
    this.#hidden = hasErasures(this.#sql);
    this.#lease = new Lease({
      env,
      end: () => this.#progress.end.seq,
      state: () => this.#known(),
      save: (change) => this.#save(change),
    });
  }

  /** Appends events once. Appends that arrive together share one transaction; each reply waits until it is durable. */
  async append(append: Append, terms: AppendTerms): Promise<Outcome> {
    this.#adopt(terms);
    return await this.#lease.cover(append.keys.length, Date.now(), terms.plan, () => this.#join(append, terms.rate));
  }

  /** Waits for the next group commit. */
  #join(append: Append, rate: Rate): Promise<Outcome> {
    return new Promise((resolve) => {
      this.#waiting.push({ append, rate, resolve });
      if (this.#waiting.length === 1) this.#commitSoon();
    });
  }

  /** Commits once the commit before is on disk: at once when idle, together with all that arrive meanwhile when busy. */
  #commitSoon(): void {
    void this.ctx.storage.sync().then(() => this.#commit());
  }

  #commit(): void {
    const group = this.#takeGroup();
    try {
      const now = Date.now();
      const { allowance } = this.#lease;
      const hidden = this.#hidden ? this.#keys().idempotency : undefined;
      // All writes between two awaits are one transaction; an explicit one would copy every page it touches to a temporary file.
      const result = appendGroup(this.#sql, this.#progress, group, { now, allowance, hidden });
      this.#progress = { end: result.end, buckets: result.buckets };
      this.#touch(result.slots);
      if (result.slots.length > 0) this.#schedulePoke(now);
      for (const [i, order] of group.entries()) order.resolve(result.outcomes[i]!);
    } catch (error) {
      this.#log('error', 'append failed', describeError(error));
      // Ends the object before the half-written transaction commits; callers see a failure that they may retry.
      this.ctx.abort('append failed');
    }
  }

  /** The next appends to commit together: a bounded number of events, so that no statement outgrows its 2 MB. */
  #takeGroup(): Waiting[] {
    let events = 0;
    const n = this.#waiting.findIndex(({ append }) => {
      events += append.keys.length;
      return events > EVENTS_A_COMMIT;
    });
    if (n === -1) return this.#waiting.splice(0);
    this.#commitSoon();
    return this.#waiting.splice(0, Math.max(1, n));
  }

  /** Called by the tenant's Hub when its limits change or another ledger needs what this one holds idle. */
  recallLease(): { period: string; used: number; unspent: number } | undefined {
    return this.#state && this.#lease.recall();
  }

  /** Events, newest receipt first. */
  list(filter: EventFilter): Listing {
    return listSegments(this.#sql, this.#progress.end.seq, filter);
  }

  /** Events that none of another type has followed in time; undefined when there are too many to look at. */
  unanswered(filter: UnansweredFilter): ListedEvent[] | undefined {
    return listUnanswered(this.#sql, this.#progress.end.seq, filter);
  }

  /** What D1 has not confirmed: the slots whose sums changed, and the place up to which they cover the ledger. */
  unflushed(): { slots: number[]; upto: number } {
    return { slots: [...this.#dirty.keys()], upto: this.#progress.end.seq };
  }

  /** Sums over ranges of slots, with a revision that is higher than that of every earlier reading. */
  sums(ranges: readonly (readonly [number, number])[]): { sums: CellSum[]; rev: number } {
    if (!this.#state) return { sums: [], rev: 0 };
    this.#save({ rev: this.#state.rev + 1 });
    return { sums: sumCells(this.#sql, ranges), rev: this.#state.rev };
  }

  /** The next distinct slots that hold cells, ascending: for jobs that walk the whole ledger. */
  slotsFrom(slot: number, limit: number): number[] {
    return slotsFrom(this.#sql, slot, limit);
  }

  /** D1 holds the sums of these slots as they were at place `upto`. */
  confirm(slots: number[], upto: number): void {
    const state = this.#known();
    // Events that came after the reading may have touched the same slots: those stay dirty.
    for (const slot of slots) if ((this.#dirty.get(slot) ?? 0) <= upto) this.#dirty.delete(slot);
    if (upto > state.flushed_seq) this.#save({ flushed_seq: upto, ...keepBuckets(this.#progress) });
    if (this.#dirty.size > 0) this.#schedulePoke(Date.now());
  }

  /** Sends slots to D1 once more: what was healed there may have overtaken a newer reading. */
  flushAgain(slots: number[]): void {
    this.#touch(slots);
    this.#schedulePoke(Date.now());
  }

  /** Recounts slots `[from, to)` from raw events and heals cells that differ; they travel to D1 like any other change. */
  recount(from: number, to: number): { checked: number; differences: CellDifference[] } {
    const result = this.ctx.storage.transactionSync(() => healCells(this.#sql, from, to));
    this.#touch(result.differences.map(({ slot }) => slot));
    return result;
  }

  /** One turn of an erasure: bounded, and safe to repeat. It is done when `next` has reached `upto`. */
  erase(id: string, person: Person): ErasureProgress {
    if (!this.#state) return { upto: 0, next: 0, scanned: 0, erased: 0 };
    const end = this.#progress.end.seq;
    const progress = this.ctx.storage.transactionSync(() =>
      eraseTurn(this.#sql, id, person, { keys: this.#keys(), end }),
    );
    this.#hidden = true;
    return progress;
  }

  /** Raw segments from a place on, about a megabyte at a time; `next` is null at the end. */
  readRaw(from: number): { segments: HeldSegment[]; next: number | null } {
    const end = this.#progress.end.seq;
    const segments = readSegments(this.#sql, from, end, PAGE_CHARACTERS);
    const last = segments.at(-1);
    const next = last ? last.seq + last.n : end;
    return { segments, next: next < end ? next : null };
  }

  /** A stretch of the hash chain, the signed checkpoints behind it and the end it leads to. */
  chain(after: number, limit: number): ChainStretch & { checkpoints: Checkpoint[]; seq: number; head: Uint8Array } {
    const { seq, head } = this.#progress.end;
    return { ...readChain(this.#sql, after, limit), checkpoints: readCheckpoints(this.#sql), seq, head };
  }

  /** Sets how long raw events are kept, and drops soon what is older: also where no event arrives any more. */
  retain(retention_days: number): void {
    if (!this.#state) return;
    if (this.#state.retention_days !== retention_days) this.#save({ retention_days });
    this.#alarms.atLatest('retention', Date.now());
  }

  override async alarm(): Promise<void> {
    const now = Date.now();
    const failures = await this.#alarms.ring(now, async (name) => {
      if (name === 'flush') return await this.#retryFlush(now);
      return await this.#dropOld(now);
    });
    for (const failure of failures) this.#log('error', 'alarm failed', describeError(failure));
  }

  async #retryFlush(now: number): Promise<number | undefined> {
    if (this.#dirty.size === 0) return undefined;
    await this.#poke();
    return now + STRAGGLER_MS;
  }

  /** Drops segments past their retention behind a signed checkpoint of the chain's head. */
  async #dropOld(now: number): Promise<number> {
    const { project_id, retention_days } = this.#known();
    const cut = lastBefore(this.#sql, now - retention_days * DAY_MS);
    if (!cut) return now + DAY_MS;
    const signature = await signCheckpoint(this.env.SIGNING_KEY, project_id, cut.seq, new Uint8Array(cut.head));
    this.ctx.storage.transactionSync(() => insertCheckpoint(this.#sql, cut.seq, cut.head, now, signature));
    const dropped = dropSegments(this.#sql, cut.seq, SEGMENTS_A_TURN);
    return dropped < SEGMENTS_A_TURN ? now + DAY_MS : now + 1_000;
  }

  #touch(slots: number[]): void {
    for (const slot of slots) this.#dirty.set(slot, this.#progress.end.seq);
  }

  #schedulePoke(now: number): void {
    this.#alarms.atLatest('flush', now + STRAGGLER_MS);
    if (this.#pokeTimer !== undefined) return;
    const wait = Math.max(POKE_MS, this.#lastPoke + POKE_AGAIN_MS - now);
    this.#pokeTimer = setTimeout(() => void this.#poke(), wait);
  }

  /** Tells the pipeline that there are unflushed events. The message carries no data, so losing or doubling it harms nothing. */
  async #poke(): Promise<void> {
    clearTimeout(this.#pokeTimer);
    this.#pokeTimer = undefined;
    this.#lastPoke = Date.now();
    const { tenant_id, project_id } = this.#known();
    try {
      await this.env.PIPELINE.send(newFact('ledger.advanced', { tenant_id, project_id }));
    } catch (error) {
      this.#log('warn', 'poke left to the alarm', describeError(error));
    }
  }

  #adopt(terms: AppendTerms): void {
    const { tenant_id, project_id, retention_days } = terms;
    if (!this.#state) {
      const state = { tenant_id, project_id, retention_days };
      this.#state = {
        ...state,
        flushed_seq: 0,
        rev: 0,
        buckets: '{}',
        buckets_seq: 0,
        period: '',
        period_seq: 0,
        lease_seq: 0,
      };
      this.#save({});
      this.#alarms.atLatest('retention', Date.now() + DAY_MS);
    } else if (this.#state.retention_days !== retention_days) {
      this.#save({ retention_days });
    }
  }

  #known(): LedgerState {
    if (!this.#state) throw new Error('This ledger has not been appended to.');
    return this.#state;
  }

  #save(change: Partial<LedgerState>): void {
    this.#state = { ...this.#known(), ...change };
    saveState(this.#sql, this.#state);
  }

  #keys(): EventKeys {
    return eventKeys(this.env.EVENT_SECRET, this.#known().project_id);
  }

  #log(...line: Parameters<Log>): void {
    createLog(this.env.LOG_LEVEL, { ledger: this.#state?.project_id })(...line);
  }
}
