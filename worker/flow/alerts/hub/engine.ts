/** The tenant's alerts in its Hub: judgements and what people do go in; decisions, frames and rows of D1 come out. */
import { ledgerOf } from '../../../../durable/stubs.ts';
import type { Db } from '../../../base/db.ts';
import type { Env } from '../../../base/env.ts';
import { describeError, type Log } from '../../../base/log.ts';
import { callObject, isStorageFailure } from '../../../base/retry.ts';
import type { Decision, Judgement, MarkNotice } from '../../rules/index.ts';
import type { AlertsLedger, MoveReply, MoveRequest } from '../objects.ts';
import { FRAMES_KEPT, type Frame, messageOf, sequenceOf } from './frame.ts';
import {
  type AlertsState,
  type CaseKey,
  closedRevision,
  closeRevision,
  dropNotice,
  firstDue,
  firstFrame,
  isArchived,
  listDue,
  listFrames,
  listNotices,
  listOfProject,
  listOfRule,
  listOpen,
  loadAlertsState,
  saveAlertsState,
  saveArchived,
} from './hub-alerts-store.ts';
import { AlertProjection } from './projection.ts';
import { type AlertRecord, shownAlert } from './rule-state.ts';
import { hasSetAside, insertSetAside, objectIn } from './set-aside-store.ts';
import { AlertTransaction } from './transaction.ts';
import { close, move } from './transitions.ts';

/** What the engine needs of its hub. */
export interface Owner {
  db: () => Db;
  env: Env;
  storage: DurableObjectStorage;
  send: (frames: Frame[]) => void;
  wakeAt: (name: 'alerts' | 'projection' | 'marks', due_at: number) => void;
  log: Log;
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
  readonly #projection: AlertProjection;
  #state: AlertsState | undefined;

  constructor(owner: Owner) {
    this.#owner = owner;
    this.#state = loadAlertsState(owner.storage.sql);
    this.#projection = new AlertProjection({
      sql: owner.storage.sql,
      db: owner.db,
      state: () => this.#state,
      save: (state) => this.#save(state),
    });
  }

  /** The revision of the last change: where a client that has seen all goes on. */
  get rev(): number {
    return this.#state?.rev ?? 0;
  }

  /** Decides what becomes of judgements, each once; D1 has it on return, or the alarm sees to it. */
  async judge(tenant_id: string, judgements: readonly Judgement[]): Promise<Decision[]> {
    const transaction = this.#transaction();
    const decisions = judgements.map((judgement) => this.#decide(transaction, tenant_id, judgement));
    await this.#finish(transaction, tenant_id);
    return decisions;
  }

  #decide(transaction: AlertTransaction, tenant_id: string, judgement: Judgement): Decision {
    const { sql } = this.#owner.storage;
    const { rule_id, currency, project_id, revision } = judgement;
    const isVoid = isArchived(sql, project_id) || revision <= closedRevision(sql, rule_id);
    if (isVoid) return { rule_id, currency, outcome: 'ignored', alert_id: null, suppressed_upto: null };
    const judged = this.#guarded(transaction, judgement, () => transaction.judge(tenant_id, judgement));
    if (!judged) {
      const row = { project_id, source: 'judgements', row_id: rule_id, body: JSON.stringify(judgement) } as const;
      insertSetAside(sql, { ...row, at: Date.now() });
    }
    const { outcome = 'ignored', alert_id = null, suppressed_upto = null } = judged ?? {};
    return { rule_id, currency, outcome, alert_id, suppressed_upto };
  }

  /**
   * Runs a step for one rule and currency. A stored state that makes it throw is set aside and the step runs again without it, so
   * that it freezes no other rule; undefined when the step throws all the same.
   */
  #guarded<T>(transaction: AlertTransaction, key: CaseKey, step: () => T): T | undefined {
    for (const isLast of [false, true]) {
      try {
        return step();
      } catch (error) {
        if (isStorageFailure(error)) throw error;
        this.#owner.log('error', 'rule state set aside', { rule_id: key.rule_id, ...describeError(error) });
        if (!isLast) transaction.setAside(key);
      }
    }
    return undefined;
  }

  /** What a person or a key does to one alert. */
  async move(
    tenant_id: string,
    { alert_id, project_id, move: asked, actor, request_id }: MoveRequest,
  ): Promise<MoveReply> {
    const transaction = this.#transaction();
    const found = transaction.alert(alert_id);
    if (!found || (project_id !== null && found.project_id !== project_id)) return null;
    const known = transaction.settle(tenant_id, found);
    const alert = transaction.alert(alert_id)!;
    const now = Date.now();
    const result = move(known, alert, asked, { label: actor.label, now, request_id });
    if ('code' in result) {
      await this.#finish(transaction, tenant_id);
      return { refusal: result };
    }
    transaction.take(found, result);
    if (result.notice) this.#notify(transaction, found, result.notice);
    transaction.settle(tenant_id, found);
    const after = transaction.alert(alert_id)!;
    if (result.changes.length > 0) {
      const [was, is] = [auditedFields(alert), auditedFields(after)];
      transaction.audit({ alert_id, action: ACTIONS[asked.kind], actor, request_id, now, before: was, after: is });
    }
    await this.#finish(transaction, tenant_id);
    if (result.notice) await this.#tellNow();
    return { alert: shownAlert(after) };
  }

  #notify(transaction: AlertTransaction, key: CaseKey, notice: MarkNotice): void {
    transaction.notify(key, notice);
    this.#owner.wakeAt('marks', Date.now() + SAFETY_MS);
  }

  /** Larger deviations fire from the reply on; a ledger that cannot be reached is told by the alarm. */
  async #tellNow(): Promise<void> {
    await this.tellMarks().catch((error) => this.#owner.log('warn', 'marks left to the alarm', describeError(error)));
  }

  /** Tells ledgers of the marks that they have not confirmed; throws when one could not be reached. */
  async tellMarks(): Promise<void> {
    const { sql } = this.#owner.storage;
    const told = listNotices(sql).map(async ({ project_id, body }) => {
      const notice = objectIn<MarkNotice>(body, 'rule_id', 'window');
      if (notice)
        await callObject(async () => await ledgerOf<AlertsLedger>(this.#owner.env, project_id).ruleMarked(notice));
      else insertSetAside(sql, { project_id, source: 'mark_notices', row_id: project_id, body, at: Date.now() });
      dropNotice(sql, body);
    });
    const failed = (await Promise.allSettled(told)).find(({ status }) => status === 'rejected');
    if (failed) throw (failed as PromiseRejectedResult).reason;
  }

  /** Ends the alerts of a rule that was deleted or switched off, and takes no judgement up to `revision` any more. */
  async closeRule(tenant_id: string, rule_id: string, by: string, revision: number): Promise<void> {
    closeRevision(this.#owner.storage.sql, rule_id, revision);
    await this.#close(tenant_id, listOfRule(this.#owner.storage.sql, rule_id), by, revision);
  }

  /** Ends the alerts of a project that was archived, and takes no judgement until it is back. */
  async archiveProject(tenant_id: string, project_id: string, archived: boolean, by: string): Promise<void> {
    saveArchived(this.#owner.storage.sql, project_id, archived);
    if (archived) await this.#close(tenant_id, listOfProject(this.#owner.storage.sql, project_id), by);
  }

  async #close(tenant_id: string, keys: CaseKey[], by: string, upto = Number.POSITIVE_INFINITY): Promise<void> {
    const transaction = this.#transaction();
    for (const key of keys) {
      const known = transaction.settle(tenant_id, key);
      // What a later revision has found since stays.
      if (known.rule_state.revision <= upto) transaction.take(key, close(known, by, Date.now()));
    }
    await this.#finish(transaction, tenant_id);
  }

  /** The alarm of what is due: holds that end, snoozed alerts that wake, cooldowns. Returns when it is due next. */
  async settle(): Promise<number | undefined> {
    const { tenant_id } = this.#state ?? {};
    if (tenant_id === undefined) return undefined;
    const transaction = this.#transaction();
    for (const key of listDue(this.#owner.storage.sql, Date.now())) {
      this.#guarded(transaction, key, () => transaction.settle(tenant_id, key));
    }
    await this.#finish(transaction, tenant_id);
    return firstDue(this.#owner.storage.sql) ?? undefined;
  }

  /** The alarm of what D1 has not confirmed: throws until it does, so that it rings again; returns when to look again. */
  async project(): Promise<number | undefined> {
    await this.#projection.run();
    const { rev, projected_rev } = this.#state ?? { rev: 0, projected_rev: 0 };
    return rev > projected_rev ? Date.now() + SAFETY_MS : undefined;
  }

  /**
   * What a client that was at `cursor` has missed of a project, or of all projects: the frames since, or every open alert
   * where those are gone. All but the last of these carry a cursor that brings them again, should the client not get to the end.
   */
  resume(cursor: string, project_id: string | null): string[] {
    const { sql } = this.#owner.storage;
    const place = sequenceOf(cursor, firstFrame(sql), this.rev);
    if (place !== undefined) {
      return listFrames(sql, place, project_id).map(({ seq, type, data }) => messageOf(seq, type, data));
    }
    const open = listOpen(sql, project_id, FRAMES_KEPT);
    return open.map((alert, i) => {
      const isLast = i === open.length - 1;
      return messageOf(isLast ? String(this.rev) : '', 'alert.changed', JSON.stringify(shownAlert(alert)));
    });
  }

  #transaction(): AlertTransaction {
    return new AlertTransaction(this.#owner.storage, Date.now());
  }

  /** Writes a call's transaction, tells the sockets, then D1. */
  async #finish(transaction: AlertTransaction, tenant_id: string): Promise<void> {
    const known = this.#state ?? { tenant_id, rev: 0, projected_rev: 0 };
    if (known.tenant_id !== tenant_id) throw new Error('This hub is of another tenant.');
    const { state, frames } = transaction.commit(known);
    const due = firstDue(this.#owner.storage.sql);
    if (due !== null) this.#owner.wakeAt('alerts', due);
    if (hasSetAside(this.#owner.storage.sql)) this.#owner.wakeAt('projection', Date.now());
    if (frames.length === 0) return;
    this.#state = state;
    this.#owner.wakeAt('projection', Date.now() + SAFETY_MS);
    this.#owner.send(frames);
    await this.#projection
      .run()
      .catch((error) => this.#owner.log('warn', 'alerts left to the alarm', describeError(error)));
  }

  #save(state: AlertsState): void {
    this.#state = state;
    saveAlertsState(this.#owner.storage.sql, state);
  }
}

function auditedFields({ status, snoozed_until, false_positive }: AlertRecord): Record<string, unknown> {
  return {
    status,
    ...(snoozed_until === null ? {} : { snoozed_until }),
    ...(false_positive ? { false_positive } : {}),
  };
}
