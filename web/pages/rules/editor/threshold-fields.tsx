/** The limit of a rule, in the metric's own unit. */

import { t } from '@lingui/core/macro';
import type { JSX } from 'preact';
import { currencyExponent } from '../../../../worker/shared/currency-exponent.ts';
import { formatLocale } from '../../../base/words/language.ts';
import { SelectField } from '../../../parts/form/choices.tsx';
import { Field } from '../../../parts/form/field.tsx';
import { currencyOf, unitOf } from '../units.ts';
import { operatorWord } from '../words.ts';
import { typed } from './amount.ts';
import type { Draft } from './draft.ts';
import type { Part } from './form-state.ts';
import { MetricFields } from './metric-fields.tsx';

/** Metric, comparison, limit. */
export function ThresholdFields(part: Part): JSX.Element {
  const { draft, faults, change } = part;
  const operators = (['gt', 'gte', 'lt', 'lte'] as const).map((value) => ({ value, label: operatorWord(value) }));
  return (
    <>
      <MetricFields {...part} />
      <div class="field-pair">
        <SelectField
          label={t`Alert when it is`}
          name="operator"
          value={draft.operator}
          options={operators}
          error={faults.operator}
          onChange={(operator) => change({ operator: operator as Draft['operator'] })}
        />
        <AmountField
          {...part}
          label={t`Limit`}
          name="threshold"
          value={draft.threshold}
          onText={(threshold) => change({ threshold })}
        />
      </div>
    </>
  );
}

type AmountProps = Part & { label: string; name: string; value: string; hint?: string; onText: (text: string) => void };

/** A value of the metric as people write it: `1,234.56` of a currency, percent of a share. */
export function AmountField({ draft, terms, faults, label, name, value, hint, onText }: AmountProps): JSX.Element {
  const unit = draft.change ? 'percent' : unitOf(draft.metric, terms);
  const currency = currencyOf({ currency: draft.currency }, terms);
  const sign = unit === 'money' ? currency : unit === 'count' ? '' : '%';
  const example =
    unit === 'money' ? typed(100_000, formatLocale(), 0, currencyExponent(currency)) : unit === 'count' ? '10' : '20';
  return (
    <Field
      label={sign ? t`${{ label }} (${{ unit: sign }})` : label}
      type="text"
      name={name}
      inputMode="decimal"
      autocomplete="off"
      placeholder={t`Such as ${{ example }}`}
      value={value}
      hint={hint}
      error={faults[name]}
      onInput={(event) => onText(event.currentTarget.value)}
    />
  );
}
