/** Form fields: a label, its input and what is wrong with it. */
import './field.css';
import type { JSX, TargetedEvent } from 'preact';
import { useId } from 'preact/hooks';
import { Icon } from './icon.tsx';

interface FieldProps {
  label: string;
  type: 'date' | 'email' | 'password' | 'text';
  compact?: boolean;
  /** Said below the input before anything is wrong. */
  hint?: string;
  name?: string;
  value?: string;
  defaultValue?: string;
  max?: string;
  minLength?: number;
  maxLength?: number;
  pattern?: string;
  title?: string;
  inputMode?: 'numeric' | 'decimal' | 'email';
  required?: boolean;
  readOnly?: boolean;
  autocomplete?: string;
  onChange?: (event: TargetedEvent<HTMLInputElement>) => void;
}

/** A labelled native input; `compact` puts the label beside it. */
export function Field({ label, type, compact, hint, ...rest }: FieldProps): JSX.Element {
  const id = useId();
  const described = hint ? `${id}-hint` : undefined;
  return (
    <div class={compact ? 'field field-compact' : 'field'}>
      <label for={id}>{label}</label>
      {/* Preact types each kind of input apart; here it is one of several. */}
      <input id={id} class="input" type={type as 'text'} aria-describedby={described} {...rest} />
      {hint && (
        <p id={described} class="field-hint">
          {hint}
        </p>
      )}
    </div>
  );
}

interface SelectProps {
  label: string;
  value: string;
  options: { value: string; label: string }[];
  onChange: (value: string) => void;
}

/** A native select whose label is for screen readers only. */
export function Select({ label, value, options, onChange }: SelectProps): JSX.Element {
  return (
    <span class="select">
      <select aria-label={label} value={value} onChange={(event) => onChange(event.currentTarget.value)}>
        {options.map((option) => (
          <option key={option.value} value={option.value} selected={option.value === value}>
            {option.label}
          </option>
        ))}
      </select>
      <Icon name="chevron" />
    </span>
  );
}
