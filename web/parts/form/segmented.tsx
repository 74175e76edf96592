/** One choice out of a few, side by side: native radios, so arrow keys work. */
import './segmented.css';
import type { ComponentChildren, JSX } from 'preact';
import { useId } from 'preact/hooks';

interface Props<T extends string> {
  legend: string;
  value: T;
  options: { value: T; label: ComponentChildren; title?: string }[];
  onChange: (value: T) => void;
}

/** A segmented control; `title` names an option whose label is an icon. */
export function Segmented<T extends string>({ legend, value, options, onChange }: Props<T>): JSX.Element {
  const name = useId();
  return (
    <fieldset class="segmented">
      <legend class="visually-hidden">{legend}</legend>
      {options.map((option) => (
        <label key={option.value} class="segment" title={option.title}>
          <input
            type="radio"
            name={name}
            value={option.value}
            checked={option.value === value}
            aria-label={option.title}
            onChange={() => onChange(option.value)}
          />
          <span>{option.label}</span>
        </label>
      ))}
    </fieldset>
  );
}
