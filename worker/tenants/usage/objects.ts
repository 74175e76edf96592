/** What this room calls of the Durable Objects: limits and leases of the Hub, the return of a lease from a Ledger. */
import type { Grant } from './request-window.ts';

/** A ledger's question: what it has used in the period, what it may still spend, how much it needs to be able to spend. */
export interface LeaseRequest {
  project_id: string;
  /** `YYYY-MM`, UTC. */
  period: string;
  used: number;
  unspent: number;
  needed: number;
  /** The plan of the sender's key; one that the operator set at the Hub overrides it. */
  plan: string;
}

/** Plan and hard limits as the operator sets them; a limit of null gives way to the plan's own. */
export interface Terms {
  plan?: string;
  limits?: Record<string, number | null>;
}

/** What a ledger used in a period, and what it may still spend of its lease. */
export interface LeaseUse {
  period: string;
  used: number;
  unspent: number;
}

/** The Hub as this room calls it. */
export interface UsageHub {
  /** What the ledger may spend from now on in this period; null without a limit. */
  lease(request: LeaseRequest): Promise<number | null>;
  /** Puts the operator's plan and limits into force before it returns. */
  setTerms(terms: Terms): Promise<void>;
  /** The limits that the operator set for this tenant, by meter. */
  limits(): Record<string, number>;
  /** A block of the tenant's requests of this minute; `spent` is what the caller has used of the minute already. */
  leaseRequests(tenant_id: string, spent: number): Promise<Grant>;
}

/** A Ledger as the Hub calls it. */
export interface UsageLedger {
  /** Hands back what waiting appends do not need; undefined for a ledger without a lease. */
  recallLease(): LeaseUse | undefined;
}
