/** One call's transaction over a tenant's alerts: gathered first, then written in one transaction with their frames and usage. */

import { newId } from '../../../base/ids.ts';
import type { Judgement, MarkNotice } from '../../rules/index.ts';
import { type Frame, frameOf, mergeChanges } from './frame.ts';
import {
  type AlertsState,
  type AuditedMove,
  type CaseKey,
  countAlert,
  loadAlert,
  loadCase,
  saveAlert,
  saveAlertsState,
  saveFrame,
  saveMove,
  saveNotice,
  saveStanding,
  setCaseAside,
} from './hub-alerts-store.ts';
import { type Change, type Judged, judge, settle, type Transition } from './lifecycle.ts';
import type { AlertRecord, Case } from './rule-state.ts';

/** A move without its place, which is that of the change it made. */
export type NewMove = Omit<AuditedMove, 'seq'>;

export class AlertTransaction {
  readonly #storage: DurableObjectStorage;
  readonly #now: number;
  readonly #cases = new Map<string, { key: CaseKey; before: Case; after: Case }>();
  readonly #alerts = new Map<string, AlertRecord>();
  readonly #changes: Change[] = [];
  #move: NewMove | undefined;
  readonly #notices: { key: CaseKey; notice: MarkNotice }[] = [];

  constructor(storage: DurableObjectStorage, now: number) {
    this.#storage = storage;
    this.#now = now;
  }

  /** Takes a judgement. */
  judge(tenant_id: string, judgement: Judgement): Judged {
    const known = this.case(judgement);
    const judged = judge(known, judgement, { now: this.#now, tenant_id, newId: () => newId('alr') });
    this.take(judgement, judged);
    return judged;
  }

  /** Does what time has made due; returns the case as it is now. */
  settle(tenant_id: string, key: CaseKey): Case {
    const transition = settle(this.case(key), { now: this.#now, tenant_id, newId: () => newId('alr') });
    this.take(key, transition);
    return transition;
  }

  /** What is known of a rule and currency, this call's transaction included. */
  case(key: CaseKey): Case {
    const name = nameOf(key);
    const held = this.#cases.get(name);
    if (held) return held.after;
    const { rule_id, currency, project_id } = key;
    const known = loadCase(this.#storage.sql, key);
    // Kept as it was read, so that a transition that leaves it alone writes nothing.
    this.#cases.set(name, { key: { rule_id, currency, project_id }, before: known, after: known });
    return known;
  }

  /** Forgets what is stored of a rule and currency, which is set aside. */
  setAside(key: CaseKey): void {
    setCaseAside(this.#storage.sql, key);
    this.#cases.delete(nameOf(key));
  }

  /** An alert, open or not, this call's transaction included. */
  alert(id: string): AlertRecord | undefined {
    return this.#alerts.get(id) ?? loadAlert(this.#storage.sql, id);
  }

  /** Makes a transition part of this call. */
  take(key: CaseKey, { rule_state, alert, changes, quieted = [] }: Transition): void {
    this.case(key);
    this.#cases.get(nameOf(key))!.after = { rule_state, alert };
    this.#note(changes);
    for (const { alert_id, firings } of quieted) {
      const marked = this.alert(alert_id);
      if (marked)
        this.#note([{ type: 'alert.changed', alert: { ...marked, suppressed: marked.suppressed + firings } }]);
    }
  }

  /** The entry in the audit log that the last change of this call deserves. */
  audit(move: NewMove): void {
    this.#move = move;
  }

  /** What the rule's ledger has to know of a mark. */
  notify(key: CaseKey, notice: MarkNotice): void {
    this.#notices.push({ key, notice });
  }

  /** Writes all of it; returns the frames to send and the new state. Without a change nothing is written. */
  commit(state: AlertsState): { state: AlertsState; frames: Frame[] } {
    return this.#storage.transactionSync(() => {
      const { sql } = this.#storage;
      let { rev } = state;
      const frames = mergeChanges(this.#changes).map((change) => {
        rev += 1;
        const alert = { ...change.alert, rev };
        saveAlert(sql, alert);
        if (change.type === 'alert.raised') countAlert(sql, alert.created_at.slice(0, 10), alert.project_id, rev);
        const frame = frameOf({ type: change.type, alert });
        saveFrame(sql, frame);
        return frame;
      });
      for (const { key, before, after } of this.#cases.values()) {
        if (before.rule_state !== after.rule_state || before.alert !== after.alert) {
          saveStanding(sql, key.rule_id, key.currency, after);
        }
      }
      for (const { key, notice } of this.#notices) saveNotice(sql, key, notice);
      if (this.#move) saveMove(sql, { ...this.#move, seq: rev });
      if (rev === state.rev) return { state, frames };
      const next = { ...state, rev };
      saveAlertsState(sql, next);
      return { state: next, frames };
    });
  }

  #note(changes: readonly Change[]): void {
    for (const change of changes) {
      this.#alerts.set(change.alert.id, change.alert);
      this.#changes.push(change);
    }
  }
}

function nameOf({ rule_id, currency }: Pick<CaseKey, 'rule_id' | 'currency'>): string {
  return `${rule_id} ${currency}`;
}
