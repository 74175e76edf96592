/** A ledger's live rules: judged in the append's own transaction, handed to the Hub right after it. */
import type { Env } from '../../../base/env.ts';
import { describeError, type Log } from '../../../base/log.ts';
import { isStorageFailure } from '../../../base/retry.ts';
import { isTimeZone } from '../../../base/time.ts';
import { newFact } from '../../../facts.ts';
import type { AcceptedEvent, AppendObserver } from '../../events/ledger/index.ts';
import type { Decision, Judgement, MarkNotice } from '../judgement.ts';
import type { Evaluator, RuleChange, Scene } from './evaluator.ts';
import { EventEvaluator } from './event-evaluator.ts';
import { FiringOutbox } from './firing-outbox.ts';
import { FollowUpEvaluator } from './follow-up-evaluator.ts';
import type { Waiting } from './follow-ups.ts';
import { LiveHistory, type Measured, type Span } from './history.ts';
import { eraseFromFirings, insertWaiting, loadRuleSet, saveRuleSet } from './ledger-rules-store.ts';
import type { LiveRule, LiveVerdict, RuleFailure, RuleSet, SetReply } from './live-rule.ts';
import { type AsideRow, type AsideSource, dropAside, listAside } from './set-aside-store.ts';
import { ThresholdEvaluator } from './threshold-evaluator.ts';

/** Least time between two requests for the set of rules, where some of it cannot be judged. */
const ASK_AGAIN_MS = 600_000;

/** What live rules need of their ledger. */
interface Owner {
  env: Env;
  storage: DurableObjectStorage;
  /** The sequence after the last event that is stored. */
  end: () => number;
  wakeAt: (name: 'firings' | 'rules', due_at: number) => void;
  log: Log;
}

type RuleType = LiveRule['type'];

/** The rules of one type, and what judges them. */
interface Kind {
  type: RuleType;
  rules: readonly LiveRule[];
  evaluator: Evaluator;
}

const EVALUATORS: Record<RuleType, (scene: Scene, rules: never[]) => Evaluator> = {
  metric_threshold: (scene, rules) => new ThresholdEvaluator(scene, rules),
  event: (scene, rules) => new EventEvaluator(scene, rules),
  missing_follow_up: (scene, rules) => new FollowUpEvaluator(scene, rules),
};

export class LiveRules implements AppendObserver {
  readonly #owner: Owner;
  readonly #history: LiveHistory;
  readonly #outbox: FiringOutbox;
  #set: RuleSet | undefined;
  #kinds: Kind[] = [];
  /** Why rules of the set are not judged, by id. */
  readonly #failures = new Map<string, string>();
  #askedAt = Number.NEGATIVE_INFINITY;

  constructor(owner: Owner) {
    const { sql } = owner.storage;
    this.#owner = owner;
    this.#history = new LiveHistory(sql, owner.end);
    const whose = () => this.#set;
    this.#outbox = new FiringOutbox({ ...owner, whose }, (judgement, decision) => this.#decided(judgement, decision));
    const loaded = loadRuleSet(sql);
    if (!loaded) return;
    this.#set = loaded.set;
    for (const id of loaded.broken) this.#fail(id, new Error('its row in the ledger cannot be read'));
    this.#build(loaded.set);
  }

  /** There are no rules: an append need not pass its events on. */
  get isIdle(): boolean {
    return this.#kinds.length === 0;
  }

  /** Takes these labels of a person out of firings that are on their way; returns them. */
  eraseLabels(labels: string[]): string[] {
    eraseFromFirings(this.#owner.storage.sql, labels);
    return labels;
  }

  /** Judges accepted events. */
  appended(events: readonly AcceptedEvent[], now: number): void {
    this.#each((evaluator) => evaluator.append(events, now));
  }

  /** What time alone decides; returns when to look again, if ever. */
  wake(now: number): number | undefined {
    this.#each((evaluator) => evaluator.due(now));
    this.#outbox.tellAside(now);
    const next = Math.min(...this.#kinds.map(({ evaluator }) => evaluator.nextDue(now)));
    return Number.isFinite(next) ? Math.max(next, now + 1) : undefined;
  }

  /** Takes a newer set of rules, or replaces a set of which some could not be judged; judges what is new at once. */
  putRules(set: RuleSet, now: number): SetReply {
    const known = this.#set;
    if (known && (known.rev > set.rev || (known.rev === set.rev && this.#failures.size === 0))) return this.#reply();
    const before = new Map(known?.rules.map((rule) => [rule.id, rule]));
    this.#owner.storage.transactionSync(() => saveRuleSet(this.#owner.storage.sql, set));
    this.#set = set;
    this.#failures.clear();
    this.#build(set);
    this.#each((evaluator, rules) => evaluator.changed(changesOf(rules, before), now));
    return this.#reply();
  }

  #reply(): SetReply {
    const failures = [...this.#failures].map(([rule_id, message]): RuleFailure => ({ rule_id, message }));
    return { rev: this.#set!.rev, failures };
  }

  /** Judges one rule now; undefined for one that is not here. */
  async judgeNow(rule_id: string, now: number): Promise<LiveVerdict | undefined> {
    const kind = this.#kinds.find(({ rules }) => rules.some(({ id }) => id === rule_id));
    const look = kind?.evaluator.look(rule_id, now);
    if (!look) return undefined;
    const { firing, judgement } = look;
    if (firing === null) {
      this.wake(now);
      await this.deliver();
    }
    const decisions = firing && judgement ? await this.#outbox.handOver([judgement]) : [];
    return { firing, payload: judgement?.payload ?? null, decisions };
  }

  /** What moved a measure between two spans, by the events' own fields; empty where there are too many to look at. */
  breakdown(rule: Measured, these: Span, those: Span): ReturnType<LiveHistory['breakdown']> {
    return this.#history.breakdown(rule, these, those);
  }

  /** Cells were healed behind the rules' back: sums are read again. */
  recount(now: number): void {
    this.#history.forget();
    this.#each((evaluator) => evaluator.recount?.(now) ?? []);
  }

  /** Hands over what the direct call left behind; returns when to look again, while the operator's list lacks rows. */
  async deliver(): Promise<number | undefined> {
    await this.#outbox.deliver();
    return this.#outbox.tellAside(Date.now());
  }

  /** Forgets rows up to the number `upto` that the operator's list has; returns the next ones. */
  setAside(upto: number): (AsideRow & { n: number })[] {
    const { sql } = this.#owner.storage;
    dropAside(sql, upto);
    return listAside(sql);
  }

  /** Takes a row that the operator has repaired: a firing goes to the Hub, an event waits on. */
  putBack(source: AsideSource, row: Waiting | Judgement): void {
    if (source === 'firings') this.#outbox.put([row as Judgement]);
    else {
      const waiting = row as Waiting;
      insertWaiting(this.#owner.storage.sql, [waiting]);
      this.#owner.wakeAt('rules', Math.max(waiting.due_ms, Date.now()));
    }
  }

  /** What was found is on its way no longer: the Hub has it, or the alarm will try again. */
  async settled(): Promise<void> {
    await this.#outbox.settled();
  }

  /** A mark as a false positive covers a firing: from now on its rule watches for larger deviations. */
  marked(notice: MarkNotice, now: number): void {
    this.#each((evaluator) => evaluator.marked?.(notice, now) ?? []);
  }

  #decided({ rule_id, revision, window }: Judgement, { suppressed_upto }: Decision): void {
    if (suppressed_upto !== null) this.marked({ rule_id, revision, window, suppressed_upto }, Date.now());
  }

  /** Builds the evaluators of a set; rules that cannot be built are left out. */
  #build(set: RuleSet): void {
    this.#kinds = [];
    if (!isTimeZone(set.timezone)) {
      const error = new Error(`the project's time zone ${set.timezone} is not known`);
      for (const { id } of set.rules) this.#fail(id, error);
      return;
    }
    for (const [type, rules] of Map.groupBy(set.rules, (rule) => rule.type)) {
      const kind = this.#kindOf(type, rules, set);
      if (kind) this.#kinds.push(kind);
    }
  }

  #kindOf(type: RuleType, rules: readonly LiveRule[], set: RuleSet): Kind | undefined {
    if (rules.length === 0) return undefined;
    try {
      return { type, rules, evaluator: EVALUATORS[type](this.#scene(set), rules as never[]) };
    } catch (error) {
      if (isStorageFailure(error)) throw error;
      if (rules.length > 1) return this.#kindOf(type, this.#sound(type, rules, set, () => []).rules, set);
      this.#fail(rules[0]!.id, error);
      return undefined;
    }
  }

  /** Runs a step of every evaluator and keeps what it finds for the Hub. */
  #each(step: (evaluator: Evaluator, rules: readonly LiveRule[]) => Judgement[]): void {
    for (const kind of this.#kinds) this.#outbox.put(this.#run(kind, step));
  }

  /** A rule that throws is judged no longer: it keeps no event from being stored, and no other rule from being judged. */
  #run(kind: Kind, step: (evaluator: Evaluator, rules: readonly LiveRule[]) => Judgement[]): Judgement[] {
    try {
      return step(kind.evaluator, kind.rules);
    } catch (error) {
      // The transaction may be lost already: its caller has to know.
      if (isStorageFailure(error)) throw error;
      const set = this.#set!;
      const { rules, judgements } = this.#sound(kind.type, kind.rules, set, step);
      const sound = this.#kindOf(kind.type, rules, set);
      this.#kinds = this.#kinds.flatMap((each) => (each === kind ? (sound ?? []) : each));
      return judgements;
    }
  }

  /** Tries rules one by one: those that can be judged, and what they find. */
  #sound(
    type: RuleType,
    all: readonly LiveRule[],
    set: RuleSet,
    step: (...kind: [Evaluator, LiveRule[]]) => Judgement[],
  ) {
    const rules: LiveRule[] = [];
    const judgements: Judgement[] = [];
    for (const rule of all) {
      try {
        const evaluator = EVALUATORS[type](this.#scene(set), [rule] as never[]);
        judgements.push(...step(evaluator, [rule]));
        rules.push(rule);
      } catch (error) {
        if (isStorageFailure(error)) throw error;
        this.#fail(rule.id, error);
      }
    }
    return { rules, judgements };
  }

  #scene({ project_id, timezone }: RuleSet): Scene {
    const { storage, wakeAt, env } = this.#owner;
    const wake = (due_at: number) => wakeAt('rules', due_at);
    const { EVENT_SECRET: event_secret } = env;
    return { sql: storage.sql, project_id, timezone, event_secret, history: this.#history, wakeAt: wake };
  }

  /** Leaves a rule unjudged, and requests the set once more: either the new one can be judged, or the rule shows the error. */
  #fail(rule_id: string, error: unknown): void {
    const { env, log } = this.#owner;
    log('error', 'live rule not judged', { rule_id, ...describeError(error) });
    this.#failures.set(rule_id, (error as Error).message || 'unknown');
    const now = Date.now();
    if (now < this.#askedAt + ASK_AGAIN_MS) return;
    this.#askedAt = now;
    const { tenant_id, project_id } = this.#set!;
    const asked = env.PIPELINE.send(newFact('rules.changed', { tenant_id, project_id }));
    void asked.catch((cause) => log('warn', 'rules not requested', describeError(cause)));
  }
}

/** Rules that replaced another revision of themselves. */
function changesOf(rules: readonly LiveRule[], before: ReadonlyMap<string, LiveRule>): RuleChange[] {
  return rules.flatMap((is) => {
    const was = before.get(is.id);
    return was && was.revision !== is.revision ? [{ was, is }] : [];
  });
}
