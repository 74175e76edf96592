/** Which number a rule watches: metric, its value or its change, by hour or day, in which currency. */
import { t } from '@lingui/core/macro';
import type { JSX } from 'preact';
import { useMemo } from 'preact/hooks';
import { formatLocale } from '../../../base/words/language.ts';
import { Combobox } from '../../../parts/form/combobox.tsx';
import { Segmented } from '../../../parts/form/segmented.tsx';
import type { Terms } from '../rule-types.ts';
import { unitOf } from '../units.ts';
import { numberName } from '../words.ts';
import type { Part } from './form-state.ts';

/** The metrics of the project, by their names. */
export function useMetricOptions(terms: Terms, chosen: string) {
  return useMemo(() => {
    const { metrics } = terms;
    const ids = new Set([...metrics.keys(), ...(chosen ? [chosen] : [])]);
    const options = [...ids].map((value) => {
      const label = numberName(value, terms);
      return { value, label, ...(value.startsWith('custom.') ? { detail: value } : {}) };
    });
    return options.sort((one, other) => one.label.localeCompare(other.label, formatLocale()));
  }, [terms, chosen]);
}

/** The fields that thresholds and anomalies share. */
export function MetricFields({ draft, terms, faults, change }: Part): JSX.Element {
  const options = useMetricOptions(terms, draft.metric);
  return (
    <>
      <Combobox
        label={t`Number to watch`}
        name="metric"
        value={draft.metric}
        options={options}
        placeholder={t`Choose or type`}
        error={faults.metric}
        onChange={(metric) => change({ metric })}
      />
      <div class="choice-row">
        <Segmented
          legend={t`What of it`}
          value={draft.change ? 'change' : 'value'}
          options={[
            { value: 'value', label: t`Its value` },
            { value: 'change', label: t`Its change in %` },
          ]}
          onChange={(value) => change({ change: value === 'change' })}
        />
        <Segmented
          legend={t`By hour or day`}
          value={draft.grain}
          options={[
            { value: 'day', label: t`By day` },
            { value: 'hour', label: t`By hour` },
          ]}
          onChange={(grain) => change({ grain })}
        />
      </div>
      {faults.grain && <p class="field-hint field-error">{faults.grain}</p>}
    </>
  );
}

/** The currency that amounts are counted in; nothing for numbers that are not money. */
export function CurrencyField({ draft, terms, faults, change }: Part): JSX.Element | null {
  const options = useMemo(() => currencyOptions(terms.currency), [terms.currency]);
  if (!draft.currency && unitOf(draft.metric, terms) !== 'money') return null;
  return (
    <Combobox
      label={t`Currency`}
      name="currency"
      value={draft.currency || terms.currency}
      options={options}
      error={faults.currency}
      onChange={(currency) => change({ currency: currency === terms.currency ? '' : currency })}
    />
  );
}

/** Every currency by code and name, the project's first. */
function currencyOptions(own: string) {
  const names = new Intl.DisplayNames(formatLocale(), { type: 'currency' });
  const codes = new Set([own, ...Intl.supportedValuesOf('currency')]);
  return [...codes].map((value) => ({ value, label: value, detail: names.of(value) ?? '' }));
}
