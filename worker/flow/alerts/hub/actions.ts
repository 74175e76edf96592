/** Pure: what people do to an alert, and when they may not. */
import type { MarkNotice } from '../../rules/index.ts';
import { resolvedAlert, type Transition } from './lifecycle.ts';
import { type AlertRecord, type Case, marksWith, type RuleState } from './rule-state.ts';

/** What somebody asks for; `until` in ms. */
export type AlertAction = { kind: 'acknowledge' | 'resolve' | 'false_positive' } | { kind: 'snooze'; until: number };

/** Who asks, when (ms), and in which request. */
export interface By {
  label: string;
  now: number;
  request_id: string;
}

/** Why an action changed nothing: who was there first, and when. */
export interface Refusal {
  code: 'alert.already_acknowledged' | 'alert.already_resolved' | 'alert.already_marked' | 'alert.snoozed';
  by: string | null;
  at: string | null;
}

/** What an action made of a case, and what the rule's ledger has to know of it. */
export interface Acted extends Transition {
  notice?: MarkNotice;
}

/**
 * Acknowledges, snoozes or resolves an open alert, or marks one as a false positive, also after its end. `known` is the settled
 * case of the alert's rule and currency. Returns the refusal where it is too late.
 */
export function act(known: Case, alert: AlertRecord, action: AlertAction, by: By): Acted | Refusal {
  // The same request again, because its reply was lost.
  if (alert.request_id === by.request_id) return { ...known, changes: [] };
  return refusalOf(alert, action) ?? acted(known, { ...alert, request_id: by.request_id }, action, by);
}

function refusalOf(alert: AlertRecord, { kind }: AlertAction): Refusal | undefined {
  if (kind === 'false_positive' && alert.false_positive) {
    return { code: 'alert.already_marked', by: alert.resolved_by, at: alert.resolved_at };
  }
  if (alert.status === 'resolved' && kind !== 'false_positive') {
    return { code: 'alert.already_resolved', by: alert.resolved_by, at: alert.resolved_at };
  }
  if (kind !== 'acknowledge' || alert.status === 'pending') return undefined;
  if (alert.status === 'snoozed') return { code: 'alert.snoozed', by: null, at: alert.snoozed_until };
  return { code: 'alert.already_acknowledged', by: alert.acknowledged_by, at: alert.acknowledged_at };
}

function acted(known: Case, alert: AlertRecord, action: AlertAction, { label, now }: By): Acted {
  const at = new Date(now).toISOString();
  switch (action.kind) {
    case 'acknowledge':
      return open(known, { ...alert, status: 'acknowledged', acknowledged_at: at, acknowledged_by: label });
    case 'snooze':
      return open(known, { ...alert, status: 'snoozed', snoozed_until: new Date(action.until).toISOString() });
    case 'resolve':
      return end(known, resolvedAlert(alert, label, now), { quiet: known.rule_state.holds });
    case 'false_positive':
      return marked(known, alert, label, now);
  }
}

function open({ rule_state }: Case, alert: AlertRecord): Transition {
  return { rule_state, alert, changes: [{ type: 'alert.changed', alert }] };
}

function end({ rule_state }: Case, alert: AlertRecord, change: Partial<RuleState>): Transition {
  const ended_at = Date.parse(alert.resolved_at!);
  return {
    rule_state: { ...rule_state, ...change, ended_at },
    alert: null,
    changes: [{ type: 'alert.changed', alert }],
  };
}

/**
 * Remembers a false positive. From now on the mark alone decides what stays quiet: neither the end by hand nor a cooldown holds
 * back a larger deviation of the condition that it is about.
 */
function marked(known: Case, alert: AlertRecord, label: string, now: number): Acted {
  const { rule_state } = known;
  const isOpen = alert.status !== 'resolved';
  const wrong = { ...alert, false_positive: true };
  const after = isOpen ? resolvedAlert(wrong, label, now) : wrong;
  const changes: Transition['changes'] = [{ type: 'alert.changed', alert: after }];
  if (!alert.deviation) {
    return isOpen ? end(known, after, { quiet: rule_state.holds }) : { ...known, changes };
  }
  const marks = marksWith(rule_state.marks, alert, now);
  const isLast = isOpen || (!known.alert && rule_state.ended_at === Date.parse(alert.resolved_at!));
  if (!isLast) return { ...known, rule_state: { ...rule_state, marks }, changes };
  const waiting = rule_state.waiting && { ...rule_state.waiting, until: now };
  const { revision, window } = rule_state;
  return {
    rule_state: { ...rule_state, marks, quiet: false, ended_at: null, waiting },
    alert: null,
    changes,
    notice: { rule_id: alert.rule_id, revision, window, suppressed_upto: alert.deviation.size },
  };
}

/** The rule is gone or switched off: its alert ends, and nothing is remembered but what was a false positive. */
export function close({ rule_state, alert }: Case, by: string, now: number): Transition {
  const { project_id, revision, window, marks, suppressed } = rule_state;
  const quietened = { holds: false, holds_until: null, quiet: false, ended_at: null, waiting: null };
  const closed: RuleState = { project_id, revision, window, marks, suppressed, ...quietened };
  if (!alert) return { rule_state: closed, alert, changes: [] };
  return {
    rule_state: closed,
    alert: null,
    changes: [{ type: 'alert.changed', alert: resolvedAlert(alert, by, now) }],
  };
}
