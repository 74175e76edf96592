/** Which rules are noisy, and one click to make them quieter. */
import { plural, t } from '@lingui/core/macro';
import type { JSX } from 'preact';
import { request } from '../../base/api/api.ts';
import { useQuery } from '../../base/api/query.ts';
import { formatValue } from '../../base/words/format.ts';
import { sayName } from '../../base/words/template-names.ts';
import { EmptyState } from '../../parts/data/empty-state.tsx';
import { ErrorState } from '../../parts/data/error-state.tsx';
import { Severity } from '../../parts/data/severity.tsx';
import { Skeleton } from '../../parts/data/skeleton.tsx';
import { Button } from '../../parts/form/button.tsx';
import type { NoiseReport, Rule, Terms } from './rule-types.ts';
import { currencyOf, unitOf } from './units.ts';
import type { RuleActions } from './use-rule-actions.ts';
import { HISTORY_DAYS } from './use-rules.ts';
import { formatNumber } from './words.ts';

type Noise = NoiseReport['data'][number];

interface Props {
  project: string;
  rules: Rule[] | undefined;
  terms: Terms;
  actions: RuleActions | undefined;
  onOpen: (rule_id: string) => void;
}

/** What became of each rule's alerts within 30 days, noisiest first. */
export function NoiseView({ project, rules, terms, actions, onOpen }: Props): JSX.Element {
  const { data, error, retry } = useQuery(`noise ${project}`, (signal) =>
    request.get('/v1/alerts/noise', { project, query: {}, signal }),
  );
  if (!data) {
    return (
      <div class="panel page-panel" aria-busy={!error}>
        {error ? (
          <ErrorState title={t`The report could not be loaded`} error={error} onRetry={retry} />
        ) : (
          <Skeleton shape="wide" />
        )}
      </div>
    );
  }
  if (data.data.length === 0) {
    const days = formatNumber(HISTORY_DAYS);
    return (
      <div class="panel page-panel">
        <EmptyState icon="bell" title={t`No noise`}>
          {t`No rule has raised an alert in the last ${{ days }} days. When one raises too many, this page says which and suggests a better limit.`}
        </EmptyState>
      </div>
    );
  }
  const apply = async (noise: Noise, rule: Rule) => {
    const { name } = rule;
    await actions?.change(rule, noise.suggestion!.patch, t`${{ name }} has a new limit.`);
    retry();
  };
  return (
    <ul class="noise-list panel">
      {data.data.map((noise) => (
        <NoiseRow
          key={noise.rule_id}
          {...{ noise, terms, onOpen }}
          rule={rules?.find(({ id }) => id === noise.rule_id)}
          onApply={actions && apply}
        />
      ))}
    </ul>
  );
}

interface RowProps {
  noise: Noise;
  rule: Rule | undefined;
  terms: Terms;
  onOpen: (rule_id: string) => void;
  onApply: ((noise: Noise, rule: Rule) => Promise<void>) | undefined;
}

function NoiseRow({ noise, rule, terms, onOpen, onApply }: RowProps): JSX.Element {
  const { name, raised, suggestion, rule_id } = noise;
  const days = formatNumber(HISTORY_DAYS);
  const counts = [
    { label: t`Acknowledged`, count: noise.acknowledged },
    { label: t`Ignored`, count: noise.ignored },
    { label: t`False positives`, count: noise.false_positives },
    { label: t`Kept quiet`, count: noise.suppressed },
  ];
  // Once applied it is the rule's own, until the next report.
  const open = suggestion && rule && rule.threshold !== suggestion.patch.threshold ? suggestion : undefined;
  return (
    <li class="noise">
      <Severity level={noise.severity} />
      <div class="rule-text">
        <p class="rule-head">
          <button type="button" class="rule-name" onClick={() => onOpen(rule_id)}>
            {sayName(name)}
          </button>
          <span class="noise-raised">
            {plural(raised, { one: `# alert in ${days} days`, other: `# alerts in ${days} days` })}
          </span>
        </p>
        <dl class="noise-counts">
          {counts.map(({ label, count }) => (
            <div key={label}>
              <dt>{label}</dt>
              <dd>{formatNumber(count)}</dd>
            </div>
          ))}
        </dl>
        {open && (
          <div class="noise-suggestion">
            <p>{suggestionWords(open, rule!, terms)}</p>
            {onApply && (
              <Button onClick={() => onApply(noise, rule!)} aria-label={t`Apply to ${{ name }}`}>{t`Apply`}</Button>
            )}
          </div>
        )}
      </div>
    </li>
  );
}

function suggestionWords(
  { patch, alerts_now, alerts_then }: NonNullable<Noise['suggestion']>,
  rule: Rule,
  terms: Terms,
) {
  const text = (value: number | null) =>
    rule.type === 'anomaly'
      ? formatNumber(value ?? 0)
      : formatValue(value, unitOf(rule.metric ?? '', terms), currencyOf(rule, terms));
  const [limit, before] = [text(patch.threshold), text(rule.threshold)];
  const [fewer, count] = [formatNumber(alerts_then), formatNumber(alerts_now)];
  return t`With ${{ limit }} in place of ${{ before }}, it would have alerted ${{ fewer }} times, not ${{ count }}.`;
}
