/** Fields of forms beyond single lines: labelled selects, text areas, and choices with an explanation each. */
import type { ComponentChildren, JSX } from 'preact';
import { useId } from 'preact/hooks';
import { Icon } from '../data/icon.tsx';
import { described, FieldNote } from './field.tsx';

export interface Option {
  value: string;
  label: string;
}

interface SelectFieldProps {
  label: string;
  name: string;
  value: string;
  options: Option[];
  hint?: ComponentChildren;
  error?: string | undefined;
  onChange?: (value: string) => void;
}

/** A native select below its label: hundreds of options stay quick to type to, on phones too. */
export function SelectField({ label, name, value, options, hint, error, onChange }: SelectFieldProps): JSX.Element {
  const id = useId();
  return (
    <div class="field">
      <label for={id}>{label}</label>
      <span class="select">
        <select
          id={id}
          name={name}
          {...described(id, hint, error)}
          onChange={(event) => onChange?.(event.currentTarget.value)}
        >
          {options.map((option) => (
            <option key={option.value} value={option.value} selected={option.value === value}>
              {option.label}
            </option>
          ))}
        </select>
        <Icon name="chevron" />
      </span>
      <FieldNote id={id} hint={hint} error={error} />
    </div>
  );
}

interface TextAreaProps {
  label: string;
  name: string;
  hint: string;
  required?: boolean;
  defaultValue?: string;
}

/** Several lines of text. */
export function TextArea({ label, name, hint, ...rest }: TextAreaProps): JSX.Element {
  const id = useId();
  return (
    <div class="field">
      <label for={id}>{label}</label>
      <textarea id={id} class="input textarea" name={name} rows={3} aria-describedby={`${id}-hint`} {...rest} />
      <p id={`${id}-hint`} class="field-hint">
        {hint}
      </p>
    </div>
  );
}

interface ChoicesProps {
  legend: string;
  name: string;
  /** Radios choose one, check boxes any number. */
  type: 'radio' | 'checkbox';
  hint?: string;
  required?: boolean;
  chosen: string[];
  options: (Option & { detail?: string })[];
  onChange?: (value: string) => void;
}

/** A few options in full view. */
export function Choices({ legend, hint, name, type, required, chosen, options, onChange }: ChoicesProps): JSX.Element {
  return (
    <fieldset class="choices">
      <legend>{legend}</legend>
      {hint && <p class="field-hint">{hint}</p>}
      {options.map(({ value, label, detail }) => (
        <label key={value} class="choice">
          <input
            type={type as 'radio'}
            name={name}
            value={value}
            required={required}
            defaultChecked={chosen.includes(value)}
            onChange={() => onChange?.(value)}
          />
          <strong>{label}</strong>
          {detail && <span class="choice-detail">{detail}</span>}
        </label>
      ))}
    </fieldset>
  );
}
