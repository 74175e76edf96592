/** One rule in the list: what it watches, how it fares, and what can be done with it. */
import { t } from '@lingui/core/macro';
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { formatAge, formatMoment, formatSoon } from '../../base/words/format.ts';
import { Badge } from '../../parts/data/badge.tsx';
import { Severity } from '../../parts/data/severity.tsx';
import { Switch } from '../../parts/form/switch.tsx';
import { Confirm } from '../../parts/layer/dialog.tsx';
import { Menu } from '../../parts/layer/menu.tsx';
import { FiringHistory } from './firing-history.tsx';
import { ruleSentence } from './rule-sentence.ts';
import type { Alert, Rule, Terms } from './rule-types.ts';
import { RunError } from './run-error.tsx';
import { ruleName } from './template-words.ts';
import type { RuleActions } from './use-rule-actions.ts';
import type { History } from './use-rules.ts';

interface Props {
  rule: Rule;
  terms: Terms;
  history: History | undefined;
  now: number;
  /** What this person may do; undefined where that is only to look. */
  actions: RuleActions | undefined;
  onOpen: () => void;
  onDuplicate: () => void;
}

/** The row; its name opens the rule. */
export function RuleRow({ rule, terms, history, now, actions, onOpen, onDuplicate }: Props): JSX.Element {
  const alerts = history && (history.byRule.get(rule.id) ?? []);
  const open = alerts?.find(({ status }) => status !== 'resolved');
  const name = ruleName(rule);
  return (
    <li class={rule.enabled ? 'rule' : 'rule rule-off'}>
      <Severity level={rule.severity} />
      <div class="rule-text">
        <p class="rule-head">
          <button type="button" class="rule-name" onClick={onOpen}>
            {name}
          </button>
          {open && <OpenMark alert={open} />}
        </p>
        <p class="rule-sentence">{ruleSentence(rule, terms)}</p>
        <RunError rule={rule} />
      </div>
      <FiringHistory alerts={alerts} since={history?.since ?? 0} timezone={terms.timezone} severity={rule.severity} />
      <Runs rule={rule} now={now} />
      <div class="rule-actions">
        <Switch
          label={t`Watch ${{ name }}`}
          quiet
          checked={rule.enabled}
          disabled={!actions}
          onChange={() => actions?.toggle(rule)}
        />
        {actions && <RowMenu {...{ rule, actions, onOpen, onDuplicate }} />}
      </div>
    </li>
  );
}

function OpenMark({ alert }: { alert: Alert }): JSX.Element {
  const words = {
    pending: t`Open alert`,
    acknowledged: t`Acknowledged`,
    snoozed: t({ message: 'Snoozed', context: 'one alert' }),
    resolved: '',
  }[alert.status];
  return (
    <a class="rule-open" href={`/alerts?alert=${encodeURIComponent(alert.id)}`}>
      <Badge kind={alert.status === 'pending' ? 'bad' : 'warn'} icon="bell">
        {words}
      </Badge>
    </a>
  );
}

/** When it was judged last and will be next. What comes with every event has no next time. */
function Runs({ rule, now }: { rule: Rule; now: number }): JSX.Element {
  const { enabled, last_run_at, next_run_at } = rule;
  return (
    <p class="rule-runs">
      {last_run_at && (
        <span title={formatMoment(last_run_at)}>{t`Ran ${{ age: formatAge(Date.parse(last_run_at), now) }}`}</span>
      )}
      <span title={next_run_at ? formatMoment(next_run_at) : undefined}>
        {!enabled
          ? t`Off`
          : next_run_at
            ? t`Next: ${{ time: nextWords(Date.parse(next_run_at), now) }}`
            : t`Watches every event`}
      </span>
    </p>
  );
}

/** As short as it can be without doubt. */
function nextWords(at: number, now: number): string {
  if (at <= now) return t`any moment`;
  return formatSoon(at, now);
}

type MenuProps = Pick<Props, 'rule' | 'onOpen' | 'onDuplicate'> & { actions: RuleActions };

function RowMenu({ rule, actions, onOpen, onDuplicate }: MenuProps): JSX.Element {
  const [deleting, setDeleting] = useState(false);
  const { name } = rule;
  const items = [
    { label: t`Edit`, onChoose: onOpen },
    ...(rule.enabled ? [{ label: t`Run now`, onChoose: () => void actions.run(rule) }] : []),
    { label: t`Duplicate`, onChoose: onDuplicate },
    { label: t`Delete…`, danger: true, onChoose: () => setDeleting(true) },
  ];
  return (
    <>
      <Menu label={t`Actions for ${{ name }}`} items={items} />
      {deleting && (
        <Confirm
          title={t`Delete ${{ name }}?`}
          action={t`Delete rule`}
          busy={t`Deleting…`}
          danger
          onConfirm={() => actions.remove(rule)}
          onClose={() => setDeleting(false)}
        >
          {t`It stops watching at once and its open alert is resolved. Alerts of the past stay. This cannot be undone.`}
        </Confirm>
      )}
    </>
  );
}
