/** Pure: which local day of a zone a 15-minute slot belongs to, as a range of slots. */
import { dayAt, dayBucket, SLOT_MS } from '../../base/time.ts';
import { DAY_MS } from '../../shared/durations.ts';

/** Slots from `from` on, `to` excluded. */
export interface SlotRange {
  from: number;
  to: number;
}

const SLOTS_A_DAY = DAY_MS / SLOT_MS;
const MAX_KNOWN = 10_000;

/** The days of one zone; each is worked out once. */
export class LocalDays {
  readonly #zone: string;
  /** By UTC day: the local days that reach into it. */
  readonly #known = new Map<number, SlotRange[]>();

  constructor(zone: string) {
    this.#zone = zone;
  }

  /** The day that holds the slot. */
  of(slot: number): SlotRange {
    const key = Math.floor(slot / SLOTS_A_DAY);
    const days = this.#known.get(key) ?? [];
    const known = days.find(({ from, to }) => slot >= from && slot < to);
    if (known) return known;
    if (this.#known.size >= MAX_KNOWN) this.#known.clear();
    const { from, to } = dayBucket(dayAt(slot * SLOT_MS, this.#zone), this.#zone);
    const day = { from: Math.ceil(from / SLOT_MS), to: Math.ceil(to / SLOT_MS) };
    this.#known.set(key, [...days, day]);
    return day;
  }
}
