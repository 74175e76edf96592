/** A ledger's part of its tenant's hard limit: asks the Hub for more before it runs out, hands back what it does not need. */
import type { Env } from '../worker/base/env.ts';
import { callObject } from '../worker/base/retry.ts';
import type { LedgerState } from '../worker/flow/events/ledger/ledger-store.ts';
import { periodOf } from '../worker/tenants/usage/index.ts';
import { hubOf } from './stubs.ts';

/** What the lease needs of its ledger. */
interface Owner {
  env: Env;
  end: () => number;
  state: () => LedgerState;
  save: (change: Partial<LedgerState>) => void;
}

/** The lease is a place in the ledger, so that spending it writes no row. */
export class Lease {
  readonly #owner: Owner;
  /** Events of appends between their arrival and their commit. */
  #reserved = 0;
  /** The Hub had no more to give: nothing is asked again until it calls the lease back or the period ends. */
  #exhausted = false;
  #recalls = 0;
  #renewal: Promise<void> | undefined;

  constructor(owner: Owner) {
    this.#owner = owner;
  }

  /** Events that may still be accepted now. */
  get allowance(): number {
    const { lease_seq } = this.#owner.state();
    return lease_seq === null ? Number.POSITIVE_INFINITY : Math.max(0, lease_seq - this.#owner.end());
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

  /** Hands back all but what waiting appends were promised; answers the usage of the period. */
  recall(): { period: string; used: number; unspent: number } {
    const { period, period_seq, lease_seq } = this.#owner.state();
    const unspent = lease_seq === null ? this.#reserved : Math.min(this.allowance, this.#reserved);
    this.#recalls += 1;
    this.#exhausted = false;
    this.#owner.save({ lease_seq: this.#owner.end() + unspent });
    return { period, used: this.#owner.end() - period_seq, unspent };
  }

  #isShort(now: number): boolean {
    const { period } = this.#owner.state();
    if (period === '' || now >= endOf(period)) return true;
    return !this.#exhausted && this.allowance < this.#reserved;
  }

  async #renew(now: number, plan: string): Promise<void> {
    const owner = this.#owner;
    const asked_at = owner.end();
    if (owner.state().period !== periodOf(now)) {
      owner.save({ period: periodOf(now), period_seq: asked_at, lease_seq: asked_at });
    }
    const { tenant_id, project_id, period, period_seq } = owner.state();
    const request = {
      project_id,
      period,
      used: asked_at - period_seq,
      unspent: this.allowance === Number.POSITIVE_INFINITY ? 0 : this.allowance,
      needed: this.#reserved,
      plan,
    };
    const recalls = this.#recalls;
    const quantity = await callObject(async () => await hubOf(owner.env, tenant_id).lease(request));
    // A lease that was called back while it was on its way no longer counts.
    if (recalls !== this.#recalls) return;
    this.#exhausted = quantity !== null && quantity < request.needed;
    owner.save({ lease_seq: quantity === null ? null : asked_at + quantity });
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
