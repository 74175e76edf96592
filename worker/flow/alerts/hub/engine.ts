/** The tenant's alerts in its Hub: judgements, actions of people and time go in; alerts, decisions, frames and rows of D1 come out. */
import type { Db } from '../../../base/db.ts';
import type { Env } from '../../../base/env.ts';
import { newId } from '../../../base/ids.ts';
import { describeError, type Log } from '../../../base/log.ts';
import { sendFacts } from '../../../base/outbox.ts';
import { isStorageFailure } from '../../../base/retry.ts';
import type { Decision, Judgement } from '../../rules/index.ts';
import type { ActionReply, ActionRequest } from '../objects.ts';
import { eraseFromAlerts } from '../store.ts';
import { act, close } from './actions.ts';
import { type Frame, frameOf, mergeChanges } from './frame.ts';
import {
  type AlertsState,
  type CaseKey,
  closedRevision,
  closeRevision,
  countAlert,
  firstDue,
  isArchived,
  listDue,
  listOfProject,
  listOfRule,
  loadAlert,
  loadAlertsState,
  loadCase,
  saveAction,
  saveAlert,
  saveAlertsState,
  saveArchived,
  saveFrame,
  saveRuleState,
  setCaseAside,
} from './hub-alerts-store.ts';
import { eraseLabels } from './hub-erasure-store.ts';
import { type Change, judge, type Moment, settle, type Transition } from './lifecycle.ts';
import { MarkNotices } from './mark-notices.ts';
import { AlertProjection } from './projection.ts';
import { resumeFrom } from './resume.ts';
import { type AlertRecord, type Case, shownAlert } from './rule-state.ts';
import { hasSetAside, insertSetAside } from './set-aside-store.ts';

/** What the engine needs of its hub. */
export interface Owner {
  db: () => Db;
  env: Env;
  storage: DurableObjectStorage;
  send: (frames: Frame[]) => void;
  wakeAt: (name: 'alerts' | 'projection' | 'marks', due_at: number) => void;
  log: Log;
}

/** One call, and what its transaction has changed so far. */
interface Call {
  moment: Moment;
  rev: number;
  changes: Change[];
}

/** D1 is written at once; if the object is lost meanwhile, the alarm writes it after this time. */
const SAFETY_MS = 15_000;

const ACTIONS = {
  acknowledge: 'alert.acknowledged',
  resolve: 'alert.resolved',
  snooze: 'alert.snoozed',
  false_positive: 'alert.marked_false_positive',
} as const;

export class AlertEngine {
  readonly #owner: Owner;
  readonly #sql: SqlStorage;
  readonly #projection: AlertProjection;
  readonly #marks: MarkNotices;
  #state: AlertsState | undefined;

  constructor(owner: Owner) {
    this.#owner = owner;
    this.#sql = owner.storage.sql;
    this.#state = loadAlertsState(this.#sql);
    this.#projection = new AlertProjection({
      sql: this.#sql,
      db: owner.db,
      state: () => this.#state,
      save: (state) => this.#save(state),
      tell: (facts) => void sendFacts(owner, facts),
    });
    const { env, log, wakeAt } = owner;
    this.#marks = new MarkNotices({ sql: this.#sql, env, log, wakeAt: (due_at) => wakeAt('marks', due_at) });
  }

  /** The revision of the last change: where a client that has seen everything resumes. */
  get rev(): number {
    return this.#state?.rev ?? 0;
  }

  /** Decides what becomes of judgements, each once; D1 has it on return, or the alarm writes it. */
  async judge(tenant_id: string, judgements: readonly Judgement[]): Promise<Decision[]> {
    return await this.#transact(tenant_id, (call) => judgements.map((judgement) => this.#decide(call, judgement)));
  }

  #decide(call: Call, judgement: Judgement): Decision {
    const { rule_id, currency, project_id, revision } = judgement;
    const isVoid = isArchived(this.#sql, project_id) || revision <= closedRevision(this.#sql, rule_id);
    if (isVoid) return { rule_id, currency, outcome: 'ignored', alert_id: null, suppressed_upto: null };
    const judged = this.#guarded(judgement, () => {
      const known = loadCase(this.#sql, judgement);
      const transition = judge(known, judgement, call.moment);
      this.#write(call, judgement, known, transition);
      return transition;
    });
    if (!judged) {
      const row = { project_id, source: 'judgements', row_id: rule_id, body: JSON.stringify(judgement) } as const;
      insertSetAside(this.#sql, { ...row, at: call.moment.now });
    }
    const { outcome = 'ignored', alert_id = null, suppressed_upto = null } = judged ?? {};
    return { rule_id, currency, outcome, alert_id, suppressed_upto };
  }

  /** What a person or a key does to one alert. */
  async act(tenant_id: string, request: ActionRequest): Promise<ActionReply> {
    const reply = await this.#transact(tenant_id, (call) => this.#acted(call, request));
    if (request.action.kind === 'false_positive') await this.#marks.tellNow();
    return reply;
  }

  #acted(call: Call, { alert_id, project_id, action, actor, request_id }: ActionRequest): ActionReply {
    const found = loadAlert(this.#sql, alert_id);
    if (!found || (project_id !== null && found.project_id !== project_id)) return null;
    const known = this.#settle(call, found);
    const before = loadAlert(this.#sql, alert_id)!;
    const { now } = call.moment;
    const result = act(known, before, action, { label: actor.label, now, request_id });
    if ('code' in result) return { refusal: result };
    this.#write(call, found, known, result);
    if (result.notice) this.#marks.put(found, result.notice);
    this.#settle(call, found);
    const after = loadAlert(this.#sql, alert_id)!;
    if (result.changes.length > 0) {
      const fields = { before: auditedFields(before), after: auditedFields(after) };
      saveAction(this.#sql, {
        seq: call.rev,
        alert_id,
        action: ACTIONS[action.kind],
        actor,
        request_id,
        now,
        ...fields,
      });
    }
    return { alert: shownAlert(after) };
  }

  /** Ends the alerts of a rule that was deleted or switched off, and takes no judgement up to `revision` any more. */
  async closeRule(tenant_id: string, rule_id: string, by: string, revision: number): Promise<void> {
    closeRevision(this.#sql, rule_id, revision);
    await this.#close(tenant_id, listOfRule(this.#sql, rule_id), by, revision);
  }

  /** Ends the alerts of a project that was archived, and takes no judgement until it is back. */
  async archiveProject(tenant_id: string, project_id: string, archived: boolean, by: string): Promise<void> {
    saveArchived(this.#sql, project_id, archived);
    if (archived) await this.#close(tenant_id, listOfProject(this.#sql, project_id), by);
  }

  async #close(tenant_id: string, keys: CaseKey[], by: string, upto = Number.POSITIVE_INFINITY): Promise<void> {
    await this.#transact(tenant_id, (call) => {
      for (const key of keys) {
        const known = this.#settle(call, key);
        // What a later revision has found since stays.
        if (known.rule_state.revision > upto) continue;
        this.#write(call, key, known, close(known, by, call.moment.now));
      }
    });
  }

  /** Takes what alerts of a project say of a person out of them, here and in D1, which holds no older version when this returns. */
  async eraseLabels(tenant_id: string, project_id: string, labels: readonly string[]): Promise<void> {
    this.#owner.storage.transactionSync(() => eraseLabels(this.#sql, project_id, labels));
    await this.#projection.run();
    await eraseFromAlerts(this.#owner.db(), { tenant_id, project_id }, labels);
  }

  /** The alarm of what is due: holds that end, snoozed alerts that wake, cooldowns. Returns when it is due next. */
  async settle(): Promise<number | undefined> {
    const { tenant_id } = this.#state ?? {};
    if (tenant_id === undefined) return undefined;
    await this.#transact(tenant_id, (call) => {
      for (const key of listDue(this.#sql, call.moment.now)) this.#guarded(key, () => this.#settle(call, key));
    });
    return firstDue(this.#sql) ?? undefined;
  }

  /** The alarm of what D1 has not confirmed: throws until it does, so that it rings again; returns when to look again. */
  async project(): Promise<number | undefined> {
    await this.#projection.run();
    const { rev, projected_rev } = this.#state ?? { rev: 0, projected_rev: 0 };
    return rev > projected_rev ? Date.now() + SAFETY_MS : undefined;
  }

  /** The alarm of marks that ledgers have not confirmed; throws when one could not be reached. */
  async tellMarks(): Promise<void> {
    await this.#marks.tell();
  }

  /** The messages that a client at `cursor` has missed of a project, or of all projects. */
  resume(cursor: string, project_id: string | null): string[] {
    return resumeFrom(this.#sql, this.rev, { cursor, project_id });
  }

  /** Does what time has made due; returns the case as it is now. */
  #settle(call: Call, key: CaseKey): Case {
    const known = loadCase(this.#sql, key);
    const transition = settle(known, call.moment);
    this.#write(call, key, known, transition);
    return transition;
  }

  /**
   * Runs a step for one rule and currency. A stored state that makes it throw is set aside and the step runs again without it, so
   * that it freezes no other rule; undefined when the step throws all the same.
   */
  #guarded<T>(key: CaseKey, step: () => T): T | undefined {
    for (const isLast of [false, true]) {
      try {
        return step();
      } catch (error) {
        if (isStorageFailure(error)) throw error;
        this.#owner.log('error', 'rule state set aside', { rule_id: key.rule_id, ...describeError(error) });
        if (!isLast) setCaseAside(this.#sql, key);
      }
    }
    return undefined;
  }

  /** Writes a transition; one that leaves its case as it was writes nothing. */
  #write(call: Call, key: CaseKey, before: Case, { rule_state, alert, changes, quieted = [] }: Transition): void {
    if (rule_state !== before.rule_state || alert !== before.alert)
      saveRuleState(this.#sql, key, { rule_state, alert });
    for (const change of changes) this.#change(call, change);
    for (const { alert_id, firings } of quieted) {
      const marked = loadAlert(this.#sql, alert_id);
      if (!marked) continue;
      this.#change(call, { type: 'alert.changed', alert: { ...marked, suppressed: marked.suppressed + firings } });
    }
  }

  #change(call: Call, { type, alert: changed }: Change): void {
    call.rev += 1;
    const alert = { ...changed, rev: call.rev };
    saveAlert(this.#sql, alert);
    if (type === 'alert.raised') countAlert(this.#sql, alert.created_at.slice(0, 10), alert.project_id, alert.rev);
    call.changes.push({ type, alert });
  }

  /** Runs the steps of a call and their frames in one transaction, then tells sockets and D1. */
  async #transact<T>(tenant_id: string, steps: (call: Call) => T): Promise<T> {
    const known = this.#state ?? { tenant_id, rev: 0, projected_rev: 0 };
    if (known.tenant_id !== tenant_id) throw new Error('This hub is of another tenant.');
    const moment = { now: Date.now(), tenant_id, newId: () => newId('alr') };
    const call: Call = { moment, rev: known.rev, changes: [] };
    const { result, frames } = this.#owner.storage.transactionSync(() => {
      const result = steps(call);
      const frames = mergeChanges(call.changes).map(frameOf);
      for (const frame of frames) saveFrame(this.#sql, frame);
      if (frames.length > 0) saveAlertsState(this.#sql, { ...known, rev: call.rev });
      return { result, frames };
    });
    if (frames.length > 0) this.#state = { ...known, rev: call.rev };
    await this.#tell(frames);
    return result;
  }

  async #tell(frames: Frame[]): Promise<void> {
    const { wakeAt, send, log } = this.#owner;
    const due = firstDue(this.#sql);
    if (due !== null) wakeAt('alerts', due);
    if (hasSetAside(this.#sql)) wakeAt('projection', Date.now());
    if (frames.length === 0) return;
    wakeAt('projection', Date.now() + SAFETY_MS);
    send(frames);
    await this.#projection
      .run()
      .catch((error) => log('warn', 'alerts not stored, the alarm retries', describeError(error)));
  }

  #save(state: AlertsState): void {
    this.#state = state;
    saveAlertsState(this.#sql, state);
  }
}

function auditedFields({ status, snoozed_until, false_positive }: AlertRecord): Record<string, unknown> {
  return {
    status,
    ...(snoozed_until === null ? {} : { snoozed_until }),
    ...(false_positive ? { false_positive } : {}),
  };
}
