/** What a ledger keeps in memory: its own row, where its events end, its token buckets. */
import { restoreBuckets } from './buckets.ts';
import type { Progress } from './commit-group.ts';
import { hasErasures } from './ledger-erasure-store.ts';
import { type LedgerState, loadEnd, loadState, saveState } from './ledger-store.ts';
import { firstSeq } from './ledger-upkeep-store.ts';
import { lastDay } from './ledger-usage-store.ts';

const NEW = { flushed_seq: 0, rev: 0, buckets: '{}', buckets_seq: 0, period: '', period_seq: 0, lease_seq: 0 };

/** Whose ledger it is, and how long it keeps events. */
export type LedgerOwner = Pick<LedgerState, 'tenant_id' | 'project_id' | 'retention_days'>;

export class LedgerMemory {
  readonly #sql: SqlStorage;
  #state: LedgerState | undefined;
  progress: Progress;
  /** The UTC day of the last event, `YYYY-MM-DD`; '' before the first one. */
  day: string;
  /** Some idempotency keys are stored hashed because their events were erased. */
  hasErasures: boolean;

  constructor(sql: SqlStorage) {
    this.#sql = sql;
    this.#state = loadState(sql);
    this.progress = { end: loadEnd(sql), buckets: restoreBuckets(sql, this.#state) };
    this.day = lastDay(sql);
    this.hasErasures = hasErasures(sql);
  }

  /** The ledger's own row; undefined before the first append. */
  get state(): LedgerState | undefined {
    return this.#state;
  }

  /** The ledger's own row; throws before the first append. */
  get known(): LedgerState {
    if (!this.#state) throw new Error('This ledger has not been appended to.');
    return this.#state;
  }

  /** The sequence after the last event. */
  get end(): number {
    return this.progress.end.seq;
  }

  /** How many events are held, erased ones included. */
  countHeld(): number {
    return this.end - firstSeq(this.#sql, this.end);
  }

  save(change: Partial<LedgerState>): void {
    this.#state = { ...this.known, ...change };
    saveState(this.#sql, this.#state);
  }

  /** Takes over how long events are kept; returns whether there is a ledger to keep any. */
  retain(retention_days: number): boolean {
    if (!this.#state) return false;
    if (this.#state.retention_days !== retention_days) this.save({ retention_days });
    return true;
  }

  /** The revision of a new reading of sums; 0 before the first append. */
  nextRev(): number {
    if (!this.#state) return 0;
    const rev = this.#state.rev + 1;
    this.save({ rev });
    return rev;
  }

  /** Takes over the ledger's ids and settings from an append; returns whether the ledger is new. */
  adopt({ tenant_id, project_id, retention_days }: LedgerOwner): boolean {
    const isNew = this.#state === undefined;
    if (isNew) this.#state = { ...NEW, tenant_id, project_id, retention_days };
    if (isNew || this.known.retention_days !== retention_days) this.save({ retention_days });
    return isNew;
  }
}
