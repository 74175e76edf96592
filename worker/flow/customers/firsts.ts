/** Pure: how counts of first payments change when a customer paid in slots that may be earlier than those known. */
import type { SlotRange } from './local-days.ts';

/** All time. */
export const EVER: SlotRange = { from: 0, to: Number.MAX_SAFE_INTEGER };

/** New payments of a customer within one stretch of time, a local day of a zone or all of it (zone ''); `least` is the earliest. */
export interface Stretch extends SlotRange {
  zone: string;
  customer: string;
  least: number;
}

/** Gathers the stretches that new payments touch. */
export class Stretches {
  readonly #found = new Map<string, Stretch>();

  add(zone: string, customer: string, slot: number, range: SlotRange): void {
    const key = `${customer} ${range.from} ${zone}`;
    const known = this.#found.get(key);
    if (!known) this.#found.set(key, { zone, customer, least: slot, ...range });
    else if (slot < known.least) known.least = slot;
  }

  list(): Stretch[] {
    return [...this.#found.values()];
  }
}

/** Changes of the counts by zone and slot, and the slots that lost a first to an earlier one. */
export interface FirstChanges {
  counts: Map<string, Map<number, number>>;
  left: number[];
}

/** `known[i]` is the first payment of stretch i as it was before, null where there was none. */
export function changesOf(stretches: readonly Stretch[], known: readonly (number | null)[]): FirstChanges {
  const changes: FirstChanges = { counts: new Map(), left: [] };
  stretches.forEach(({ zone, least }, i) => {
    const before = known[i] ?? null;
    if (before !== null && before <= least) return;
    const counts = changes.counts.get(zone) ?? new Map<number, number>();
    changes.counts.set(zone, counts);
    counts.set(least, (counts.get(least) ?? 0) + 1);
    if (before === null) return;
    counts.set(before, (counts.get(before) ?? 0) - 1);
    changes.left.push(before);
  });
  return changes;
}
