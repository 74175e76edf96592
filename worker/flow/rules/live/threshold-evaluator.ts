/** A ledger's live thresholds at work: judged by the pure judge, with states and alarms of the ledger. */
import type { AcceptedEvent } from '../../events/ledger/index.ts';
import type { Judgement, MarkNotice } from '../judgement.ts';
import type { Evaluator, Look, RuleChange, Scene } from './evaluator.ts';
import { clearOf, firingOf } from './firing.ts';
import { loadStates, saveStates } from './ledger-rules-store.ts';
import type { LiveThreshold } from './live-rule.ts';
import { ThresholdJudge, type ThresholdStep, type ThresholdVerdict } from './threshold-judge.ts';

export class ThresholdEvaluator implements Evaluator {
  readonly #scene: Scene;
  readonly #judge: ThresholdJudge;

  constructor(scene: Scene, rules: readonly LiveThreshold[]) {
    const { sql, history, timezone } = scene;
    this.#scene = scene;
    const read = (from: number, to: number) => history.portions(from, to);
    this.#judge = new ThresholdJudge(rules, { timezone, states: loadStates(sql), read });
  }

  append(events: readonly AcceptedEvent[], now: number): Judgement[] {
    return this.#keep(this.#judge.append(events, now), now);
  }

  due(now: number): Judgement[] {
    return this.#keep(this.#judge.due(now), now);
  }

  nextDue(): number {
    return this.#judge.nextDue();
  }

  changed(changes: readonly RuleChange[], now: number): Judgement[] {
    const ids = changes.map(({ is }) => is.id);
    return this.#keep(this.#judge.changed(ids, now), now);
  }

  look(rule_id: string, now: number): Look | undefined {
    const look = this.#judge.look(rule_id, now);
    return look && { firing: look.firing, judgement: this.#judgement(look.verdict, now) };
  }

  recount(now: number): Judgement[] {
    return this.#keep(this.#judge.recount(now), now);
  }

  marked(notice: MarkNotice, now: number): Judgement[] {
    return this.#keep(this.#judge.marked(notice, now), now);
  }

  /** Stores what a step changed and sets the alarm it asks for. */
  #keep({ verdicts, changed, wake_at }: ThresholdStep, now: number): Judgement[] {
    saveStates(this.#scene.sql, changed);
    if (Number.isFinite(wake_at)) this.#scene.wakeAt(wake_at);
    return verdicts.map((verdict) => this.#judgement(verdict, now));
  }

  #judgement({ firing, reading, ordinal }: ThresholdVerdict, now: number): Judgement {
    const { rule, period, observed } = reading;
    const { history, timezone, project_id } = this.#scene;
    const { metric, grain, currency } = rule;
    return (firing ? firingOf : clearOf)(rule, project_id, now, {
      currency,
      window: period.from + ordinal,
      holds_until: period.to,
      deviation: { direction: 'up', size: observed, of: [metric, grain, currency].join(' ') },
      payload: history.thresholdPayload(rule, { period, observed, now, timezone }),
    });
  }
}
