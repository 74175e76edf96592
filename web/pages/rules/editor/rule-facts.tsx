/** What a rule is set to, for those who may not change it. */
import { t } from '@lingui/core/macro';
import type { JSX } from 'preact';
import { levelName } from '../../../parts/data/severity.tsx';
import { Fact } from '../../../parts/layer/drawer.tsx';
import { ruleSentence } from '../rule-sentence.ts';
import type { Rule, Terms } from '../rule-types.ts';
import { formatSpan, typeWords } from '../words.ts';

/** A list of names and values. */
export function RuleFacts({ rule, terms }: { rule: Rule; terms: Terms }): JSX.Element {
  return (
    <div class="rule-form">
      <p class="field-hint">{t`Owners, admins and editors change rules.`}</p>
      <dl class="facts">
        <Fact name={t`Alert when`}>{typeWords(rule.type).label}</Fact>
        <Fact name={t`What it watches`}>{ruleSentence(rule, terms)}</Fact>
        <Fact name={t`Severity`}>{levelName(rule.severity)}</Fact>
        <Fact name={t`State`}>{rule.enabled ? t`On` : t`Off`}</Fact>
        {rule.cooldown_minutes > 0 && <Fact name={t`Quiet after an alert`}>{formatSpan(rule.cooldown_minutes)}</Fact>}
      </dl>
    </div>
  );
}
