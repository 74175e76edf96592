/** Samples for tests of the lifecycle: judgements of one rule, and a case that is driven by hand. */

import { type AlertAction, act, type Refusal } from '../flow/alerts/hub/actions.ts';
import { type Change, type Judged, judge, settle, type Transition } from '../flow/alerts/hub/lifecycle.ts';
import { type AlertRecord, type Case, freshCase } from '../flow/alerts/hub/rule-state.ts';

import type { Judgement } from '../flow/rules/index.ts';

export const MINUTE = 60_000;
export const DAY = 86_400_000;
/** When every sample begins. */
export const START = Date.UTC(2026, 10, 2, 12);

/** A firing of the rule that holds until it is cleared; `over` replaces fields. */
export function firingOf(over: Partial<Judgement> = {}): Judgement {
  return {
    project_id: 'prj_1',
    rule_id: 'rul_1',
    revision: 1,
    currency: '',
    window: 1,
    at: START,
    verdict: 'firing',
    occurrences: 1,
    holds_until: null,
    title: 'Payments are above 100',
    severity: 'warning',
    cooldown_minutes: 0,
    deviation: { direction: 'up', size: 3 },
    mark_days: 30,
    payload: {
      metric: 'payments',
      unit: 'count',
      observed: 120,
      expected: null,
      threshold: 100,
      window: { from: '2026-11-02T11:00:00.000Z', to: '2026-11-02T12:00:00.000Z' },
      explanation: '120 payments.',
    },
    ...over,
  };
}

/** A rule and its alerts under a clock that is set by hand. */
export class Bench {
  case: Case = freshCase('prj_1');
  now = START;
  /** Firings that marks kept quiet. */
  quieted = 0;
  readonly changes: Change[] = [];
  /** The last state of every alert. */
  readonly alerts = new Map<string, AlertRecord>();
  #ids = 0;
  #requests = 0;

  judge(judgement: Judgement): Judged {
    const judged = judge(this.case, judgement, this.#moment());
    this.#keep(judged);
    return judged;
  }

  settle(): void {
    this.#keep(settle(this.case, this.#moment()));
  }

  /** A person acts on an alert, by default the open one. */
  act(action: AlertAction, id = this.case.alert?.id, label = 'ann@example.com'): Refusal | undefined {
    this.settle();
    const alert = id === undefined ? undefined : this.alerts.get(id);
    if (!alert) return undefined;
    this.#requests += 1;
    const result = act(this.case, alert, action, { label, now: this.now, request_id: `r${this.#requests}` });
    if ('code' in result) return result;
    this.#keep(result);
    this.settle();
    return undefined;
  }

  /** The open alert. */
  get open(): AlertRecord | null {
    return this.case.alert;
  }

  #moment() {
    return { now: this.now, tenant_id: 'ten_1', newId: () => `alr_${++this.#ids}` };
  }

  #keep({ rule_state, alert, changes, quieted = [] }: Transition): void {
    this.case = { rule_state, alert };
    for (const { firings } of quieted) this.quieted += firings;
    this.changes.push(...changes);
    for (const change of changes) this.alerts.set(change.alert.id, change.alert);
  }
}
