/** What most rules can do without: hidden until it is opened. */
import { t } from '@lingui/core/macro';
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { SelectField } from '../../../parts/form/choices.tsx';
import { Field } from '../../../parts/form/field.tsx';
import type { Draft } from './draft.ts';
import type { Part } from './form-state.ts';
import { CurrencyField } from './metric-fields.tsx';
import { SpanField } from './span-field.tsx';
import { AmountField } from './threshold-fields.tsx';

const NAMES = [
  'currency',
  'for_minutes',
  'window_days',
  'percent_of_average',
  'min_observed',
  'cooldown_minutes',
  'method',
];

/** A disclosure that opens by itself when something in it is wrong. */
export function MoreFields(part: Part): JSX.Element {
  const { draft, faults, change } = part;
  const isOfMetric = draft.type === 'metric_threshold' || draft.type === 'anomaly';
  const [opened, setOpened] = useState(false);
  const hasFault = NAMES.some((name) => faults[name]) || (draft.type === 'anomaly' && Boolean(faults.threshold));
  const open = opened || hasFault;
  return (
    <details class="disclosure series-table more" open={open} onToggle={(event) => setOpened(event.currentTarget.open)}>
      <summary>{t`More options`}</summary>
      <div class="more-fields">
        {draft.type === 'metric_threshold' && (
          <SpanField
            label={t`Only after it has lasted`}
            name="for_minutes"
            value={draft.for_minutes}
            hint={t`0 alerts at once.`}
            error={faults.for_minutes}
            onChange={(for_minutes) => change({ for_minutes })}
          />
        )}
        {draft.type === 'anomaly' && <AnomalyOptions {...part} />}
        {isOfMetric && <CurrencyField {...part} />}
        <SpanField
          label={t`Quiet after an alert`}
          name="cooldown_minutes"
          value={draft.cooldown_minutes}
          hint={t`The least time between the end of one alert and the next.`}
          error={faults.cooldown_minutes}
          onChange={(cooldown_minutes) => change({ cooldown_minutes })}
        />
        {isOfMetric && <WindowField {...part} />}
      </div>
    </details>
  );
}

function WindowField({ draft, faults, change }: Part): JSX.Element {
  return (
    <Field
      label={draft.type === 'anomaly' ? t`Days of history to compare with` : t`Days to remember false positives`}
      type="text"
      name="window_days"
      inputMode="numeric"
      autocomplete="off"
      value={draft.window_days}
      hint={draft.type === 'anomaly' ? t`False positives are remembered as long.` : undefined}
      error={faults.window_days}
      onInput={(event) => change({ window_days: event.currentTarget.value })}
    />
  );
}

function AnomalyOptions(part: Part): JSX.Element {
  const { draft, faults, change } = part;
  return (
    <>
      <Field
        label={t`Deviations from usual`}
        type="text"
        name="threshold"
        inputMode="decimal"
        autocomplete="off"
        value={draft.deviations}
        hint={t`The more, the fewer alerts.`}
        error={faults.threshold}
        onInput={(event) => change({ deviations: event.currentTarget.value })}
      />
      <MethodField {...part} />
      <Field
        label={t`Also at this share of the average (%)`}
        type="text"
        name="percent_of_average"
        inputMode="decimal"
        autocomplete="off"
        value={draft.percent_of_average}
        hint={t`Such as 150 for half as much again. Empty: not.`}
        error={faults.percent_of_average}
        onInput={(event) => change({ percent_of_average: event.currentTarget.value })}
      />
      {draft.direction === 'up' && (
        <AmountField
          {...part}
          label={t`Never below`}
          name="min_observed"
          value={draft.min_observed}
          hint={t`Smaller values are too small to matter.`}
          onText={(min_observed) => change({ min_observed })}
        />
      )}
    </>
  );
}

function MethodField({ draft, faults, change }: Part): JSX.Element {
  const methods = [
    { value: 'auto', label: t`Choose by the numbers themselves` },
    { value: 'seasonal', label: t`The same weekday or hour` },
    { value: 'robust', label: t`The middle of the window, outliers left out` },
    { value: 'zscore', label: t`The average of the window` },
  ];
  return (
    <SelectField
      label={t`Compare with`}
      name="method"
      value={draft.method}
      options={methods}
      error={faults.method}
      onChange={(method) => change({ method: method as Draft['method'] })}
    />
  );
}
