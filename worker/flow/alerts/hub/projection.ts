/** Carries a tenant's alerts, usage, audit entries and rows that cannot be read from its hub to D1: absolute rows by revision, one run at a time. */
import type { Db } from '../../../base/db.ts';
import { FRAMES_KEPT } from './frame.ts';
import {
  type AlertsState,
  dropActions,
  dropFrames,
  listActions,
  listChanged,
  listFrames,
  listUsage,
} from './hub-alerts-store.ts';
import { type AlertFact, factsOf, projectAlerts } from './projection-rows.ts';
import { dropSetAside, listSetAside } from './set-aside-store.ts';

interface Owner {
  sql: SqlStorage;
  db: () => Db;
  state: () => AlertsState | undefined;
  save: (state: AlertsState) => void;
  /** Sends facts on their way; not waited for, because the outbox holds them. */
  tell: (facts: AlertFact[]) => void;
}

export class AlertProjection {
  readonly #owner: Owner;
  #running: Promise<void> | undefined;
  #next: Promise<void> | undefined;

  constructor(owner: Owner) {
    this.#owner = owner;
  }

  /** Writes what D1 lacks; a call during a run waits for the run that begins after it. Throws when D1 cannot be reached. */
  run(): Promise<void> {
    if (this.#next) return this.#next;
    const before = this.#running;
    if (!before) return this.#start();
    this.#next = before
      .catch(() => {})
      .then(() => {
        this.#next = undefined;
        return this.#start();
      });
    return this.#next;
  }

  #start(): Promise<void> {
    const running = this.#write().finally(() => {
      if (this.#running === running) this.#running = undefined;
    });
    this.#running = running;
    return running;
  }

  async #write(): Promise<void> {
    const { sql, db, state, save, tell } = this.#owner;
    const known = state();
    const actions = listActions(sql);
    const aside = listSetAside(sql);
    if (!known || (known.rev === known.projected_rev && aside.length === 0)) return;
    const { tenant_id, rev: upto, projected_rev } = known;
    const facts = factsOf(tenant_id, listFrames(sql, projected_rev, null));
    await projectAlerts(db(), tenant_id, {
      facts,
      alerts: listChanged(sql, projected_rev),
      actions,
      usage: listUsage(sql, projected_rev),
      aside,
    });
    save({ ...state()!, projected_rev: upto });
    tell(facts);
    dropSetAside(sql, aside.at(-1)?.n ?? 0);
    dropActions(sql, upto);
    dropFrames(sql, upto - FRAMES_KEPT);
  }
}
