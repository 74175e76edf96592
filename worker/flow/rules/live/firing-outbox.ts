/** Firings on their way from a ledger to its tenant's Hub: written with what caused them, handed over at once, by the alarm if not. */
import { hubOf } from '../../../../durable/stubs.ts';
import type { Env } from '../../../base/env.ts';
import { describeError, type Log } from '../../../base/log.ts';
import { callObject } from '../../../base/retry.ts';
import { newFact } from '../../../facts.ts';
import type { Decision, Judgement } from '../judgement.ts';
import type { RulesHub } from '../objects.ts';
import { deleteFirings, insertFirings, listFirings } from './ledger-rules-store.ts';
import { hasAside } from './set-aside-store.ts';

/** After this long the alarm hands over what the direct call could not. */
const RETRY_MS = 2_000;
/** A call that takes longer is made again, so that nothing else waits for it. */
const ANSWER_MS = 10_000;
/** Rows that were set aside are told of again after this long. */
const ASK_AGAIN_MS = 60_000;
/** Firings of one call to the Hub. */
const FIRINGS_A_CALL = 500;

interface Owner {
  env: Env;
  storage: DurableObjectStorage;
  /** Whose ledger it is; known wherever there are rules. */
  whose: () => { tenant_id: string; project_id: string } | undefined;
  wakeAt: (name: 'firings', due_at: number) => void;
  log: Log;
}

export class FiringOutbox {
  readonly #owner: Owner;
  readonly #taken: (judgement: Judgement, decision: Decision) => void;
  #delivery: Promise<void> | undefined;

  /** `taken` is called with the decision on each firing. */
  constructor(owner: Owner, taken: (judgement: Judgement, decision: Decision) => void) {
    this.#owner = owner;
    this.#taken = taken;
    const { sql } = owner.storage;
    // What was under way when the object ended.
    if (listFirings(sql, 1).length > 0 || hasAside(sql)) owner.wakeAt('firings', Date.now());
  }

  /** Keeps firings in the caller's transaction; they leave once it is durable. An object that ends before has its flush alarm to wake it. */
  put(judgements: readonly Judgement[]): void {
    if (judgements.length === 0) return;
    insertFirings(this.#owner.storage.sql, judgements);
    this.#start();
  }

  #start(): void {
    if (this.#delivery) return;
    const delivered = this.deliver().catch((error) => {
      this.#owner.wakeAt('firings', Date.now() + RETRY_MS);
      this.#owner.log('warn', 'firings not sent, the alarm retries', describeError(error));
    });
    void delivered.then(() => this.tellAside(Date.now()));
  }

  /** Hands over everything that waits, in order, one call at a time; a firing that is handed over twice counts once. */
  async deliver(): Promise<void> {
    this.#delivery ??= this.#deliver().finally(() => {
      this.#delivery = undefined;
    });
    await this.#delivery;
    // What was put while the last call was ending.
    if (!this.#delivery && listFirings(this.#owner.storage.sql, 1).length > 0) await this.deliver();
  }

  /** The call that is under way has ended, well or not. */
  async settled(): Promise<void> {
    await this.#delivery?.catch(() => {});
  }

  async #deliver(): Promise<void> {
    const { sql } = this.#owner.storage;
    // The transaction ends before the next await; the platform holds the call back until it is on disk.
    await Promise.resolve();
    for (;;) {
      const firings = listFirings(sql, FIRINGS_A_CALL);
      const last = firings.at(-1);
      if (!last) return;
      const judgements = firings.map(({ judgement }) => judgement);
      const decisions = await this.handOver(judgements);
      deleteFirings(sql, last.n);
      for (const [i, decision] of decisions.entries()) this.#taken(judgements[i]!, decision);
    }
  }

  /** Asks for rows that were set aside to be put on the operator's list, until they are; returns when to ask again, if ever. */
  tellAside(now: number): number | undefined {
    const { env, storage, whose, wakeAt, log } = this.#owner;
    const owner = whose();
    if (!owner || !hasAside(storage.sql)) return undefined;
    const { tenant_id, project_id } = owner;
    const asked = env.PIPELINE.send(newFact('ledger.rows_set_aside', { tenant_id, project_id }));
    void asked.catch((error) => log('warn', 'quarantined rows not reported', describeError(error)));
    wakeAt('firings', now + ASK_AGAIN_MS);
    return now + ASK_AGAIN_MS;
  }

  /** Asks the Hub for its decisions, one a judgement. */
  async handOver(judgements: Judgement[]): Promise<Decision[]> {
    const { tenant_id } = this.#owner.whose()!;
    const call = callObject(async () => await hubOf<RulesHub>(this.#owner.env, tenant_id).judge(tenant_id, judgements));
    return await within(ANSWER_MS, call);
  }
}

/** The result of a promise; fails when it takes longer than `ms`. */
async function within<T>(ms: number, promise: Promise<T>): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`no reply within ${ms} ms`)), ms);
  });
  try {
    return await Promise.race([promise, late]);
  } finally {
    clearTimeout(timer);
  }
}
