/** Cells: counts and sums of 15-minute UTC slots, from which every zone's hours and days are exact sums. */
import { SLOT_MS } from '../../../base/time.ts';

/** slot, event type, currency ('' without an amount), count, sum, smallest and largest amount. */
export type Cell = [
  slot: number,
  event_type: string,
  currency: string,
  n: number,
  sum: number,
  min: number,
  max: number,
];

/** The slot that holds an instant. */
export function slotOf(ms: number): number {
  return Math.floor(ms / SLOT_MS);
}

/** Gathers events into one cell per slot, type and currency. */
export class CellSums {
  readonly #cells = new Map<string, Cell>();

  add(occurred_ms: number, event_type: string, currency: string, amount: number): void {
    const slot = slotOf(occurred_ms);
    const key = `${slot} ${currency}${event_type}`;
    const cell = this.#cells.get(key);
    if (!cell) {
      this.#cells.set(key, [slot, event_type, currency, 1, amount, amount, amount]);
      return;
    }
    cell[3] += 1;
    cell[4] += amount;
    if (amount < cell[5]) cell[5] = amount;
    if (amount > cell[6]) cell[6] = amount;
  }

  cells(): Cell[] {
    return [...this.#cells.values()];
  }
}
