/** What a rule's last run failed at; the API's own words are behind it. */
import type { JSX } from 'preact';
import type { Rule } from './rule-types.ts';
import { runError } from './words.ts';

/** The line; nothing where the last run went well. */
export function RunError({ rule }: { rule: Rule }): JSX.Element | null {
  const text = runError(rule);
  if (!text) return null;
  return (
    <p class="rule-error" title={rule.last_error ?? undefined}>
      {text}
    </p>
  );
}
