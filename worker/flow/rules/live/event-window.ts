/** Pure: live event rules. N matches within a sliding window that ends now; each further one while it holds counts again. */
import { MINUTE_MS } from '../../../shared/durations.ts';
import type { LiveEvent } from './live-rule.ts';

/** Matches that are kept at least, and twice what the rule asks for: what an alert can count. */
const MIN_KEPT = 500;

/** A matching event as a rule remembers it. */
export interface Match {
  occurred_ms: number;
  seq: number;
}

/** The newest matches of one rule, by time of occurrence: as many as decide whether the next one fires. */
export class EventWindow<R extends Pick<LiveEvent, 'count' | 'window_minutes'> = LiveEvent> {
  readonly rule: R;
  /** Length of the window, ms. */
  readonly span_ms: number;
  readonly #max: number;
  /** Oldest first. */
  #matches: Match[] = [];

  constructor(rule: R) {
    this.rule = rule;
    this.span_ms = rule.window_minutes * MINUTE_MS;
    this.#max = Math.max(2 * rule.count, MIN_KEPT);
  }

  /** There may be more matches than are kept, so that their number is unknown. */
  get isFull(): boolean {
    return this.#matches.length === this.#max;
  }

  /** Events that occurred up to this instant (ms) change nothing: they left the window, or newer ones fill it. */
  horizon(now: number): number {
    const left = now - this.span_ms;
    return this.#matches.length < this.#max ? left : Math.max(left, this.#matches[0]!.occurred_ms);
  }

  /** Takes a match; returns whether the rule fires on it. One from before the window never does. */
  add(match: Match, now: number): boolean {
    if (match.occurred_ms <= now - this.span_ms) return false;
    const at = this.#matches.findLastIndex((known) => isBefore(known, match));
    this.#matches.splice(at + 1, 0, match);
    const isFull = this.held(now).length >= this.rule.count;
    if (this.#matches.length > this.#max) this.#matches.shift();
    return isFull;
  }

  /** The matches within the window that ends at `now`, oldest first. */
  held(now: number): readonly Match[] {
    const left = now - this.span_ms;
    if ((this.#matches[0]?.occurred_ms ?? Number.POSITIVE_INFINITY) <= left) {
      this.#matches = this.#matches.filter(({ occurred_ms }) => occurred_ms > left);
    }
    return this.#matches;
  }
}

function isBefore(one: Match, other: Match): boolean {
  return one.occurred_ms === other.occurred_ms ? one.seq < other.seq : one.occurred_ms < other.occurred_ms;
}
