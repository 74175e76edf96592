/** A span of time: an amount and its unit. */
import { t } from '@lingui/core/macro';
import type { ComponentChildren, JSX } from 'preact';
import { useId } from 'preact/hooks';
import { Icon } from '../../../parts/data/icon.tsx';
import { described, FieldNote } from '../../../parts/form/field.tsx';
import type { SpanUnit } from '../words.ts';
import type { SpanText } from './draft.ts';

interface Props {
  label: string;
  name: string;
  value: SpanText;
  hint?: ComponentChildren;
  error?: string | undefined;
  onChange: (value: SpanText) => void;
}

/** The amount is typed, the unit chosen; the label belongs to both. */
export function SpanField({ label, name, value, hint, error, onChange }: Props): JSX.Element {
  const id = useId();
  const units: [SpanUnit, string][] = [
    ['minute', t`minutes`],
    ['hour', t`hours`],
    ['day', t`days`],
  ];
  return (
    <div class="field">
      <label for={id}>{label}</label>
      <span class="span-field">
        <input
          id={id}
          class="input"
          name={name}
          inputMode="numeric"
          autocomplete="off"
          value={value.amount}
          {...described(id, hint, error)}
          onInput={(event) => onChange({ ...value, amount: event.currentTarget.value })}
        />
        <span class="select">
          <select
            aria-label={t`${{ label }}, unit`}
            value={value.unit}
            onChange={(event) => onChange({ ...value, unit: event.currentTarget.value as SpanUnit })}
          >
            {units.map(([unit, words]) => (
              <option key={unit} value={unit} selected={unit === value.unit}>
                {words}
              </option>
            ))}
          </select>
          <Icon name="chevron" />
        </span>
      </span>
      <FieldNote id={id} hint={hint} error={error} />
    </div>
  );
}
