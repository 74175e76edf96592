/** A ledger's live event rules at work: the newest matches in memory, found again in the segments after an eviction. */
import type { AcceptedEvent } from '../../events/ledger/index.ts';
import type { Judgement } from '../judgement.ts';
import { fulfils } from '../where.ts';
import { type Evaluator, idsOf, type Look, type RuleChange, type Scene } from './evaluator.ts';
import { EventWindow } from './event-window.ts';
import { clearOf, firingOf } from './firing.ts';
import type { LiveEvent } from './live-rule.ts';
import { eventPayload } from './payload.ts';

/**
 * Events of its type that one rule reads at most to find its matches again: about a fifth of a second. Only a rule whose
 * condition is rarely fulfilled, among more events than these within its window, counts fewer than there were.
 */
const MAX_READ = 50_000;

export class EventEvaluator implements Evaluator {
  readonly #scene: Scene;
  readonly #windows: readonly EventWindow[];
  readonly #types: ReadonlySet<string>;
  /** Windows that know what came before. */
  readonly #filled = new Set<EventWindow>();

  constructor(scene: Scene, rules: readonly LiveEvent[]) {
    this.#scene = scene;
    this.#windows = rules.map((rule) => new EventWindow(rule));
    this.#types = new Set(rules.map(({ event_type }) => event_type));
  }

  /** One judgement a rule for all of its matches that arrived together. */
  append(events: readonly AcceptedEvent[], now: number): Judgement[] {
    const found = events.filter(({ event_type }) => this.#types.has(event_type));
    if (found.length === 0) return [];
    const before = events[0]!.seq;
    return this.#windows.flatMap((window) => {
      const { event_type, where } = window.rule;
      const matches = found.filter((each) => {
        return each.event_type === event_type && (!where || fulfils(each.stored.payload, where));
      });
      if (matches.length === 0) return [];
      this.#fill(window, before, now);
      const firing = matches.filter(({ occurred_ms, seq }) => window.add({ occurred_ms, seq }, now));
      const last = firing.at(-1);
      if (!last) return [];
      const own = { ...this.#own(window, now), window: last.seq, occurrences: firing.length };
      return [firingOf(window.rule, this.#scene.project_id, now, own)];
    });
  }

  /** Nothing: a judgement says until when it holds. */
  due(): Judgement[] {
    return [];
  }

  nextDue(): number {
    return Number.POSITIVE_INFINITY;
  }

  changed(changes: readonly RuleChange[], now: number): Judgement[] {
    return changes.flatMap(({ is }) => {
      const window = this.#windowOf(is.id);
      if (!window || this.#holds(window, now)) return [];
      // Before the sequence of the next event, which may fire again.
      const own = { ...this.#own(window, now), window: this.#scene.history.end - 1 };
      return [clearOf(window.rule, this.#scene.project_id, now, own)];
    });
  }

  look(rule_id: string, now: number): Look | undefined {
    const window = this.#windowOf(rule_id);
    return window && { firing: this.#holds(window, now), judgement: null };
  }

  #windowOf(rule_id: string): EventWindow | undefined {
    return this.#windows.find(({ rule }) => rule.id === rule_id);
  }

  /** Whether the rule's condition holds as it is, without another match. */
  #holds(window: EventWindow, now: number): boolean {
    this.#fill(window, this.#scene.history.end, now);
    return window.held(now).length >= window.rule.count;
  }

  #own(window: EventWindow, now: number) {
    const held = window.held(now);
    const times = held.map(({ occurred_ms }) => occurred_ms);
    const event_ids = idsOf(this.#scene.project_id, held);
    return {
      holds_until: (times.at(-1) ?? now) + window.span_ms,
      deviation: window.isFull ? null : { direction: 'up' as const, size: held.length, of: countedBy(window.rule) },
      payload: eventPayload(window.rule, { times, now, event_ids, timezone: this.#scene.timezone }),
    };
  }

  /** Gives a window back what it knew before the object was evicted: the matches before a sequence. */
  #fill(window: EventWindow, before: number, now: number): void {
    if (this.#filled.has(window)) return;
    this.#filled.add(window);
    const { event_type, where } = window.rule;
    const horizon = () => window.horizon(now);
    let read = 0;
    for (const { seq, event } of this.#scene.history.events(event_type, before, horizon)) {
      read += 1;
      if (read > MAX_READ) return;
      const { occurred_at, payload } = event as { occurred_at: string; payload: unknown };
      if (fulfils(payload, where)) window.add({ occurred_ms: Date.parse(occurred_at), seq }, now);
    }
  }
}

/** What a window counts. */
function countedBy({ event_type, window_minutes, where }: LiveEvent): string {
  return JSON.stringify([event_type, window_minutes, where]);
}
