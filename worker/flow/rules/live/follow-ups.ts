/** Pure: which events wait for another one to follow, and which of them nothing followed in time. */
import { MINUTE_MS } from '../../../shared/durations.ts';
import type { LiveFollowUp } from './live-rule.ts';

/** An event that waits for its follow-up. */
export interface Waiting {
  rule_id: string;
  seq: number;
  received_ms: number;
  occurred_ms: number;
  due_ms: number;
  /** Keyed hashes of what it is joined on, so that they identify no person. */
  keys: readonly string[];
}

/** How an event of a rule waits; undefined when its time was up before it arrived, so that an import is quiet. */
export function waitingFor(
  rule: Pick<LiveFollowUp, 'id' | 'within_minutes'>,
  { seq, occurred_ms, keys }: Pick<Waiting, 'seq' | 'occurred_ms' | 'keys'>,
  now: number,
): Waiting | undefined {
  const due_ms = occurred_ms + rule.within_minutes * MINUTE_MS;
  // What cannot be joined with anything would be found unanswered whatever happens.
  if (due_ms <= now || keys.length === 0) return undefined;
  return { rule_id: rule.id, seq, received_ms: now, occurred_ms, due_ms, keys };
}

/** Whether an event at this instant is the follow-up of a waiting event. */
export function isAnswer(
  { occurred_ms, due_ms }: Pick<Waiting, 'occurred_ms' | 'due_ms'>,
  answered_ms: number,
): boolean {
  return answered_ms >= occurred_ms && answered_ms <= due_ms;
}

/** The waiting events without a follow-up among the answers, by key. */
export function unanswered(waiting: readonly Waiting[], answers: ReadonlyMap<string, readonly number[]>): Waiting[] {
  return waiting.filter((each) => {
    return !each.keys.some((key) => answers.get(key)?.some((answered_ms) => isAnswer(each, answered_ms)));
  });
}

/** How long an alert about missing follow-ups holds after the last one fell due. */
export function holdsFor({ within_minutes }: Pick<LiveFollowUp, 'within_minutes'>): number {
  return Math.max(within_minutes, 60) * MINUTE_MS;
}
