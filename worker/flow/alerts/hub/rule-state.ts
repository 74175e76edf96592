/** Pure: what is known of one rule and currency between two judgements, its open alert included. */
import { DAY_MS, MINUTE_MS } from '../../../shared/durations.ts';
import type { Deviation, Judgement } from '../../rules/index.ts';
import type { Alert } from '../schema.ts';

/** An alert as its writer holds it: what the API shows, whose it is, and what the next decision needs. */
export interface AlertRecord extends Omit<Alert, 'currency'> {
  tenant_id: string;
  /** '' where the rule is not of one currency. */
  currency: string;
  /** Raised by each change, across all alerts of the tenant. */
  rev: number;
  /** The largest deviation while open: what a mark as a false positive covers. Null for schedules. */
  deviation: Judgement['deviation'];
  mark_days: number;
  /** The request that changed it last, so that one that is sent again gets the same reply and no refusal. */
  request_id: string | null;
}

/** A false positive: deviations of this direction up to this size are normal, until then (ms). */
export interface Mark extends Deviation {
  alert_id: string;
  until: number;
}

/** A firing that waits, until then (ms). */
export interface Waiting {
  judgement: Judgement;
  until: number;
  /** A mark kept a smaller deviation of the same window quiet before, and it was counted then. */
  is_counted?: boolean;
}

/** What outlives an alert. Instants in ms. */
export interface RuleState {
  project_id: string;
  /** The last judgement that was taken: nothing up to it is taken again. */
  revision: number;
  window: number;
  /** The condition holds, until then; null: until a judgement clears it. */
  holds: boolean;
  holds_until: number | null;
  /** Ended by hand while the condition held: quiet until it has cleared. */
  quiet: boolean;
  /** When the last alert ended; the cooldown counts from here. */
  ended_at: number | null;
  /** A firing that waits for the end of the cooldown. */
  waiting: Waiting | null;
  marks: Mark[];
  /** The last firing that a mark kept quiet. */
  suppressed: Position | null;
}

/** A rule's state and its open alert, if there is one. */
export interface Case {
  rule_state: RuleState;
  alert: AlertRecord | null;
}

/** The position of a judgement in the order of its rule and currency. */
export interface Position {
  revision: number;
  window: number;
}

/** The case of a rule that has never fired. */
export function freshCase(project_id: string): Case {
  const rule_state: RuleState = {
    project_id,
    revision: 0,
    window: Number.MIN_SAFE_INTEGER,
    holds: false,
    holds_until: null,
    quiet: false,
    ended_at: null,
    waiting: null,
    marks: [],
    suppressed: null,
  };
  return { rule_state, alert: null };
}

/** Whether `one` comes after `other`. */
export function isAfter(one: Position, other: Position): boolean {
  return one.revision === other.revision ? one.window > other.window : one.revision > other.revision;
}

/** The instant of the next thing that time does to a case; null when only a judgement or a person can change it. */
export function nextDue({ rule_state, alert }: Case): number | null {
  const dues = [
    rule_state.holds ? rule_state.holds_until : null,
    snoozeEnd(alert),
    rule_state.waiting ? rule_state.waiting.until : null,
  ].filter((due) => due !== null);
  return dues.length === 0 ? null : Math.min(...dues);
}

/** When a snoozed alert wakes. */
export function snoozeEnd(alert: AlertRecord | null): number | null {
  return alert?.status === 'snoozed' && alert.snoozed_until !== null ? Date.parse(alert.snoozed_until) : null;
}

/** The largest mark that covers the deviation of a firing; undefined when it is larger, of the other direction, or has none. */
export function coveringMark({ marks }: RuleState, { deviation }: Judgement, now: number): Mark | undefined {
  if (!deviation) return undefined;
  const largest = marks
    .filter((mark) => isComparable(mark, deviation) && mark.until > now)
    .sort((a, b) => b.size - a.size)[0];
  return largest && deviation.size <= largest.size ? largest : undefined;
}

/** Whether the sizes of two deviations tell which one is further off. */
export function isComparable(one: Deviation, other: Deviation): boolean {
  return one.direction === other.direction && one.of === other.of;
}

/** The marks with that of a false positive; those that have run out are dropped. An alert without a deviation leaves none. */
export function marksWith(marks: readonly Mark[], alert: AlertRecord, now: number): Mark[] {
  const valid = marks.filter(({ until }) => until > now);
  if (!alert.deviation) return valid;
  return [...valid, { alert_id: alert.id, ...alert.deviation, until: now + alert.mark_days * DAY_MS }];
}

/** Until when a rule waits after its last alert. */
export function cooldownEnd({ ended_at }: RuleState, { cooldown_minutes }: Judgement): number {
  return ended_at === null ? Number.NEGATIVE_INFINITY : ended_at + cooldown_minutes * MINUTE_MS;
}

/**
 * Whether a firing is about the same condition as the one before it, however late: what time alone judges holds until a
 * judgement clears it. All others say how long they hold, so a later window is something new; a schedule always is.
 */
export function isContinuing({ holds_until, deviation }: Judgement): boolean {
  return holds_until === null && deviation !== null;
}

/** An alert as the API shows it. */
export function shownAlert(record: AlertRecord): Alert {
  const { tenant_id: _, rev: __, deviation: ___, mark_days: ____, request_id: _____, currency, ...shown } = record;
  return { ...shown, currency: currency === '' ? null : currency };
}
