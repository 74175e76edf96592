/** A ledger's follow-up rules at work: events that wait for a follow-up, those that got it, those whose time is up. */
import { deriveKey, hmac } from '../../../base/crypto.ts';
import { answerKeysOf, joinKeysOf, MAX_AHEAD_MS } from '../../events/index.ts';
import type { AcceptedEvent } from '../../events/ledger/index.ts';
import type { Judgement } from '../judgement.ts';
import { fulfils } from '../where.ts';
import { type Evaluator, idsOf, type Look, type RuleChange, type Scene } from './evaluator.ts';
import { clearOf, firingOf } from './firing.ts';
import { holdsFor, isAnswer, unanswered, type Waiting, waitingFor } from './follow-ups.ts';
import {
  deleteWaiting,
  findWaiting,
  insertWaiting,
  listDue,
  listWaiting,
  nextDue,
  nextWindow,
} from './ledger-rules-store.ts';
import type { LiveFollowUp } from './live-rule.ts';
import { missingPayload } from './payload.ts';

/** Waiting events that one step judges, so that appends are not kept waiting. */
const DUE_A_STEP = 1_000;
/** Least time between two steps while more falls due all the time. */
const STEP_MS = 1_000;
/** Characters of a hashed key: 96 bits. */
const KEY_CHARACTERS = 16;

export class FollowUpEvaluator implements Evaluator {
  readonly #scene: Scene;
  readonly #rules: readonly LiveFollowUp[];
  readonly #types: ReadonlySet<string>;
  readonly #secret: Uint8Array;

  constructor(scene: Scene, rules: readonly LiveFollowUp[]) {
    this.#scene = scene;
    this.#rules = rules;
    this.#types = new Set(rules.flatMap(({ event_type, follow_up }) => [event_type, follow_up]));
    this.#secret = deriveKey(scene.event_secret, scene.project_id, 'follow-up');
  }

  /** Remembers events that wait for a follow-up, and forgets those whose follow-up has come. Nothing fires before its time is up. */
  append(events: readonly AcceptedEvent[], now: number): Judgement[] {
    const found = events.filter(({ event_type }) => this.#types.has(event_type));
    if (found.length > 0) this.#take(found, now);
    return [];
  }

  #take(found: readonly AcceptedEvent[], now: number): void {
    const asked: Waiting[] = [];
    const answers = new Map<string, Map<string, number[]>>();
    const keysOf = once((each: AcceptedEvent) => this.#hashed(joinKeysOf(each.stored)));
    const answersOf = once((each: AcceptedEvent) => this.#hashed(answerKeysOf(each.stored)));
    for (const rule of this.#rules) {
      const ofRule = new Map<string, number[]>();
      for (const each of found) {
        const { event_type, occurred_ms, seq } = each;
        if (event_type === rule.follow_up) addAnswer(ofRule, answersOf(each), occurred_ms);
        if (event_type === rule.event_type && (!rule.where || fulfils(each.stored.payload, rule.where))) {
          const waiting = waitingFor(rule, { seq, occurred_ms, keys: keysOf(each) }, now);
          if (waiting) asked.push(waiting);
        }
      }
      if (ofRule.size > 0) answers.set(rule.id, ofRule);
    }
    // An event whose follow-up is here already need not be stored.
    const none = new Map<string, number[]>();
    const waiting = this.#rules.flatMap(({ id }) => {
      const ofRule = asked.filter(({ rule_id }) => rule_id === id);
      return unanswered(ofRule, answers.get(id) ?? none);
    });
    insertWaiting(this.#scene.sql, waiting);
    this.#settle(answers);
    if (waiting.length > 0) this.#scene.wakeAt(Math.min(...waiting.map(({ due_ms }) => due_ms)));
  }

  #settle(answers: ReadonlyMap<string, ReadonlyMap<string, readonly number[]>>): void {
    if (answers.size === 0) return;
    const wanted = [...answers].flatMap(([id, keys]) => [...keys.keys()].map((key) => [id, key] as const));
    const settled = findWaiting(this.#scene.sql, wanted).filter((waiting) => {
      const ofRule = answers.get(waiting.rule_id);
      return waiting.keys.some((key) => ofRule?.get(key)?.some((at) => isAnswer(waiting, at)));
    });
    deleteWaiting(this.#scene.sql, settled);
  }

  /** One judgement a rule for the events whose time is up and that nothing followed; a bounded number a step. */
  due(now: number): Judgement[] {
    const due = listDue(this.#scene.sql, now, DUE_A_STEP);
    if (due.length === 0) return [];
    deleteWaiting(this.#scene.sql, due);
    return this.#rules.flatMap((rule) => {
      const ofRule = due.filter(({ rule_id }) => rule_id === rule.id);
      const missed = ofRule.length === 0 ? [] : unanswered(ofRule, this.#earlierAnswers(rule, ofRule));
      return missed.length === 0 ? [] : [this.#judgement(rule, missed, now)];
    });
  }

  /** At least a second after this step, while more waits. */
  nextDue(now: number): number {
    const due = nextDue(this.#scene.sql);
    if (due === null) return Number.POSITIVE_INFINITY;
    return Math.max(due, now + STEP_MS);
  }

  #judgement(rule: LiveFollowUp, missed: readonly Waiting[], now: number): Judgement {
    const times = missed.map(({ occurred_ms }) => occurred_ms).sort((a, b) => a - b);
    const event_ids = idsOf(this.#scene.project_id, missed);
    return firingOf(rule, this.#scene.project_id, now, {
      window: nextWindow(this.#scene.sql, rule.id, now),
      occurrences: missed.length,
      holds_until: Math.max(...missed.map(({ due_ms }) => due_ms)) + holdsFor(rule),
      // How many fall due together is chance: no size to learn from.
      deviation: null,
      payload: missingPayload(rule, { times, now, event_ids }),
    });
  }

  /**
   * Follow-ups that had arrived before the events they follow: all others were settled on arrival. Between an event and its
   * receipt are seconds, so this reads little, however long the rule waits.
   */
  #earlierAnswers(rule: LiveFollowUp, due: readonly Waiting[]): Map<string, number[]> {
    const wanted = new Set(due.flatMap(({ keys }) => keys));
    const from = Math.min(...due.map(({ occurred_ms }) => occurred_ms));
    const to = Math.max(...due.map(({ received_ms, due_ms }) => Math.min(due_ms, received_ms + MAX_AHEAD_MS)));
    const before = Math.max(...due.map(({ seq }) => seq));
    const answers = new Map<string, number[]>();
    for (const { event } of this.#scene.history.events(rule.follow_up, before, () => from - 1, to + 1)) {
      const keys = this.#hashed(answerKeysOf(event)).filter((key) => wanted.has(key));
      addAnswer(answers, keys, Date.parse(event.occurred_at as string));
    }
    return answers;
  }

  /** Waiting events get the rule's new time; they are dropped where that is over or the rule now asks for other events. */
  changed(changes: readonly RuleChange[], now: number): Judgement[] {
    const { sql, project_id, wakeAt } = this.#scene;
    return changes.flatMap(({ was, is }) => {
      if (is.type !== 'missing_follow_up' || was.type !== is.type) return [];
      const isSame = asksFor(was) === asksFor(is);
      if (isSame && was.within_minutes === is.within_minutes) return [];
      const waiting = listWaiting(sql, is.id);
      deleteWaiting(sql, waiting);
      const kept = isSame ? waiting.flatMap((each) => restarted(is, each, now)) : [];
      insertWaiting(sql, kept);
      if (kept.length > 0) wakeAt(Math.min(...kept.map(({ due_ms }) => due_ms)));
      const payload = missingPayload(is, { times: [], now, event_ids: [] });
      const own = { window: nextWindow(sql, is.id, now), holds_until: null, deviation: null, payload };
      return [clearOf(is, project_id, now, own)];
    });
  }

  /** Its state cannot be known: waiting events may still get their follow-up. */
  look(rule_id: string): Look | undefined {
    return this.#rules.some(({ id }) => id === rule_id) ? { firing: null, judgement: null } : undefined;
  }

  /** What events are joined on, hashed: a waiting row must hold no data of a person who is erased meanwhile. */
  #hashed(keys: readonly string[]): string[] {
    return keys.map((key) => Buffer.from(hmac(this.#secret, key)).toString('base64url').slice(0, KEY_CHARACTERS));
  }
}

/** Hashes are expensive, and several rules may look at one event. */
function once<T>(ask: (found: AcceptedEvent) => T): (found: AcceptedEvent) => T {
  const known = new Map<AcceptedEvent, T>();
  return (found) => {
    const result = known.get(found) ?? ask(found);
    known.set(found, result);
    return result;
  };
}

function addAnswer(answers: Map<string, number[]>, keys: readonly string[], occurred_ms: number): void {
  for (const key of keys) {
    const times = answers.get(key);
    if (times) times.push(occurred_ms);
    else answers.set(key, [occurred_ms]);
  }
}

function asksFor({ event_type, follow_up, where }: LiveFollowUp): string {
  return JSON.stringify([event_type, follow_up, where]);
}

function restarted(rule: LiveFollowUp, { seq, received_ms, occurred_ms, keys }: Waiting, now: number): Waiting[] {
  const waiting = waitingFor(rule, { seq, occurred_ms, keys }, now);
  return waiting ? [{ ...waiting, received_ms }] : [];
}
