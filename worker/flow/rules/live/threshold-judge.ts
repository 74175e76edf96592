/** Pure: judges live thresholds. Events, time and states go in; verdicts, changed states and the next instant to look come out. */
import { MINUTE_MS } from '../../../shared/durations.ts';
import type { MarkNotice } from '../judgement.ts';
import type { LiveThreshold } from './live-rule.ts';
import {
  type Counted,
  isCrossed,
  type ReadPortions,
  stateOf,
  ThresholdBook,
  type ThresholdReading,
  type ThresholdState,
} from './thresholds.ts';

/** A rule fires, or what it fired for holds no longer. */
export interface ThresholdVerdict {
  firing: boolean;
  reading: ThresholdReading;
  /** Its number among the verdicts of the period. */
  ordinal: number;
}

/** The result of one step. */
export interface ThresholdStep {
  verdicts: ThresholdVerdict[];
  /** States that the step changed, to be stored. */
  changed: ThresholdState[];
  /** When time decides about what the step left waiting (ms); Infinity where nothing waits. */
  wake_at: number;
}

/** How a rule is doing now, and the verdict that says so. */
export interface ThresholdLook {
  firing: boolean;
  verdict: ThresholdVerdict;
}

interface Terms {
  timezone: string;
  /** What is remembered of rules; kept up to date here. */
  states: Map<string, ThresholdState>;
  /** Reads the sums at the beginning of a period. */
  read: ReadPortions;
}

export class ThresholdJudge {
  readonly #rules: ReadonlyMap<string, LiveThreshold>;
  readonly #terms: Terms;
  #book: ThresholdBook;
  readonly #changed = new Map<string, ThresholdState>();
  #wake_at = Number.POSITIVE_INFINITY;

  constructor(rules: readonly LiveThreshold[], terms: Terms) {
    this.#rules = new Map(rules.map((rule) => [rule.id, rule]));
    this.#terms = terms;
    this.#book = this.#newBook();
  }

  #newBook(): ThresholdBook {
    const { timezone, states, read } = this.#terms;
    return new ThresholdBook([...this.#rules.values()], timezone, states, read);
  }

  /** Counts events that are stored already; what `read` has just returned is not counted twice. */
  append(events: readonly Counted[], now: number): ThresholdStep {
    const counted = this.#book.roll(now);
    for (const event of events) {
      this.#book.add(event, counted);
      // An event of the period to come counts when that begins, whether or not another one arrives then.
      if (event.occurred_ms >= this.#book.rollsAt) this.#wake(this.#book.rollsAt);
    }
    return this.#step(this.#crossed(now));
  }

  /** A new period may hold enough already; conditions may have held for long enough. */
  due(now: number): ThresholdStep {
    this.#book.roll(now);
    const crossed = this.#crossed(now);
    const held = this.#waiting().filter(({ due_at }) => due_at <= now);
    const verdicts = held.map(({ state, reading }) => {
      this.#remember({ ...state, fired: true });
      return { firing: true, reading, ordinal: state.ordinal };
    });
    return this.#step([...crossed, ...verdicts]);
  }

  /** When a threshold that is reached will have held for long enough (ms); Infinity when none waits. */
  nextDue(): number {
    return Math.min(...this.#waiting().map(({ due_at }) => due_at));
  }

  /** Rules that replaced earlier revisions: those that do not hold as they are now end. */
  changed(rule_ids: readonly string[], now: number): ThresholdStep {
    this.#book.roll(now);
    const ends = rule_ids.flatMap((id) => {
      const reading = this.#reading(id);
      return reading && !isCrossed(reading.rule, reading.observed) ? [{ firing: false, reading, ordinal: 0 }] : [];
    });
    return this.#step([...ends, ...this.#crossed(now)]);
  }

  /** How a rule is doing now; undefined for one that is not here. */
  look(rule_id: string, now: number): ThresholdLook | undefined {
    this.#book.roll(now);
    const reading = this.#reading(rule_id);
    if (!reading) return undefined;
    const { rule, period, observed } = reading;
    const state = stateOf(this.#terms.states, rule, period);
    const firing = isCrossed(rule, observed) && (rule.for_minutes === 0 || state?.fired === true);
    return { firing, verdict: { firing: true, reading, ordinal: state?.ordinal ?? 0 } };
  }

  /** Reads the sums again; what fired and would not have done so ends. */
  recount(now: number): ThresholdStep {
    this.#book = this.#newBook();
    this.#book.roll(now);
    const ends = [...this.#rules.values()].flatMap((rule) => {
      const reading = this.#book.reading(rule)!;
      const state = stateOf(this.#terms.states, rule, reading.period);
      if (!state || state.crossed_at === null || isCrossed(rule, reading.observed)) return [];
      const { ordinal } = this.#remember({ ...freshState(reading), ordinal: state.ordinal + 2 });
      this.#book.rearm(rule);
      return state.fired ? [{ firing: false, reading, ordinal: ordinal - 1 }] : [];
    });
    return this.#step([...ends, ...this.#crossed(now)]);
  }

  /**
   * A mark as a false positive covers a firing: within its period a larger deviation fires as a new one, at once if it is there
   * already. A notice that arrives twice, or after its period, changes nothing.
   */
  marked({ rule_id, revision, window, suppressed_upto }: MarkNotice, now: number): ThresholdStep {
    this.#book.roll(now);
    const rule = this.#rules.get(rule_id);
    const state = this.#terms.states.get(rule_id);
    if (!rule || !state?.fired) return this.#step([]);
    if (state.revision !== revision || state.period + state.ordinal !== window) return this.#step([]);
    this.#remember({ ...state, ordinal: state.ordinal + 1, above: suppressed_upto });
    this.#book.rearm(rule);
    return this.#step(this.#crossed(now));
  }

  /** Thresholds that were reached just now fire; those that must hold for a while begin to wait. */
  #crossed(now: number): ThresholdVerdict[] {
    return this.#book.take().flatMap((reading) => {
      const { rule, period } = reading;
      const known = stateOf(this.#terms.states, rule, period);
      const crossed_at = known?.crossed_at ?? now;
      const fired = rule.for_minutes === 0 || known?.fired === true;
      const { ordinal } = this.#remember({ ...freshState(reading), ordinal: known?.ordinal ?? 0, crossed_at, fired });
      if (fired) return [{ firing: true, reading, ordinal }];
      this.#wake(crossed_at + rule.for_minutes * MINUTE_MS);
      return [];
    });
  }

  /** Thresholds that are reached and must hold for a while yet, within their period. */
  #waiting() {
    return [...this.#terms.states.values()].flatMap((state) => {
      const reading = this.#reading(state.rule_id);
      if (!reading || state.fired || state.crossed_at === null) return [];
      if (stateOf(this.#terms.states, reading.rule, reading.period) !== state) return [];
      const due_at = state.crossed_at + reading.rule.for_minutes * MINUTE_MS;
      return due_at < reading.period.to ? [{ state, reading, due_at }] : [];
    });
  }

  #reading(rule_id: string): ThresholdReading | undefined {
    const rule = this.#rules.get(rule_id);
    return rule && this.#book.reading(rule);
  }

  #remember(state: ThresholdState): ThresholdState {
    this.#terms.states.set(state.rule_id, state);
    this.#changed.set(state.rule_id, state);
    return state;
  }

  #wake(at: number): void {
    this.#wake_at = Math.min(this.#wake_at, at);
  }

  #step(verdicts: ThresholdVerdict[]): ThresholdStep {
    const step = { verdicts, changed: [...this.#changed.values()], wake_at: this.#wake_at };
    this.#changed.clear();
    this.#wake_at = Number.POSITIVE_INFINITY;
    return step;
  }
}

function freshState({ rule, period }: ThresholdReading): ThresholdState {
  const { id: rule_id, revision } = rule;
  return { rule_id, revision, period: period.from, ordinal: 0, crossed_at: null, fired: false, above: null };
}
