/** A ledger's part of its tenant's hard limit: leases more from the Hub before it runs out, returns what it does not need. */
import { hubOf } from '../../../durable/stubs.ts';
import type { Env } from '../../base/env.ts';
import { callObject } from '../../base/retry.ts';
import type { LeaseUse, UsageHub } from './objects.ts';
import { periodOf } from './period.ts';

/** The lease in a ledger's row. */
interface LeaseState {
  tenant_id: string;
  project_id: string;
  /** The billing period, and the sequence at which it began. */
  period: string;
  period_seq: number;
  /** Sequence up to which the tenant's limit allows events; null without a limit. */
  lease_seq: number | null;
}

/** What the lease needs of its ledger. */
interface Owner {
  env: Env;
  memory: {
    /** The ledger's own row, known from the first append on. */
    readonly known: LeaseState;
    /** The sequence after the last event. */
    readonly end: number;
    save(change: Partial<LeaseState>): void;
  };
}

/** The lease is a sequence of the ledger, so that spending it writes no row. */
export class LedgerLease {
  readonly #owner: Owner;
  /** Events of appends between their arrival and their commit. */
  #reserved = 0;
  /** The Hub had no more to give: it is not called again until it calls the lease back or the period ends. */
  #exhausted = false;
  #recalls = 0;
  #renewal: Promise<void> | undefined;

  constructor(owner: Owner) {
    this.#owner = owner;
  }

  /** Events that may still be accepted now. */
  get allowance(): number {
    const { lease_seq } = this.#owner.memory.known;
    return lease_seq === null ? Number.POSITIVE_INFINITY : Math.max(0, lease_seq - this.#owner.memory.end);
  }

  /** Runs `commit` for `n` events once the lease covers them, or the Hub has given all it has. */
  async cover<T>(n: number, now: number, plan: string, commit: () => Promise<T>): Promise<T> {
    this.#reserved += n;
    try {
      while (this.#isShort(now)) {
        this.#renewal ??= this.#renew(now, plan).finally(() => {
          this.#renewal = undefined;
        });
        await this.#renewal;
      }
      return await commit();
    } finally {
      this.#reserved -= n;
    }
  }

  /** Hands back all but what waiting appends were promised; returns the usage of the period. */
  recall(): LeaseUse {
    const { period, period_seq, lease_seq } = this.#owner.memory.known;
    const unspent = lease_seq === null ? this.#reserved : Math.min(this.allowance, this.#reserved);
    this.#recalls += 1;
    this.#exhausted = false;
    this.#owner.memory.save({ lease_seq: this.#owner.memory.end + unspent });
    return { period, used: this.#owner.memory.end - period_seq, unspent };
  }

  #isShort(now: number): boolean {
    const { period } = this.#owner.memory.known;
    if (period === '' || now >= endOf(period)) return true;
    return !this.#exhausted && this.allowance < this.#reserved;
  }

  async #renew(now: number, plan: string): Promise<void> {
    const { env, memory } = this.#owner;
    const asked_at = memory.end;
    if (memory.known.period !== periodOf(now)) {
      memory.save({ period: periodOf(now), period_seq: asked_at, lease_seq: asked_at });
    }
    const { tenant_id, project_id, period, period_seq } = memory.known;
    const request = {
      project_id,
      period,
      used: asked_at - period_seq,
      unspent: this.allowance === Number.POSITIVE_INFINITY ? 0 : this.allowance,
      needed: this.#reserved,
      plan,
    };
    const recalls = this.#recalls;
    const quantity = await callObject(async () => await hubOf<UsageHub>(env, tenant_id).lease(request));
    // A lease that was called back while it was on its way no longer counts.
    if (recalls !== this.#recalls) return;
    this.#exhausted = quantity !== null && quantity < request.needed;
    memory.save({ lease_seq: quantity === null ? null : asked_at + quantity });
  }
}

const ends = new Map<string, number>();

/** The instant at which a period `YYYY-MM` ends. */
function endOf(period: string): number {
  let end = ends.get(period);
  if (end === undefined) {
    const [year, month] = period.split('-').map(Number);
    end = Date.UTC(year!, month!, 1);
    ends.set(period, end);
  }
  return end;
}
