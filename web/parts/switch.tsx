/** An on/off setting that takes effect at once. */
import './switch.css';
import type { JSX } from 'preact';

interface Props {
  label: string;
  checked: boolean;
  onChange: (checked: boolean) => void;
}

/** A labelled switch: a native checkbox underneath. */
export function Switch({ label, checked, onChange }: Props): JSX.Element {
  return (
    <label class="switch">
      <input
        type="checkbox"
        role="switch"
        checked={checked}
        aria-checked={checked}
        onChange={(event) => onChange(event.currentTarget.checked)}
      />
      <span class="switch-track" />
      {label}
    </label>
  );
}
