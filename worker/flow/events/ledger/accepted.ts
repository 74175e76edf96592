/** What observes a ledger's appends: it gets each accepted event, inside the transaction that stores it. */
import type { Append } from '../ingest/prepare.ts';

/** An event that was accepted: entry `i` of an append, at its sequence in the ledger. */
export class AcceptedEvent {
  readonly seq: number;
  readonly #append: Append;
  readonly #i: number;
  #stored: Record<string, unknown> | undefined;

  constructor(append: Append, i: number, seq: number) {
    this.seq = seq;
    this.#append = append;
    this.#i = i;
  }

  get event_type(): string {
    return this.#append.event_types[this.#i]!;
  }

  /** When it occurred, ms. */
  get occurred_ms(): number {
    return this.#append.occurred_ms[this.#i]!;
  }

  /** '' without money. */
  get currency(): string {
    return this.#append.currencies[this.#i]!;
  }

  /** In minor units; 0 without money. */
  get amount(): number {
    return this.#append.amounts[this.#i]!;
  }

  /** The event as it is stored; its text is parsed once, on first use. */
  get stored(): Record<string, unknown> {
    this.#stored ??= JSON.parse(this.#append.bodies[this.#i]!) as Record<string, unknown>;
    return this.#stored;
  }
}

/** Looks at appended events inside the transaction that stores them. It must not throw: the events are stored whatever it finds. */
export interface AppendObserver {
  /** Nothing is observed: it need not be called. */
  readonly isIdle: boolean;
  /** Accepted events of one transaction in the order of their sequence, at least one; `now` is the time of their receipt, ms. */
  appended(events: readonly AcceptedEvent[], now: number): void;
}
