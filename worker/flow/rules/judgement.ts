/** What the evaluation of a rule finds out: the one word between those who judge (Ledger, cron) and the Hub, which decides what becomes of it. */
import type { Part, Reason } from '../../words/reason.ts';
import type { Severity } from './schema.ts';

/** The numbers behind an alert, and the sentence made from them. Money in minor units; times ISO 8601 UTC. */
export interface AlertPayload {
  metric: string | null;
  unit: 'count' | 'money' | 'ratio' | 'percent' | null;
  observed: number | null;
  /** What was to be expected: the mean of the window, last week's value, the rule's count. */
  expected: number | null;
  threshold: number | null;
  /** The expected range of an anomaly. */
  low?: number;
  high?: number;
  /** Deviation of an anomaly, signed. */
  score?: number;
  /** The period, or the span of events, that was judged. */
  window: { from: string; to: string };
  explanation: string;
  /** Change against the same time a week before, in percent. */
  change_pct?: number | null;
  /** What moved the number, largest first: factors (orders, average order value), currencies, values of an event's fields. */
  parts?: Part[];
  /** What the sentence is about, so that it can be made in any language. */
  reason?: Reason;
  /** Events that the alert is about, newest last, at most ten. */
  event_ids?: string[];
  /** The value at the largest deviation while the alert was open, where that is not the newest one: what a mark covers. */
  peak?: number;
}

/** How far a firing lies from what its rule takes for normal: what a mark as a false positive remembers. */
export interface Deviation {
  direction: 'up' | 'down';
  /** Larger is further off. Where a rule compares values it is the value itself, negated downwards; of an anomaly its score. */
  size: number;
  /** What was measured. A mark does not apply to another measure, so a rule that is changed to one starts anew. */
  of?: string;
}

/** One verdict on one rule and currency. */
export interface Judgement {
  project_id: string;
  rule_id: string;
  revision: number;
  /** '' where the rule is not of one currency. */
  currency: string;
  /**
   * What was judged, ascending within a revision: the start of the period (ms), the sequence of the last event, the time of
   * the run. The Hub takes each (revision, window) once and nothing older than the last it took.
   */
  window: number;
  /** When it became so, ms. */
  at: number;
  verdict: 'firing' | 'clear';
  /** Firings that it sums up: matching events that arrived together; 1 otherwise. */
  occurrences: number;
  /** ms until which the condition holds without another judgement; null: until a `clear`. */
  holds_until: number | null;
  title: string;
  severity: Severity;
  cooldown_minutes: number;
  /** Null where a size means nothing: schedules, missing follow-ups. No mark ever keeps such a firing quiet. */
  deviation: Deviation | null;
  /** How long a false positive of this rule is remembered, days. */
  mark_days: number;
  payload: AlertPayload;
}

/** What the Hub made of a judgement. `suppressed_upto`: a mark covers deviations up to this size, so watch for larger ones. */
export interface Decision {
  rule_id: string;
  currency: string;
  outcome: 'raised' | 'repeated' | 'cleared' | 'held' | 'suppressed' | 'ignored';
  alert_id: string | null;
  suppressed_upto: number | null;
}

/** A mark as a false positive that a ledger has to know: of the firing (revision, window) only a larger deviation counts from now on. */
export interface MarkNotice extends Pick<Judgement, 'rule_id' | 'revision' | 'window'> {
  suppressed_upto: number;
}
