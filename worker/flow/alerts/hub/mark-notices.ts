/** Tells ledgers of false positives, so that larger deviations fire from then on; a notice is kept until its ledger has confirmed it. */
import { ledgerOf } from '../../../../durable/stubs.ts';
import type { Env } from '../../../base/env.ts';
import { describeError, type Log } from '../../../base/log.ts';
import { callObject } from '../../../base/retry.ts';
import type { MarkNotice } from '../../rules/index.ts';
import type { AlertsLedger } from '../objects.ts';
import { type CaseKey, dropNotice, listNotices, saveNotice } from './hub-alerts-store.ts';
import { insertSetAside, objectIn } from './set-aside-store.ts';

interface Owner {
  sql: SqlStorage;
  env: Env;
  log: Log;
  /** Has `tell` called at this instant (ms) at the latest. */
  wakeAt: (due_at: number) => void;
}

/** The alarm tells what the direct call could not. */
const SAFETY_MS = 15_000;

export class MarkNotices {
  readonly #owner: Owner;

  constructor(owner: Owner) {
    this.#owner = owner;
  }

  /** Keeps a notice, in the transaction that marks the alert. */
  put(key: CaseKey, notice: MarkNotice): void {
    saveNotice(this.#owner.sql, key, notice);
    this.#owner.wakeAt(Date.now() + SAFETY_MS);
  }

  /** Tells ledgers at once; those that cannot be reached are told by the alarm. */
  async tellNow(): Promise<void> {
    await this.tell().catch((error) =>
      this.#owner.log('warn', 'marks not sent, the alarm retries', describeError(error)),
    );
  }

  /** Tells ledgers what they have not confirmed; throws when one could not be reached. */
  async tell(): Promise<void> {
    const { sql, env } = this.#owner;
    const told = listNotices(sql).map(async ({ project_id, body }) => {
      const notice = objectIn<MarkNotice>(body, 'rule_id', 'window');
      if (notice) await callObject(async () => await ledgerOf<AlertsLedger>(env, project_id).ruleMarked(notice));
      else insertSetAside(sql, { project_id, source: 'mark_notices', row_id: project_id, body, at: Date.now() });
      dropNotice(sql, body);
    });
    const failed = (await Promise.allSettled(told)).find(({ status }) => status === 'rejected');
    if (failed) throw (failed as PromiseRejectedResult).reason;
  }
}
