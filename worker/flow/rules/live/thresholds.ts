/** Pure: sums of live thresholds. One running sum a measure, currency and grain serves all thresholds that wait for it. */
import type { Bucket } from '../../../base/time.ts';
import { EVERY_TYPE } from '../../metrics/index.ts';
import { type Grain, periodAt } from '../scheduled/periods.ts';
import type { LiveThreshold } from './live-rule.ts';

/** What is remembered of a threshold between steps: one row that is written only when something happens. */
export interface ThresholdState {
  rule_id: string;
  revision: number;
  /** Start of the period (ms) that the rest is about; with another period it means nothing. */
  period: number;
  /** Number of the verdict within this period, from 0, so that a later one is known as such. */
  ordinal: number;
  /** When the condition became true; a rule with `for_minutes` fires that much later. Null: it is not. */
  crossed_at: number | null;
  fired: boolean;
  /** A mark of a false positive covers values up to this one: only a larger one fires in this period. */
  above: number | null;
}

/** What counts towards a sum. */
export interface Counted {
  event_type: string;
  occurred_ms: number;
  currency: string;
  amount: number;
  /** Events that it sums up; one without it. */
  n?: number;
}

/** A threshold, the period it is judged in, and the sum of its measure in that period. */
export interface ThresholdReading {
  rule: LiveThreshold;
  period: Bucket;
  observed: number;
}

/** Sums of one type and currency. */
export interface Portion {
  event_type: string;
  currency: string;
  n: number;
  sum: number;
}

/** The sums over `[from, to)` (ms) as stored: cells are exact for every such span. */
export type ReadPortions = (from: number, to: number) => readonly Portion[];

/** A rule that waits for the sum to reach its level. */
interface Armed {
  rule: LiveThreshold;
  level: number;
  /** The level itself is not enough. */
  strict: boolean;
}

/** Whether the rule's condition holds at a value. */
export function isCrossed({ operator, threshold }: LiveThreshold, observed: number): boolean {
  return operator === 'gt' ? observed > threshold : observed >= threshold;
}

/** A rule's measure over portions. */
export function measured(
  { measure, currency }: Pick<LiveThreshold, 'measure' | 'currency'>,
  portions: readonly Portion[],
): { n: number; sum: number } {
  const all = { n: 0, sum: 0 };
  for (const portion of portions) {
    if (measure.event_type !== EVERY_TYPE && measure.event_type !== portion.event_type) continue;
    if (currency !== '' && currency !== portion.currency) continue;
    all.n += portion.n;
    all.sum += portion.sum;
  }
  return all;
}

class Watch {
  readonly rules: LiveThreshold[] = [];
  period: Bucket = { at: '', from: 0, to: Number.NEGATIVE_INFINITY };
  sum = 0;
  /** Lowest first, so that a sum below the first one is below all. */
  #armed: Armed[] = [];

  /** Counts an event; returns whether a level is reached now. */
  add({ occurred_ms, currency, amount, n = 1 }: Counted): boolean {
    const { measure, currency: wanted } = this.rules[0]!;
    if (occurred_ms < this.period.from || occurred_ms >= this.period.to) return false;
    if (wanted !== '' && wanted !== currency) return false;
    this.sum += measure.field === 'n' ? n : amount;
    return this.isReached;
  }

  get isReached(): boolean {
    const lowest = this.#armed[0];
    return lowest !== undefined && isReached(lowest, this.sum);
  }

  read(period: Bucket, portions: readonly Portion[]): void {
    const rule = this.rules[0]!;
    const { n, sum } = measured(rule, portions);
    this.period = period;
    this.sum = rule.measure.field === 'n' ? n : sum;
  }

  arm(states: ReadonlyMap<string, ThresholdState>): void {
    this.#armed = this.rules.flatMap((rule) => armedBy(rule, stateOf(states, rule, this.period)) ?? []).sort(byLevel);
  }

  /** The rules whose level is reached; each is taken out once. */
  take(): ThresholdReading[] {
    const readings: ThresholdReading[] = [];
    while (this.isReached) {
      const { rule } = this.#armed.shift()!;
      readings.push({ rule, period: this.period, observed: this.sum });
    }
    return readings;
  }
}

function isReached({ level, strict }: Armed, sum: number): boolean {
  return strict ? sum > level : sum >= level;
}

function byLevel(a: Armed, b: Armed): number {
  return a.level - b.level || Number(a.strict) - Number(b.strict);
}

/** What the rule waits for in this period; undefined when it has fired, or its time is running already. */
function armedBy(rule: LiveThreshold, state: ThresholdState | undefined): Armed | undefined {
  if (!state || state.crossed_at === null) return { rule, level: rule.threshold, strict: rule.operator === 'gt' };
  return state.above === null ? undefined : { rule, level: state.above, strict: true };
}

/** What is remembered of a rule in the given period. */
export function stateOf(
  states: ReadonlyMap<string, ThresholdState>,
  rule: LiveThreshold,
  period: Bucket,
): ThresholdState | undefined {
  const state = states.get(rule.id);
  return state?.revision === rule.revision && state.period === period.from ? state : undefined;
}

const NONE: ReadonlySet<object> = new Set();

/** All live thresholds of a project. An event costs a look at the sums of its type; the rules behind them cost nothing. */
export class ThresholdBook {
  readonly #watches = new Map<string, Watch>();
  readonly #byType = new Map<string, Watch[]>();
  readonly #ofEveryType: Watch[] = [];
  readonly #byRule = new Map<string, Watch>();
  readonly #timezone: string;
  readonly #read: ReadPortions;
  readonly #states: ReadonlyMap<string, ThresholdState>;
  readonly #reached = new Set<Watch>();
  /** The next end of a period. */
  #rollsAt = Number.NEGATIVE_INFINITY;

  /** `states` is looked into again whenever rules are armed. */
  constructor(
    rules: readonly LiveThreshold[],
    timezone: string,
    states: ReadonlyMap<string, ThresholdState>,
    read: ReadPortions,
  ) {
    this.#timezone = timezone;
    this.#states = states;
    this.#read = read;
    for (const rule of rules) {
      const watch = this.#watchOf(rule);
      watch.rules.push(rule);
      this.#byRule.set(rule.id, watch);
    }
    if (rules.length === 0) this.#rollsAt = Number.POSITIVE_INFINITY;
  }

  #watchOf({ measure, currency, grain }: LiveThreshold): Watch {
    const key = `${grain} ${measure.field} ${currency} ${measure.event_type}`;
    const known = this.#watches.get(key);
    if (known) return known;
    const watch = new Watch();
    this.#watches.set(key, watch);
    const ofType = this.#byType.get(measure.event_type);
    if (measure.event_type === EVERY_TYPE) this.#ofEveryType.push(watch);
    else if (ofType) ofType.push(watch);
    else this.#byType.set(measure.event_type, [watch]);
    return watch;
  }

  /**
   * Moves on to the periods that contain `now` and returns the sums that it read from the store: what is stored already must
   * not be added to those.
   */
  roll(now: number): ReadonlySet<object> {
    if (now < this.#rollsAt) return NONE;
    const read = new Set<object>();
    const current = new Map<Grain, { period: Bucket; portions: readonly Portion[] }>();
    let rollsAt = Number.POSITIVE_INFINITY;
    for (const watch of this.#watches.values()) {
      if (now >= watch.period.to) {
        const { grain } = watch.rules[0]!;
        const known = current.get(grain) ?? this.#current(grain, now);
        current.set(grain, known);
        watch.read(known.period, known.portions);
        read.add(watch);
        watch.arm(this.#states);
        if (watch.isReached) this.#reached.add(watch);
      }
      rollsAt = Math.min(rollsAt, watch.period.to);
    }
    this.#rollsAt = rollsAt;
    return read;
  }

  #current(grain: Grain, now: number) {
    const period = periodAt(grain, this.#timezone, now);
    return { period, portions: this.#read(period.from, period.to) };
  }

  /** The end of the first current period; Infinity without rules. Events beyond it count when it is over. */
  get rollsAt(): number {
    return this.#rollsAt;
  }

  /** Counts an event, but for sums that hold it already: those that `roll` has read since it was stored. */
  add(event: Counted, counted: ReadonlySet<object> = NONE): void {
    for (const watches of [this.#byType.get(event.event_type) ?? [], this.#ofEveryType]) {
      for (const watch of watches) {
        if (!counted.has(watch) && watch.add(event)) this.#reached.add(watch);
      }
    }
  }

  /** Thresholds that are reached now and were not before. */
  take(): ThresholdReading[] {
    if (this.#reached.size === 0) return [];
    const readings = [...this.#reached].flatMap((watch) => watch.take());
    this.#reached.clear();
    return readings;
  }

  /** The sum of the rule's measure in its current period. */
  reading(rule: LiveThreshold): ThresholdReading | undefined {
    const watch = this.#byRule.get(rule.id);
    return watch && { rule, period: watch.period, observed: watch.sum };
  }

  /** Waits again for the level by the states, after one of them has changed. */
  rearm(rule: LiveThreshold): void {
    const watch = this.#byRule.get(rule.id);
    watch?.arm(this.#states);
    if (watch?.isReached) this.#reached.add(watch);
  }
}
