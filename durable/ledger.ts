/** The Ledger: one object a project, the owner of its events. A shell around worker/flow/events. */
import { DurableObject } from 'cloudflare:workers';
import type { Env } from '../worker/base/env.ts';
import { createLog, describeError, type Log } from '../worker/base/log.ts';
import { type EventKeys, eventKeys } from '../worker/flow/events/ingest/event-keys.ts';
import type { Append } from '../worker/flow/events/ingest/prepare.ts';
import type { Rate } from '../worker/flow/events/ingest/token-bucket.ts';
import { keepBuckets, restoreBuckets } from '../worker/flow/events/ledger/buckets.ts';
import { signCheckpoint } from '../worker/flow/events/ledger/checkpoint.ts';
import {
  ACCEPTED,
  appendGroup,
  type Order,
  type Outcome,
  type Progress,
} from '../worker/flow/events/ledger/commit-group.ts';
import { eraseTurn } from '../worker/flow/events/ledger/erase-step.ts';
import {
  type ChainStretch,
  type Checkpoint,
  readChain,
  readCheckpoints,
} from '../worker/flow/events/ledger/ledger-chain-store.ts';
import {
  type ErasureProgress,
  type HeldSegment,
  hasErasures,
  readSegments,
} from '../worker/flow/events/ledger/ledger-erasure-store.ts';
import {
  type EventFilter,
  type ListedEvent,
  type Listing,
  listSegments,
} from '../worker/flow/events/ledger/ledger-list-store.ts';
import {
  type CellSum,
  type LedgerState,
  loadEnd,
  loadState,
  saveState,
  slotsFrom,
  sumCells,
} from '../worker/flow/events/ledger/ledger-store.ts';
import { listUnanswered, type UnansweredFilter } from '../worker/flow/events/ledger/ledger-unanswered-store.ts';
import { dropSegments, insertCheckpoint, lastBefore } from '../worker/flow/events/ledger/ledger-upkeep-store.ts';
import { beginDay, lastDay, type UsedDay } from '../worker/flow/events/ledger/ledger-usage-store.ts';
import type { Person } from '../worker/flow/events/ledger/person.ts';
import { type CellDifference, healCells } from '../worker/flow/events/ledger/recount.ts';
import type { MarkNotice } from '../worker/flow/rules/judgement.ts';
import type { LiveVerdict, RuleSet } from '../worker/flow/rules/live/live-rule.ts';
import { Alarms } from './alarms.ts';
import { Flusher } from './flusher.ts';
import { Lease } from './lease.ts';
import { STEPS } from './ledger-steps.ts';
import { LiveRules } from './live-rules.ts';
import type { Accepted } from './live-turn.ts';
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
  readonly #alarms: Alarms<'flush' | 'retention' | 'firings' | 'rules'>;
  #state: LedgerState | undefined;
  #progress: Progress;
  readonly #lease: Lease;
  #waiting: Waiting[] = [];
  readonly #flusher: Flusher;
  readonly #rules: LiveRules;
  /** The UTC day of the last event. */
  #day: string;
  /** Some idempotency keys are stored hashed because their events were erased. */
  #hidden: boolean;

  constructor(ctx: DurableObjectState, env: Env) {
    super(ctx, env);
    this.#sql = ctx.storage.sql;
    applySteps(ctx.storage, STEPS);
    this.#alarms = new Alarms(ctx.storage);
    this.#state = loadState(this.#sql);
    this.#progress = { end: loadEnd(this.#sql), buckets: restoreBuckets(this.#sql, this.#state) };
    this.#hidden = hasErasures(this.#sql);
    this.#day = lastDay(this.#sql);
    const wakeAt = (name: 'flush' | 'firings' | 'rules', due_at: number) => this.#alarms.atLatest(name, due_at);
    const log: Log = (...line) => this.#log(...line);
    const end = () => this.#progress.end.seq;
    this.#flusher = new Flusher({ env, sql: this.#sql, state: () => this.#state, end, wakeAt, log });
    this.#rules = new LiveRules({ env, storage: ctx.storage, end, wakeAt, log });
    this.#lease = new Lease({ env, end, state: () => this.#known(), save: (change) => this.#save(change) });
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
      this.#rules.begin(now);
      const before = this.#progress.end.seq;
      const result = appendGroup(this.#sql, this.#progress, group, { now, allowance, hidden });
      this.#progress = { end: result.end, buckets: result.buckets };
      this.#flusher.touch(result.slots);
      if (result.end.seq > before) this.#tell(group, result.outcomes, before);
      for (const [i, order] of group.entries()) order.resolve(result.outcomes[i]!);
    } catch (error) {
      this.#log('error', 'append failed', describeError(error));
      // Ends the object before the half-written transaction commits; callers see a failure that they may retry.
      this.ctx.abort('append failed');
    }
  }

  /** What accepted events set off, in the transaction that stores them: usage, flush, rules. */
  #tell(group: readonly Order[], outcomes: readonly Outcome[], before: number): void {
    const { received_at } = this.#progress.end;
    const day = new Date(received_at).toISOString().slice(0, 10);
    if (day > this.#day) beginDay(this.#sql, day, before);
    if (day > this.#day) this.#day = day;
    this.#flusher.schedule(received_at);
    if (!this.#rules.isIdle) this.#rules.appended(acceptedOf(group, outcomes), before, received_at);
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

  /** What D1 has not confirmed: the slots whose sums changed, the place up to which they cover the ledger, the days that grew. */
  unflushed(): { slots: number[]; upto: number; days: UsedDay[] } {
    return this.#flusher.unflushed();
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
    if (upto > this.#known().flushed_seq) this.#save({ flushed_seq: upto, ...keepBuckets(this.#progress) });
    this.#flusher.confirm(slots, upto);
  }

  /** Sends slots to D1 once more: what was healed there may have overtaken a newer reading. */
  flushAgain(slots: number[]): void {
    if (!this.#state) return;
    this.#flusher.touch(slots);
    this.#flusher.schedule(Date.now());
  }

  /** Whether the Hub is told when numbers have moved: only while somebody looks on. */
  listen(on: boolean): void {
    this.#flusher.listen(on);
  }

  /** Takes a newer set of live rules; answers the revision in force. */
  putRules(set: RuleSet): { rev: number } {
    return { rev: this.#rules.putRules(set, Date.now()) };
  }

  /** A mark as a false positive covers a firing of this ledger: its rule watches for larger deviations from now on. */
  ruleMarked(notice: MarkNotice): void {
    this.#rules.marked(notice, Date.now());
  }

  /** Judges one live rule as the ledger stands; null when it is not here. */
  async judgeNow(rule_id: string): Promise<LiveVerdict | null> {
    return (await this.#rules.judgeNow(rule_id, Date.now())) ?? null;
  }

  /** What moved a measure between two spans of time, by the events' own fields. */
  breakdown(...asked: Parameters<LiveRules['breakdown']>): ReturnType<LiveRules['breakdown']> {
    return this.#rules.breakdown(...asked);
  }

  /** Recounts slots `[from, to)` from raw events and heals cells that differ; they travel to D1 like any other change. */
  recount(from: number, to: number): { checked: number; differences: CellDifference[] } {
    const result = this.ctx.storage.transactionSync(() => healCells(this.#sql, from, to));
    this.#flusher.touch(result.differences.map(({ slot }) => slot));
    if (result.differences.length > 0) this.#rules.recount(Date.now());
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
      if (name === 'flush') return await this.#flusher.retry(now);
      if (name === 'rules') return this.#rules.wake(now);
      if (name === 'firings') return void (await this.#rules.deliver());
      return await this.#dropOld(now);
    });
    for (const failure of failures) this.#log('error', 'alarm failed', describeError(failure));
    await this.#rules.settled();
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

  #adopt(terms: AppendTerms): void {
    const { tenant_id, project_id, retention_days } = terms;
    if (!this.#state) {
      const state = { tenant_id, project_id, retention_days };
      const empty = { flushed_seq: 0, rev: 0, buckets: '{}', buckets_seq: 0, period: '', period_seq: 0, lease_seq: 0 };
      this.#state = { ...state, ...empty };
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

function* acceptedOf(group: readonly Order[], outcomes: readonly Outcome[]): Iterable<Accepted> {
  for (const [at, { append }] of group.entries()) {
    const { statuses, seqs } = outcomes[at]!;
    for (let i = 0; i < statuses.length; i++) if (statuses[i] === ACCEPTED) yield { append, i, seq: seqs[i]! };
  }
}
