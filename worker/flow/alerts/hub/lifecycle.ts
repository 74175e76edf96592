/** Pure: what becomes of a judgement, and what time does to an alert. No SQL, no clock. The README draws the states. */
import type { Decision, Deviation, Judgement } from '../../rules/index.ts';
import {
  type AlertRecord,
  type Case,
  cooldownEnd,
  coveringMark,
  isAfter,
  isComparable,
  isContinuing,
  type Mark,
  nextDue,
  type RuleState,
  snoozeEnd,
  type Waiting,
} from './rule-state.ts';

/** The instant of a transition (ms), whose it is, and where new ids come from. */
export interface Moment {
  now: number;
  tenant_id: string;
  newId: () => string;
}

/** A change that sockets and lists get. */
export interface Change {
  type: 'alert.raised' | 'alert.changed';
  alert: AlertRecord;
}

/** Firings that the mark of an alert kept quiet. */
export interface Quieted {
  alert_id: string;
  firings: number;
}

/** A case after a transition, and what happened on the way, in order. */
export interface Transition extends Case {
  changes: Change[];
  quieted?: Quieted[];
}

/** A transition that a judgement made. */
export interface Judged extends Transition {
  outcome: Decision['outcome'];
  alert_id: string | null;
  suppressed_upto: number | null;
}

/** Who ends an alert when its condition does. */
const CLEARED = 'condition_cleared';
const MAX_EVENTS = 10;

/** Does what has become due, each at its own instant, however late: holds end, snoozed alerts wake, cooldowns end. */
export function settle({ rule_state, alert }: Case, moment: Moment): Transition {
  let transition: Transition = { rule_state, alert, changes: [] };
  for (let due = nextDue(transition); due !== null && due <= moment.now; due = nextDue(transition)) {
    const next = ring(transition, due, { ...moment, now: due });
    transition = { ...next, ...together(transition, next) };
  }
  return transition;
}

/** One thing that is due. At the same instant a condition ends before anything wakes up to it. */
function ring({ rule_state, alert }: Case, due: number, moment: Moment): Transition {
  if (rule_state.holds && rule_state.holds_until === due) return clear({ rule_state, alert }, moment);
  if (alert && snoozeEnd(alert) === due) return wake({ rule_state, alert }, alert);
  return release({ rule_state: { ...rule_state, waiting: null }, alert }, rule_state.waiting!, moment);
}

/** The cooldown is over: what waited fires, unless it stopped holding meanwhile or a mark has covered it since. */
function release(known: Case, { judgement, is_counted = false }: Waiting, moment: Moment): Transition {
  const { revision, window, holds_until } = judgement;
  if (holds_until !== null && holds_until <= moment.now) {
    return { ...known, rule_state: { ...known.rule_state, revision, window }, changes: [] };
  }
  const mark = coveringMark(known.rule_state, judgement, moment.now);
  return mark ? suppress(known, { judgement, isNew: !is_counted }, mark) : fire(known, judgement, moment);
}

function wake({ rule_state }: Case, alert: AlertRecord): Transition {
  const pending = { ...alert, ...PENDING };
  return { rule_state, alert: pending, changes: [{ type: 'alert.changed', alert: pending }] };
}

const PENDING = { status: 'pending', snoozed_until: null, acknowledged_at: null, acknowledged_by: null } as const;

/** The condition holds no longer: an open alert is resolved, a quiet rule armed again, a waiting firing dropped. */
function clear({ rule_state, alert }: Case, { now }: Moment): Transition {
  const armed: RuleState = { ...rule_state, holds: false, holds_until: null, quiet: false };
  if (!alert) return { rule_state: armed, alert, changes: [] };
  const resolved = resolvedAlert(alert, CLEARED, now);
  return {
    rule_state: { ...armed, ended_at: now },
    alert: null,
    changes: [{ type: 'alert.changed', alert: resolved }],
  };
}

/** An alert that ended, never before it began whatever the clock says. */
export function resolvedAlert(alert: AlertRecord, by: string, now: number): AlertRecord {
  const resolved_at = new Date(Math.max(now, Date.parse(alert.created_at))).toISOString();
  return { ...alert, status: 'resolved', resolved_at, resolved_by: by, snoozed_until: null };
}

/** Takes a judgement, once: one that is not after the last one is ignored. */
export function judge(known: Case, judgement: Judgement, moment: Moment): Judged {
  const before = settle(known, moment);
  const { rule_state, alert } = before;
  const judged = decide({ rule_state, alert }, judgement, moment);
  // A firing that was long on its way may have stopped holding meanwhile.
  const after = settle(judged, moment);
  return { ...judged, ...after, ...together(before, judged, after) };
}

/** What happened in several transitions, one after another. */
function together(...transitions: readonly Transition[]): Pick<Transition, 'changes' | 'quieted'> {
  const quieted = transitions.flatMap((transition) => transition.quieted ?? []);
  return { changes: transitions.flatMap(({ changes }) => changes), ...(quieted.length > 0 ? { quieted } : {}) };
}

function decide(known: Case, judgement: Judgement, moment: Moment): Judged {
  const { rule_state, alert } = known;
  if (!isAfter(judgement, rule_state) && !isCorrection(judgement, rule_state)) {
    return judged({ ...known, changes: [] }, 'ignored');
  }
  const isOvertaken = rule_state.waiting !== null && overtakes(rule_state.waiting.judgement, judgement);
  if (judgement.verdict === 'firing') {
    return isOvertaken ? judged({ ...known, changes: [] }, 'held') : fire(known, judgement, moment);
  }
  // Nothing to clear is nothing to write down.
  if (!rule_state.holds && !rule_state.waiting) return judged({ ...known, changes: [] }, 'ignored');
  const { revision, window } = judgement;
  const waiting = isOvertaken ? rule_state.waiting : null;
  const cleared = clear({ rule_state: { ...rule_state, revision, window, waiting }, alert }, moment);
  return judged(cleared, 'cleared', alert?.id);
}

/** A second look at the window that fired last: late events can undo what a complete period was judged by. */
function isCorrection({ verdict, revision, window }: Judgement, rule_state: RuleState): boolean {
  const isSame = revision === rule_state.revision && window === rule_state.window;
  return verdict === 'clear' && isSame && rule_state.holds && rule_state.holds_until === null;
}

/** Whether a waiting judgement makes another one superfluous: it is later, or of the same window and no smaller. */
function overtakes(waiting: Judgement, other: Judgement): boolean {
  if (isAfter(waiting, other)) return true;
  return !isAfter(other, waiting) && (waiting.deviation?.size ?? 0) >= (other.deviation?.size ?? 0);
}

function fire(known: Case, judgement: Judgement, moment: Moment): Judged {
  const { rule_state, alert } = known;
  const mark = coveringMark(rule_state, judgement, moment.now);
  if (mark) return suppress(known, { judgement, isNew: !isCounted(rule_state, judgement) }, mark);
  if (alert) return repeat(known, alert, judgement);
  if (rule_state.quiet && (isContinuing(judgement) || judgement.window <= rule_state.window)) {
    return judged({ rule_state: holding(rule_state, judgement), alert, changes: [] }, 'held');
  }
  const until = cooldownEnd(rule_state, judgement);
  if (moment.now < until) return wait(known, judgement, until);
  return raise(known, judgement, moment);
}

/** A firing that a mark covers; new where it was not counted before. */
interface Suppressible {
  judgement: Judgement;
  isNew: boolean;
}

/** Whether a firing that is not after the last suppressed one was counted: what comes in order and again was. */
function isCounted({ suppressed }: RuleState, judgement: Judgement): boolean {
  return suppressed !== null && !isAfter(judgement, suppressed);
}

/** A mark keeps it quiet. Its window stays open to a larger deviation, and is counted once. */
function suppress({ rule_state, alert }: Case, { judgement, isNew }: Suppressible, mark: Mark): Judged {
  const { revision, window } = judgement;
  const next = isCounted(rule_state, judgement) ? rule_state : { ...rule_state, suppressed: { revision, window } };
  const transition = judged({ rule_state: next, alert, changes: [] }, 'suppressed', mark.alert_id);
  const quieted = [{ alert_id: mark.alert_id, firings: Math.max(1, judgement.occurrences) }];
  return { ...transition, suppressed_upto: mark.size, ...(isNew ? { quieted } : {}) };
}

/** Waits for the end of the cooldown; of several firings the last one counts, of one window the largest. */
function wait({ rule_state, alert }: Case, judgement: Judgement, until: number): Judged {
  const waiting = { judgement, until, is_counted: isCounted(rule_state, judgement) };
  return judged({ rule_state: { ...rule_state, waiting }, alert, changes: [] }, 'held');
}

function raise({ rule_state }: Case, judgement: Judgement, { now, tenant_id, newId }: Moment): Judged {
  const { project_id, rule_id, currency, deviation, mark_days } = judgement;
  const alert: AlertRecord = {
    id: newId(),
    tenant_id,
    project_id,
    rule_id,
    currency,
    ...told(judgement),
    ...PENDING,
    occurrences: Math.max(1, judgement.occurrences),
    suppressed: 0,
    created_at: new Date(now).toISOString(),
    last_fired_at: new Date(judgement.at).toISOString(),
    resolved_at: null,
    resolved_by: null,
    false_positive: false,
    rev: 0,
    deviation,
    mark_days,
    request_id: null,
  };
  const taken = { ...holding(rule_state, judgement), quiet: false };
  return judged({ rule_state: taken, alert, changes: [{ type: 'alert.raised', alert }] }, 'raised', alert.id);
}

/** Fires again while open: raises the count and takes the newest numbers, in any status. */
function repeat({ rule_state }: Case, alert: AlertRecord, judgement: Judgement): Judged {
  const deviation = largest(alert.deviation, judgement.deviation);
  const peak = deviation === judgement.deviation ? undefined : (alert.payload.peak ?? alert.payload.observed);
  const next: AlertRecord = {
    ...alert,
    ...told(judgement),
    payload: { ...judgement.payload, ...eventsOf(alert, judgement), ...(typeof peak === 'number' ? { peak } : {}) },
    occurrences: alert.occurrences + Math.max(1, judgement.occurrences),
    last_fired_at: new Date(Math.max(judgement.at, Date.parse(alert.last_fired_at))).toISOString(),
    deviation,
    mark_days: judgement.mark_days,
  };
  const transition = { rule_state: holding(rule_state, judgement), alert: next };
  return judged({ ...transition, changes: [{ type: 'alert.changed', alert: next }] }, 'repeated', alert.id);
}

function told({ revision, severity, title, payload }: Judgement) {
  return { rule_revision: revision, severity, title, payload };
}

/** The last events of both, where the alert is about events. */
function eventsOf({ payload }: AlertRecord, judgement: Judgement): { event_ids?: string[] } {
  const newest = judgement.payload.event_ids;
  if (!newest) return {};
  return { event_ids: [...new Set([...(payload.event_ids ?? []), ...newest])].slice(-MAX_EVENTS) };
}

/** The further one of two deviations of one kind; without one to compare with, the one that is known. */
function largest(known: Deviation | null, now: Deviation | null): Deviation | null {
  if (!known || !now) return now ?? known;
  return isComparable(known, now) && known.size > now.size ? known : now;
}

/** The judgement is taken: its window is used up, its condition holds, and an older firing waits no longer. */
function holding(rule_state: RuleState, judgement: Judgement): RuleState {
  const { project_id, revision, window, holds_until } = judgement;
  const waiting = rule_state.waiting && isAfter(rule_state.waiting.judgement, judgement) ? rule_state.waiting : null;
  return { ...rule_state, project_id, revision, window, holds: true, holds_until, waiting };
}

function judged(transition: Transition, outcome: Judged['outcome'], alert_id: string | null = null): Judged {
  return { ...transition, outcome, alert_id, suppressed_upto: null };
}
