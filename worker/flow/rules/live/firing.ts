/** Pure: what all verdicts of a live rule have in common. */
import type { Judgement } from '../judgement.ts';
import type { LiveRule } from './live-rule.ts';

/** The fields that differ between types of rules. */
type Own = Pick<Judgement, 'window' | 'holds_until' | 'deviation' | 'payload'> &
  Partial<Pick<Judgement, 'occurrences' | 'currency'>>;

/** A firing of the rule at the instant `at` (ms). */
export function firingOf(rule: LiveRule, project_id: string, at: number, own: Own): Judgement {
  const { id: rule_id, revision, name: title, severity, cooldown_minutes, mark_days } = rule;
  const terms = { title, severity, cooldown_minutes, mark_days };
  return { project_id, rule_id, revision, at, verdict: 'firing', currency: '', occurrences: 1, ...terms, ...own };
}

/** The rule's condition holds no longer: the end of a firing of the same window. */
export function clearOf(rule: LiveRule, project_id: string, at: number, own: Own): Judgement {
  const end = { ...own, occurrences: 0, holds_until: null, deviation: null };
  return { ...firingOf(rule, project_id, at, end), verdict: 'clear' };
}
