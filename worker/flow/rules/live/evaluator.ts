/** What every kind of live rule does with its ledger's events; one evaluator judges all rules of its kind. */
import { eventId } from '../../../base/ids.ts';
import type { AcceptedEvent } from '../../events/ledger/index.ts';
import type { Judgement, MarkNotice } from '../judgement.ts';
import type { LiveHistory } from './history.ts';
import type { LiveRule } from './live-rule.ts';

/** A rule that replaced an earlier revision of itself. */
export interface RuleChange {
  was: LiveRule;
  is: LiveRule;
}

/** The state of one rule; `firing` is null where it cannot be known, `judgement` where there is none for the Hub. */
export interface Look {
  firing: boolean | null;
  judgement: Judgement | null;
}

/** Instants are ms. Everything an evaluator finds is returned as judgements; what it remembers, it writes itself. */
export interface Evaluator {
  /** Judges accepted events, at least one, inside the transaction that stores them; the ledger's sums hold them already. */
  append(events: readonly AcceptedEvent[], now: number): Judgement[];
  /** Judges what time alone decides. */
  due(now: number): Judgement[];
  /** When time decides something next, after `due`; Infinity when nothing waits. */
  nextDue(now: number): number;
  /** The set of rules was replaced: ends alerts that changed rules would not have raised, judges what holds already. */
  changed(changes: readonly RuleChange[], now: number): Judgement[];
  /** The state of a rule now; undefined for one that is not here. */
  look(rule_id: string, now: number): Look | undefined;
  /** Cells were healed: judges again what was read of them. */
  recount?(now: number): Judgement[];
  /** A mark as a false positive covers a firing: from now on only a larger deviation fires. */
  marked?(notice: MarkNotice, now: number): Judgement[];
}

/** Whose rules they are, and what they may use of their ledger. */
export interface Scene {
  sql: SqlStorage;
  project_id: string;
  timezone: string;
  /** The secret that keys of follow-ups are hashed with. */
  event_secret: string;
  history: LiveHistory;
  /** Has `due` called at this instant (ms) at the latest. */
  wakeAt: (due_at: number) => void;
}

const MAX_IDS = 10;

/** The ids of the last events that an alert names. */
export function idsOf(project_id: string, events: readonly { seq: number }[]): string[] {
  return events.slice(-MAX_IDS).map(({ seq }) => eventId(project_id, seq));
}
