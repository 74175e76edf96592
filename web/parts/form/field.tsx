/** Form fields: a label, its input and what is wrong with it. */
import './field.css';
import type { ComponentChildren, JSX, TargetedEvent } from 'preact';
import { useId } from 'preact/hooks';
import { Icon } from '../data/icon.tsx';

interface FieldProps {
  label: string;
  type: 'date' | 'email' | 'password' | 'tel' | 'text' | 'time';
  compact?: boolean;
  /** Shown below the input while nothing is wrong. */
  hint?: ComponentChildren;
  /** What is wrong with it. */
  error?: string | undefined;
  name?: string;
  placeholder?: string;
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
  spellcheck?: boolean;
  onChange?: (event: TargetedEvent<HTMLInputElement>) => void;
  onInput?: (event: TargetedEvent<HTMLInputElement>) => void;
}

/** A labelled native input; `compact` puts the label beside it. */
export function Field({ label, type, compact, hint, error, ...rest }: FieldProps): JSX.Element {
  const id = useId();
  return (
    <div class={compact ? 'field field-compact' : 'field'}>
      <label for={id}>{label}</label>
      {/* Preact types each kind of input apart; here it is one of several. */}
      <input
        id={id}
        class="input"
        type={type as 'text'}
        dir={type === 'text' || type === 'email' ? 'auto' : undefined}
        {...described(id, hint, error)}
        {...rest}
      />
      <FieldNote id={id} hint={hint} error={error} />
    </div>
  );
}

/** The attributes of an input that has a note below it. */
export function described(id: string, hint: ComponentChildren, error: string | undefined) {
  return {
    'aria-describedby': hint || error ? `${id}-hint` : undefined,
    'aria-invalid': error ? (true as const) : undefined,
  };
}

/** The note below an input: its error, else a hint. */
export function FieldNote({
  id,
  hint,
  error,
}: {
  id: string;
  hint?: ComponentChildren;
  error?: string | undefined;
}): JSX.Element | null {
  if (!hint && !error) return null;
  return (
    <p id={`${id}-hint`} class={error ? 'field-hint field-error' : 'field-hint'}>
      {error || hint}
    </p>
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
      <select aria-label={label} dir="auto" value={value} onChange={(event) => onChange(event.currentTarget.value)}>
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
