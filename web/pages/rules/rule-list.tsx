/** The list of rules in all its states. */
import { plural, t } from '@lingui/core/macro';
import type { ComponentChildren, JSX } from 'preact';
import { useNow } from '../../base/time/clock.ts';
import { ErrorState } from '../../parts/data/error-state.tsx';
import { Skeleton } from '../../parts/data/skeleton.tsx';
import { StaleAge } from '../../parts/data/stale-age.tsx';
import { RuleRow } from './rule-row.tsx';
import type { Rule, Terms } from './rule-types.ts';
import type { RuleActions } from './use-rule-actions.ts';
import type { History, Rules } from './use-rules.ts';

interface Props {
  rules: Rules;
  history: History | undefined;
  terms: Terms;
  actions: RuleActions | undefined;
  onOpen: (rule: Rule) => void;
  onDuplicate: (rule: Rule) => void;
  empty: ComponentChildren;
}

/** Rules that are on come first; both parts in the order they were made. */
export function RuleList({ rules: { rules, query }, history, terms, actions, empty, ...on }: Props): JSX.Element {
  const now = useNow(10_000);
  if (!rules && query.error) {
    return (
      <div class="panel page-panel">
        <ErrorState title={t`The rules could not be loaded`} error={query.error} onRetry={query.retry} />
      </div>
    );
  }
  if (!rules) return <RuleListSkeleton />;
  if (rules.length === 0) return <>{empty}</>;
  const sorted = [...rules.filter(({ enabled }) => enabled), ...rules.filter(({ enabled }) => !enabled)];
  return (
    <>
      <StaleAge query={query} />
      <section class="panel" aria-label={t`Rules`}>
        <ul class="rule-list">
          {sorted.map((rule) => (
            <RuleRow
              key={rule.id}
              {...{ rule, terms, history, now, actions }}
              onOpen={() => on.onOpen(rule)}
              onDuplicate={() => on.onDuplicate(rule)}
            />
          ))}
        </ul>
        <p class="rule-count">{plural(rules.length, { one: '# rule', other: '# rules' })}</p>
      </section>
    </>
  );
}

/** The list while it is on its way. */
export function RuleListSkeleton(): JSX.Element {
  return (
    <div class="panel" aria-busy="true">
      <ul class="rule-list">
        {[0, 1, 2, 3].map((row) => (
          <li key={row} class="rule">
            <span class="severity" />
            <div class="rule-text">
              <p class="rule-head">
                <Skeleton shape="title" />
              </p>
              <p class="rule-sentence">
                <Skeleton shape="wide" />
              </p>
            </div>
          </li>
        ))}
      </ul>
    </div>
  );
}
