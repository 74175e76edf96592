/** Appending to a ledger: the lease first, then one transaction for all that wait, then the observer. */

import type { Env } from '../../../base/env.ts';
import { describeError, type Log } from '../../../base/log.ts';
import { isStorageFailure } from '../../../base/retry.ts';
import { DAY_MS } from '../../../shared/durations.ts';
import type { LedgerLease } from '../../../tenants/usage/index.ts';
import { type EventKeys, eventKeys } from '../ingest/event-keys.ts';
import type { Append } from '../ingest/prepare.ts';
import { type Rate, refill } from '../ingest/token-bucket.ts';
import type { AppendTerms } from '../objects.ts';
import { AcceptedEvent, type AppendObserver } from './accepted.ts';
import { ACCEPTED, commitGroup, type Order, type Outcome } from './commit-group.ts';
import { CommitQueue } from './commit-queue.ts';
import type { Flusher } from './flusher.ts';
import { beginDay } from './ledger-usage-store.ts';
import type { LedgerMemory } from './memory.ts';

/** What appending needs of its ledger. */
interface Owner {
  ctx: DurableObjectState;
  env: Env;
  memory: LedgerMemory;
  lease: LedgerLease;
  flusher: Flusher;
  observer: AppendObserver;
  wakeAt: (name: 'retention', due_at: number) => void;
  log: Log;
}

export class Appends {
  readonly #owner: Owner;
  readonly #queue: CommitQueue;

  constructor(owner: Owner) {
    this.#owner = owner;
    const { storage } = owner.ctx;
    this.#queue = new CommitQueue({
      synced: () => storage.sync(),
      commit: (group) => this.#commit(group),
      failed: (error) => this.#fail(error),
    });
  }

  /** Appends events once. Appends that arrive together share one transaction; each reply waits until it is durable. */
  take(append: Append, terms: AppendTerms): Promise<Outcome> {
    const { memory, lease, wakeAt } = this.#owner;
    const now = Date.now();
    if (memory.adopt(terms)) wakeAt('retention', now + DAY_MS);
    return lease.cover(append.keys.length, now, terms.plan, () => this.#queue.join({ append, rate: terms.rate }));
  }

  /** Events that the fullest of the sources (codes) may still send at once. */
  rateLeft(sources: string, rate: Rate): number {
    const { buckets } = this.#owner.memory.progress;
    const now = Date.now();
    return Math.min(...[...sources].map((source) => rate.burst - refill(buckets.get(source), rate, now).spent));
  }

  /** All writes between two awaits are one transaction; an explicit one would copy every page it touches to a temporary file. */
  #commit(group: Order[]): Outcome[] {
    const { ctx, memory, lease, flusher } = this.#owner;
    const hidden = memory.hasErasures ? this.keys.idempotency : undefined;
    const before = memory.end;
    const moment = { now: Date.now(), allowance: lease.allowance, hidden };
    const result = commitGroup(ctx.storage.sql, memory.progress, group, moment);
    memory.progress = { end: result.end, buckets: result.buckets };
    flusher.touch(result.slots);
    if (memory.end > before) this.#tell(group, result.outcomes, before);
    return result.outcomes;
  }

  /** What accepted events set off, in the transaction that stores them: usage, flush, rules. */
  #tell(group: readonly Order[], outcomes: readonly Outcome[], before: number): void {
    const { ctx, memory, flusher, observer } = this.#owner;
    const { received_at } = memory.progress.end;
    const day = new Date(received_at).toISOString().slice(0, 10);
    if (day > memory.day) {
      beginDay(ctx.storage.sql, day, before);
      memory.day = day;
    }
    flusher.schedule(received_at);
    if (!observer.isIdle) observer.appended(acceptedOf(group, outcomes), received_at);
  }

  /** Ends the object before the half-written transaction commits; callers see a failure that they may retry. */
  #fail(error: unknown): void {
    this.#owner.log('error', 'append failed', describeError(error));
    // Callers recognise the reason by this text alone.
    this.#owner.ctx.abort(isStorageFailure(error) ? `append failed: ${String(error)}` : 'append failed');
  }

  /** The ledger's keys and its end; undefined before the first append. */
  get held(): { keys: EventKeys; end: number } | undefined {
    const { state, end } = this.#owner.memory;
    return state && { keys: this.keys, end };
  }

  /** The project's keys of identifiers and idempotency. */
  get keys(): EventKeys {
    return eventKeys(this.#owner.env.EVENT_SECRET, this.#owner.memory.known.project_id);
  }
}

function acceptedOf(group: readonly Order[], outcomes: readonly Outcome[]): AcceptedEvent[] {
  const accepted: AcceptedEvent[] = [];
  for (const [at, { append }] of group.entries()) {
    const { statuses, seqs } = outcomes[at]!;
    for (let i = 0; i < statuses.length; i++) {
      if (statuses[i] === ACCEPTED) accepted.push(new AcceptedEvent(append, i, seqs[i]!));
    }
  }
  return accepted;
}
