/** What this room calls of the Durable Objects: live rules of the Ledger, decisions of the Hub. */
import type { EventFilter, Listing } from '../events/ledger/index.ts';
import type { Decision, Judgement } from './judgement.ts';
import type { Dimension } from './live/breakdown.ts';
import type { Waiting } from './live/follow-ups.ts';
import type { Measured, Span } from './live/history.ts';
import type { LiveVerdict, RuleSet, SetReply } from './live/live-rule.ts';
import type { AsideRow, AsideSource } from './live/set-aside-store.ts';

/** The Ledger as this room calls it. */
export interface RulesLedger {
  /** Takes a newer set of live rules; returns the revision in force. */
  putRules(set: RuleSet): SetReply;
  /** Forgets rows set aside up to the number `upto`; returns the next ones, oldest first. */
  setAside(upto: number): (AsideRow & { n: number })[];
  /** Takes a row that was repaired. */
  putBack(source: AsideSource, row: Waiting | Judgement): void;
  /** Judges one live rule now; null when it is not here. */
  judgeNow(rule_id: string): Promise<LiveVerdict | null>;
  /** What moved a measure between two spans of time, by the events' own fields. */
  breakdown(measured: Measured, these: Span, those: Span): Dimension[];
  /** Events, newest receipt first: as many as are asked for and fit one reply. */
  list(filter: EventFilter): Listing;
}

/** The Hub as this room calls it. */
export interface RulesHub {
  /** Decides what becomes of judgements, in order; each is taken once however often it comes. */
  judge(tenant_id: string, judgements: Judgement[]): Promise<Decision[]>;
  /** Ends the open alerts of a rule that was deleted or switched off; judgements of it up to `revision` are void from now on. */
  closeRule(tenant_id: string, rule_id: string, by: string, revision: number): Promise<void>;
}
