/** Compares the usage that is billed with the chain: each UTC day must bill exactly the events that were received on it. */

/** A day of GET /v1/billing/usage. */
export interface BilledDay {
  date: string;
  ingest_unit?: number;
}

/** What the chain holds of each UTC day, by receipt. */
export class ReceivedDays {
  readonly #events = new Map<string, number>();
  #first = '';

  /** Counts a segment; they come in the order of the chain. */
  add({ received_at, leaves }: { received_at: string; leaves: string[] }): void {
    const date = received_at.slice(0, 10);
    this.#first ||= date;
    this.#events.set(date, (this.#events.get(date) ?? 0) + leaves.length);
  }

  /** The first day that the chain holds; '' where it is empty. */
  get first(): string {
    return this.#first;
  }

  /**
   * Says which days bill otherwise than was received, and how many were compared. The first day of a chain that begins later
   * than at sequence 0 may lack events, and one without any left says nothing; of today, which still grows, no more may be billed than was received.
   */
  compare(billed: readonly BilledDay[], { from, today }: { from: number; today: string }) {
    const problems: string[] = [];
    let compared = 0;
    for (const { date, ingest_unit = 0 } of billed) {
      if (this.#first === '' && from > 0) continue;
      if (date < this.#first || (date === this.#first && from > 0)) continue;
      const received = this.#events.get(date) ?? 0;
      const agrees = date === today ? ingest_unit <= received : ingest_unit === received;
      if (!agrees) problems.push(`${date} bills ${ingest_unit} events, the chain holds ${received}.`);
      compared += 1;
    }
    return { compared, problems };
  }
}
