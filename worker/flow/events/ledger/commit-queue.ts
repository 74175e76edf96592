/** Group commit: appends that arrive while one transaction goes to disk share the next one. */
import type { Order, Outcome } from './commit-group.ts';

/** Most events of one transaction, unless one append alone has more. */
const MAX_EVENTS = 2_000;

interface Waiting extends Order {
  resolve: (outcome: Outcome) => void;
}

/** What the queue needs of its ledger. */
export interface CommitOwner {
  /** Resolves once everything that was written so far is on disk. */
  synced: () => Promise<void>;
  /** Writes a group in one transaction and returns one outcome for each order. */
  commit: (group: Order[]) => Outcome[];
  /** A group could not be written: its appends stay without an outcome, so this must end the object. */
  failed: (error: unknown) => void;
}

/** Appends that wait for their transaction, in the order of their arrival. */
export class CommitQueue {
  readonly #owner: CommitOwner;
  #waiting: Waiting[] = [];

  constructor(owner: CommitOwner) {
    this.#owner = owner;
  }

  /** Waits for the next transaction and returns what became of the append. */
  join({ append, rate }: Order): Promise<Outcome> {
    return new Promise((resolve) => {
      this.#waiting.push({ append, rate, resolve });
      if (this.#waiting.length === 1) this.#commitSoon();
    });
  }

  /** Commits once the transaction before is on disk: at once when idle, together with all that arrive meanwhile when busy. */
  #commitSoon(): void {
    void this.#owner.synced().then(() => this.#commit());
  }

  #commit(): void {
    const group = this.#take();
    try {
      const outcomes = this.#owner.commit(group);
      for (const [i, { resolve }] of group.entries()) resolve(outcomes[i]!);
    } catch (error) {
      this.#owner.failed(error);
    }
  }

  /** The appends of the next transaction: a bounded number of events, so that no statement outgrows its 2 MB. */
  #take(): Waiting[] {
    let events = 0;
    const n = this.#waiting.findIndex(({ append }) => {
      events += append.keys.length;
      return events > MAX_EVENTS;
    });
    if (n === -1) return this.#waiting.splice(0);
    this.#commitSoon();
    return this.#waiting.splice(0, Math.max(1, n));
  }
}
