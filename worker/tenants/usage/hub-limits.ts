/** A tenant's hard limits at its Hub: how much each ledger may spend, and the operator's plan and limits. */
import { ledgerOf } from '../../../durable/stubs.ts';
import type { Env } from '../../base/env.ts';
import { planOf } from '../plans/index.ts';
import { loadLimit, loadLimits, loadParts, loadPlan, saveLimit, savePart, savePlan } from './hub-store.ts';
import { freeOf, grantOf } from './lease.ts';
import type { LeaseRequest, Terms, UsageLedger } from './objects.ts';
import { periodOf } from './period.ts';

/** The meter whose limit ledgers enforce themselves. */
const INGEST = 'ingest_unit';

export class HubLimits {
  readonly #sql: SqlStorage;
  readonly #env: Env;

  constructor(sql: SqlStorage, env: Env) {
    this.#sql = sql;
    this.#env = env;
  }

  /** The plan that the operator set here; undefined where that of the tenant's row applies. */
  get plan(): string | undefined {
    return loadPlan(this.#sql);
  }

  /** The limits that the operator set, by meter. */
  get own(): Record<string, number> {
    return loadLimits(this.#sql);
  }

  /**
   * What the ledger may spend from now on in this period: null without a limit. Less than it needs means that the tenant's
   * limit is reached: what other ledgers held idle was called back first.
   */
  async lease({ project_id: holder, period, used, unspent, needed, plan }: LeaseRequest): Promise<number | null> {
    savePart(this.#sql, INGEST, period, { holder, used, unspent });
    const limit = this.#limit(plan);
    if (limit === null) return null;
    if (freeOf(limit, loadParts(this.#sql, INGEST, period)) < needed - unspent) {
      const others = loadParts(this.#sql, INGEST, period).filter((part) => part.holder !== holder && part.unspent > 0);
      for (const other of others) await this.#recall(other.holder);
    }
    const free = freeOf(limit, loadParts(this.#sql, INGEST, period));
    const quantity = unspent + (needed > unspent ? grantOf(limit, free, needed - unspent) : 0);
    savePart(this.#sql, INGEST, period, { holder, used, unspent: quantity });
    return quantity;
  }

  /** Sets plan and limits; in force when this returns, because every ledger has handed its lease back. */
  async set({ plan, limits = {} }: Terms): Promise<void> {
    if (plan !== undefined) savePlan(this.#sql, plan);
    for (const [meter, quantity] of Object.entries(limits)) saveLimit(this.#sql, meter, quantity);
    const holders = loadParts(this.#sql, INGEST, periodOf(Date.now())).map((part) => part.holder);
    await Promise.all(holders.map((holder) => this.#recall(holder)));
  }

  #limit(plan: string): number | null {
    return loadLimit(this.#sql, INGEST) ?? planOf(this.plan ?? plan).limits[INGEST] ?? null;
  }

  async #recall(holder: string): Promise<void> {
    const part = await ledgerOf<UsageLedger>(this.#env, holder).recallLease();
    if (part) savePart(this.#sql, INGEST, part.period, { holder, used: part.used, unspent: part.unspent });
  }
}
