/** What this room asks of the Durable Objects: its part of the Ledger, and the Hub's call for new numbers. */
import type { Append } from './ingest/prepare.ts';
import type { Rate } from './ingest/token-bucket.ts';
import type { Outcome } from './ledger/commit-group.ts';
import type { ChainStretch } from './ledger/ledger-chain-store.ts';
import type { EventFilter, Listing } from './ledger/ledger-list-store.ts';
import type { OccurredEvent, OccurrenceFilter, OccurrenceListing } from './ledger/ledger-occurrence-store.ts';
import type { UnansweredFilter } from './ledger/ledger-unanswered-store.ts';

/** Whose ledger it is and how it treats an append; sent with every append because only the Worker reads D1. */
export interface AppendTerms {
  tenant_id: string;
  project_id: string;
  retention_days: number;
  rate: Rate;
  plan: string;
}

/** A stretch of the hash chain, and the end it leads to. */
export type Chain = ChainStretch & { seq: number; head: Uint8Array };

/** The Ledger as this room calls it. */
export interface EventsLedger {
  /** Appends events once; the reply comes when they are durable. */
  append(append: Append, terms: AppendTerms): Promise<Outcome>;
  /** Events that the fullest of the sources (codes) may still send at once. */
  rateLeft(sources: string, rate: Rate): number;
  /** Events, newest receipt first: as many as are asked for and fit one reply. */
  list(filter: EventFilter): Listing;
  /** Events, newest occurrence first; a long list takes several readings. */
  listByOccurrence(filter: OccurrenceFilter): OccurrenceListing;
  /** Events that none of another type has followed in time, as many as fit one reply; undefined when there are too many to look at. */
  unanswered(filter: UnansweredFilter): { events: OccurredEvent[]; more: boolean } | undefined;
  /** The chain from the sequence `after` on. */
  chain(after: number, limit: number): Chain;
  /** Sets how long raw events are kept, in days, and drops soon what is older. */
  retain(retention_days: number): void;
}

/** The Hub as a ledger calls it when its numbers have changed. */
export interface EventsHub {
  /** Tells the project's sockets; false when none is open any more. */
  kpiChanged(project_id: string): boolean;
}
