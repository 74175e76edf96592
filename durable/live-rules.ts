/** A ledger's live rules: judged in the append's own transaction, handed to the Hub right after it. */
import type { Decision, Judgement, MarkNotice } from '../worker/flow/rules/judgement.ts';
import { loadRuleSet, saveRuleSet } from '../worker/flow/rules/live/ledger-rules-store.ts';
import type { LiveRule, LiveVerdict, RuleSet } from '../worker/flow/rules/live/live-rule.ts';
import { EventEvaluator } from './event-evaluator.ts';
import { FiringOutbox } from './firing-outbox.ts';
import { FollowUpEvaluator } from './follow-up-evaluator.ts';
import { LiveHistory, type Measured, type Span } from './live-history.ts';
import { type Accepted, type Found, foundIn, type Owner, type Scene } from './live-turn.ts';
import { ThresholdEvaluator } from './threshold-evaluator.ts';

type RuleOf<T extends LiveRule['type']> = Extract<LiveRule, { type: T }>;

/** A set of rules at work. */
interface Evaluators {
  thresholds: ThresholdEvaluator;
  events: EventEvaluator;
  followUps: FollowUpEvaluator;
  /** Event types that a rule of events or follow-ups looks at: all others cost a look into this set. */
  looked: ReadonlySet<string>;
}

export class LiveRules {
  readonly #owner: Owner;
  readonly #history: LiveHistory;
  readonly #firings: FiringOutbox;
  /** Undefined while there is no rule. */
  #evaluators: Evaluators | undefined;
  #set: RuleSet | undefined;

  constructor(owner: Owner) {
    const { sql } = owner.storage;
    this.#owner = owner;
    this.#history = new LiveHistory(sql, owner.end);
    this.#set = loadRuleSet(sql);
    this.#evaluators = this.#set && this.#staff(this.#set);
    const tenant = () => this.#set!.tenant_id;
    this.#firings = new FiringOutbox({ ...owner, tenant }, (judgement, decision) => this.#taken(judgement, decision));
  }

  /** Nothing looks at events: an append need not tell of any. */
  get isIdle(): boolean {
    return this.#evaluators === undefined;
  }

  #staff(set: RuleSet): Evaluators | undefined {
    const { rules, project_id, timezone } = set;
    if (rules.length === 0) return undefined;
    const { storage, wakeAt, env } = this.#owner;
    const wake = (due_at: number) => wakeAt('rules', due_at);
    const scene: Scene = { sql: storage.sql, project_id, timezone, history: this.#history, wakeAt: wake };
    const ofType = <T extends LiveRule['type']>(type: T) =>
      rules.filter((rule): rule is RuleOf<T> => rule.type === type);
    const [events, followUps] = [ofType('event'), ofType('missing_follow_up')];
    const asked = followUps.flatMap((rule) => [rule.event_type, rule.follow_up]);
    return {
      thresholds: new ThresholdEvaluator(scene, ofType('metric_threshold')),
      events: new EventEvaluator(scene, events),
      followUps: new FollowUpEvaluator(scene, followUps, env.EVENT_SECRET),
      looked: new Set([...events.map(({ event_type }) => event_type), ...asked]),
    };
  }

  /** Before a transaction counts anything: moves on to the current periods. */
  begin(now: number): void {
    this.#evaluators?.thresholds.begin(now);
  }

  /** Judges accepted events, the first of which is at place `from`, inside the transaction that stores them. */
  appended(accepted: Iterable<Accepted>, from: number, now: number): void {
    const evaluators = this.#evaluators;
    if (!evaluators) return;
    const { thresholds, events, followUps, looked } = evaluators;
    const found: Found[] = [];
    for (const entry of accepted) {
      const { append, i } = entry;
      const event_type = append.event_types[i]!;
      thresholds.add(event_type, append.occurred_ms[i]!, append.currencies[i]!, append.amounts[i]!);
      if (looked.has(event_type)) found.push(foundIn(entry));
    }
    this.#fire(thresholds.crossed(now));
    if (found.length === 0) return;
    this.#fire(events.matched(found, from, now));
    followUps.take(found, now);
  }

  #fire(judgements: readonly Judgement[]): void {
    this.#firings.put(judgements);
  }

  #taken({ rule_id, revision, window }: Judgement, { suppressed_upto }: Decision): void {
    if (suppressed_upto !== null) this.marked({ rule_id, revision, window, suppressed_upto }, Date.now());
  }

  /** A mark as a false positive covers a firing: from now on the rule watches for larger deviations. */
  marked(notice: MarkNotice, now: number): void {
    if (this.#evaluators) this.#fire(this.#evaluators.thresholds.marked(notice, now));
  }

  /** Hands over what the direct call left behind. */
  async deliver(): Promise<void> {
    await this.#firings.deliver();
  }

  /** What was found is on its way no longer: the Hub has it, or the alarm will try again. */
  async settled(): Promise<void> {
    await this.#firings.settled();
  }

  /** Takes a newer set of rules, in force when this returns; rules that are new or changed are judged at once. */
  putRules(set: RuleSet, now: number): number {
    if (this.#set && this.#set.rev >= set.rev) return this.#set.rev;
    const before = new Map((this.#set?.rules ?? []).map((rule) => [rule.id, rule]));
    this.#owner.storage.transactionSync(() => saveRuleSet(this.#owner.storage.sql, set));
    this.#set = set;
    this.#evaluators = this.#staff(set);
    if (!this.#evaluators) return set.rev;
    this.begin(now);
    const changed = set.rules.filter((rule) => (before.get(rule.id)?.revision ?? rule.revision) !== rule.revision);
    this.#fire([...this.#ends(this.#evaluators, before, changed, now), ...this.#evaluators.thresholds.crossed(now)]);
    return set.rev;
  }

  /** The ends of alerts that changed rules would not have raised. */
  #ends(evaluators: Evaluators, before: ReadonlyMap<string, LiveRule>, changed: LiveRule[], now: number): Judgement[] {
    const { thresholds, events, followUps } = evaluators;
    const asking = changed.flatMap((is) => {
      const was = before.get(is.id)!;
      return is.type === 'missing_follow_up' && was.type === is.type ? [{ was, is }] : [];
    });
    return [
      ...thresholds.ends(
        changed.filter((rule) => rule.type === 'metric_threshold'),
        now,
      ),
      ...events.ends(
        changed.filter((rule) => rule.type === 'event'),
        this.#owner.end(),
        now,
      ),
      ...followUps.changed(asking, now),
    ];
  }

  /** Judges one rule as it stands; undefined for one that is not here. */
  async judgeNow(rule_id: string, now: number): Promise<LiveVerdict | undefined> {
    const evaluators = this.#evaluators;
    const rule = this.#set?.rules.find(({ id }) => id === rule_id);
    if (!evaluators || !rule) return undefined;
    this.begin(now);
    if (rule.type === 'event') {
      return { firing: evaluators.events.holds(rule, this.#owner.end(), now), payload: null, decisions: [] };
    }
    if (rule.type === 'missing_follow_up') {
      this.wake(now);
      await this.deliver();
      return { firing: null, payload: null, decisions: [] };
    }
    const { firing, judgement } = evaluators.thresholds.look(rule, now);
    const decisions = firing ? await this.#firings.handOver([judgement]) : [];
    return { firing, payload: judgement.payload, decisions };
  }

  /** What time alone decides: periods that began, conditions that held long enough, follow-ups that did not come. */
  wake(now: number): number | undefined {
    const evaluators = this.#evaluators;
    if (!evaluators) return undefined;
    this.#fire([...evaluators.thresholds.due(now), ...evaluators.followUps.due(now)]);
    const next = Math.min(evaluators.thresholds.nextDue, evaluators.followUps.nextDue(now));
    return Number.isFinite(next) ? Math.max(next, now + 1) : undefined;
  }

  /** What moved a measure between two spans, by the events' own fields; empty where there are too many to look at. */
  breakdown(rule: Measured, these: Span, those: Span): ReturnType<LiveHistory['breakdown']> {
    return this.#history.breakdown(rule, these, those);
  }

  /** Cells were healed behind the rules' back: sums are read again. */
  recount(now: number): void {
    this.#history.forget();
    if (this.#evaluators) this.#fire(this.#evaluators.thresholds.recount(now));
  }
}
