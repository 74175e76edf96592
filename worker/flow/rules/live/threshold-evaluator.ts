/** A ledger's live thresholds at work: sums in memory, a row for each rule to which something happened. */
import { MINUTE_MS } from '../../../base/time.ts';
import type { AcceptedEvent } from '../../events/ledger/index.ts';
import type { Judgement, MarkNotice } from '../judgement.ts';
import type { Evaluator, Look, RuleChange, Scene } from './evaluator.ts';
import { clearOf, firingOf } from './firing.ts';
import { loadStates, saveStates } from './ledger-rules-store.ts';
import type { LiveThreshold } from './live-rule.ts';
import { isCrossed, stateOf, ThresholdBook, type ThresholdReading, type ThresholdState } from './thresholds.ts';

export class ThresholdEvaluator implements Evaluator {
  readonly #scene: Scene;
  readonly #rules: ReadonlyMap<string, LiveThreshold>;
  readonly #states: Map<string, ThresholdState>;
  #book: ThresholdBook;
  /** States that changed and are not written yet. */
  readonly #changed = new Map<string, ThresholdState>();

  constructor(scene: Scene, rules: readonly LiveThreshold[]) {
    this.#scene = scene;
    this.#rules = new Map(rules.map((rule) => [rule.id, rule]));
    this.#states = loadStates(scene.sql);
    this.#book = this.#newBook();
  }

  #newBook(): ThresholdBook {
    const { history, timezone } = this.#scene;
    const read = (from: number, to: number) => history.portions(from, to);
    return new ThresholdBook([...this.#rules.values()], timezone, this.#states, read);
  }

  append(events: readonly AcceptedEvent[], now: number): Judgement[] {
    const counted = this.#book.roll(now);
    for (const { event_type, occurred_ms, currency, amount } of events) {
      this.#book.add(event_type, occurred_ms, currency, amount, counted);
      // An event of the period to come counts when that begins, whether or not another one arrives then.
      if (occurred_ms >= this.#book.rollsAt) this.#scene.wakeAt(this.#book.rollsAt);
    }
    return this.#crossed(now);
  }

  /** A new period may hold enough already; conditions may have held for long enough. */
  due(now: number): Judgement[] {
    this.#book.roll(now);
    const crossed = this.#crossed(now);
    const held = this.#waiting().filter(({ due_at }) => due_at <= now);
    const judgements = held.map(({ state, reading }) => {
      this.#remember({ ...state, fired: true });
      return this.#judgement(reading, state.turn, now);
    });
    this.#save();
    return [...crossed, ...judgements];
  }

  nextDue(): number {
    return Math.min(...this.#waiting().map(({ due_at }) => due_at));
  }

  changed(changes: readonly RuleChange[], now: number): Judgement[] {
    this.#book.roll(now);
    const ends = changes.flatMap(({ is }) => {
      const reading = this.#book.reading(is as LiveThreshold);
      return reading && !isCrossed(reading.rule, reading.observed) ? [this.#end(reading, 0, now)] : [];
    });
    return [...ends, ...this.#crossed(now)];
  }

  look(rule_id: string, now: number): Look | undefined {
    const rule = this.#rules.get(rule_id);
    if (!rule) return undefined;
    this.#book.roll(now);
    const reading = this.#book.reading(rule)!;
    const state = stateOf(this.#states, rule, reading.period);
    const firing = isCrossed(rule, reading.observed) && (rule.for_minutes === 0 || state?.fired === true);
    return { firing, judgement: this.#judgement(reading, state?.turn ?? 0, now) };
  }

  /** Reads the sums again; what fired and would not have done so ends. */
  recount(now: number): Judgement[] {
    this.#book = this.#newBook();
    this.#book.roll(now);
    const ends = [...this.#rules.values()].flatMap((rule) => {
      const reading = this.#book.reading(rule)!;
      const state = stateOf(this.#states, rule, reading.period);
      if (!state || state.crossed_at === null || isCrossed(rule, reading.observed)) return [];
      const { turn } = this.#remember({ ...freshState(reading), turn: state.turn + 2 });
      this.#book.rearm(rule);
      return state.fired ? [this.#end(reading, turn - 1, now)] : [];
    });
    this.#save();
    return [...ends, ...this.#crossed(now)];
  }

  /**
   * A mark as a false positive covers a firing: within its period a larger deviation fires as a new one, at once if it is there
   * already. A notice that arrives twice, or after its period, changes nothing.
   */
  marked({ rule_id, revision, window, suppressed_upto }: MarkNotice, now: number): Judgement[] {
    this.#book.roll(now);
    const rule = this.#rules.get(rule_id);
    const state = this.#states.get(rule_id);
    if (!rule || !state?.fired) return [];
    if (state.revision !== revision || state.period + state.turn !== window) return [];
    this.#remember({ ...state, turn: state.turn + 1, above: suppressed_upto });
    this.#book.rearm(rule);
    return this.#crossed(now);
  }

  /** Thresholds that were reached just now fire; those that must hold for a while begin to wait. */
  #crossed(now: number): Judgement[] {
    const judgements = this.#book.take().flatMap((reading) => {
      const { rule, period } = reading;
      const known = stateOf(this.#states, rule, period);
      const crossed_at = known?.crossed_at ?? now;
      const fired = rule.for_minutes === 0 || known?.fired === true;
      const state = this.#remember({ ...freshState(reading), turn: known?.turn ?? 0, crossed_at, fired });
      if (fired) return [this.#judgement(reading, state.turn, now)];
      this.#scene.wakeAt(crossed_at + rule.for_minutes * MINUTE_MS);
      return [];
    });
    this.#save();
    return judgements;
  }

  /** Thresholds that are reached and must hold for a while yet, within their period. */
  #waiting() {
    return [...this.#states.values()].flatMap((state) => {
      const rule = this.#rules.get(state.rule_id);
      if (!rule || state.fired || state.crossed_at === null) return [];
      const reading = this.#book.reading(rule)!;
      if (stateOf(this.#states, rule, reading.period) !== state) return [];
      const due_at = state.crossed_at + rule.for_minutes * MINUTE_MS;
      return due_at < reading.period.to ? [{ state, reading, due_at }] : [];
    });
  }

  #remember(state: ThresholdState): ThresholdState {
    this.#states.set(state.rule_id, state);
    this.#changed.set(state.rule_id, state);
    return state;
  }

  #save(): void {
    saveStates(this.#scene.sql, [...this.#changed.values()]);
    this.#changed.clear();
  }

  #judgement(reading: ThresholdReading, turn: number, now: number): Judgement {
    const { rule, period, observed } = reading;
    return firingOf(rule, this.#scene.project_id, now, {
      currency: rule.currency,
      window: period.from + turn,
      holds_until: period.to,
      deviation: { direction: 'up', size: observed, of: [rule.metric, rule.grain, rule.currency].join(' ') },
      payload: this.#payload(reading, now),
    });
  }

  #end(reading: ThresholdReading, turn: number, now: number): Judgement {
    const { rule, period } = reading;
    const own = { currency: rule.currency, window: period.from + turn, holds_until: null, deviation: null };
    return clearOf(rule, this.#scene.project_id, now, { ...own, payload: this.#payload(reading, now) });
  }

  #payload({ rule, period, observed }: ThresholdReading, now: number) {
    const { history, timezone } = this.#scene;
    return history.thresholdPayload(rule, { period, observed, now, timezone });
  }
}

function freshState({ rule, period }: ThresholdReading): ThresholdState {
  const { id: rule_id, revision } = rule;
  return { rule_id, revision, period: period.from, turn: 0, crossed_at: null, fired: false, above: null };
}
