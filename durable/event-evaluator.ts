/** A ledger's live event rules at work: the newest matches in memory, found again in the segments after an eviction. */
import type { Judgement } from '../worker/flow/rules/judgement.ts';
import { EventWindow } from '../worker/flow/rules/live/event-window.ts';
import { clearOf, firingOf } from '../worker/flow/rules/live/firing.ts';
import type { LiveEvent } from '../worker/flow/rules/live/live-rule.ts';
import { eventPayload } from '../worker/flow/rules/live/payload.ts';
import { fulfils } from '../worker/flow/rules/where.ts';
import { type Found, idsOf, type Scene } from './live-turn.ts';

/**
 * Events of its type that one rule reads at most to find its matches again: about a fifth of a second. Only a rule whose
 * condition is rarely fulfilled, among more events than these within its window, counts fewer than there were.
 */
const MAX_READ = 50_000;

export class EventEvaluator {
  readonly #scene: Scene;
  readonly #windows: readonly EventWindow[];
  /** Windows that know what came before. */
  readonly #filled = new Set<EventWindow>();

  constructor(scene: Scene, rules: readonly LiveEvent[]) {
    this.#scene = scene;
    this.#windows = rules.map((rule) => new EventWindow(rule));
  }

  /** One judgement a rule for all of its matches that arrived together; `before` is the place of the first of them. */
  matched(found: readonly Found[], before: number, now: number): Judgement[] {
    return this.#windows.flatMap((window) => {
      const { event_type, where } = window.rule;
      const matches = found.filter((each) => {
        return each.event_type === event_type && (!where || fulfils(each.event().payload, where));
      });
      if (matches.length === 0) return [];
      this.#fill(window, before, now);
      const firing = matches.filter(({ occurred_ms, seq }) => window.add({ occurred_ms, seq }, now));
      const last = firing.at(-1);
      if (!last) return [];
      const own = this.#own(window, now);
      return [
        firingOf(window.rule, this.#scene.project_id, now, {
          ...own,
          window: last.seq,
          occurrences: firing.length,
        }),
      ];
    });
  }

  /** Whether the rule's condition holds as it is, without another match. */
  holds(rule: LiveEvent, end: number, now: number): boolean {
    const window = this.#windows.find((each) => each.rule.id === rule.id);
    if (!window) return false;
    this.#fill(window, end, now);
    return window.held(now).length >= rule.count;
  }

  /** The ends of alerts that rules, as they were changed, would not have raised; `end` is the place after the last event. */
  ends(changed: readonly LiveEvent[], end: number, now: number): Judgement[] {
    return changed
      .filter((rule) => !this.holds(rule, end, now))
      .map((rule) => {
        const window = this.#windows.find((each) => each.rule.id === rule.id)!;
        // Before the place of the next event, which may fire again.
        return clearOf(rule, this.#scene.project_id, now, { ...this.#own(window, now), window: end - 1 });
      });
  }

  #own(window: EventWindow, now: number) {
    const held = window.held(now);
    const times = held.map(({ occurred_ms }) => occurred_ms);
    const event_ids = idsOf(this.#scene.project_id, held);
    return {
      holds_until: (times.at(-1) ?? now) + window.span_ms,
      deviation: { direction: 'up' as const, size: held.length },
      payload: eventPayload(window.rule, { times, now, event_ids, timezone: this.#scene.timezone }),
    };
  }

  /** Gives a window back what it knew before the object was evicted: the matches before a place. */
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
