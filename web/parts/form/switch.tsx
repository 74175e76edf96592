/** An on/off setting that takes effect at once. */
import './switch.css';
import type { JSX } from 'preact';

interface Props {
  label: string;
  checked: boolean;
  /** The label is for screen readers only. */
  quiet?: boolean;
  disabled?: boolean;
  onChange: (checked: boolean) => void;
}

/** A labelled switch: a native checkbox underneath. */
export function Switch({ label, checked, quiet, disabled, onChange }: Props): JSX.Element {
  return (
    <label class="switch">
      <input
        type="checkbox"
        role="switch"
        checked={checked}
        aria-checked={checked}
        disabled={disabled}
        onChange={(event) => onChange(event.currentTarget.checked)}
      />
      <span class="switch-track" />
      {quiet ? <span class="visually-hidden">{label}</span> : label}
    </label>
  );
}
