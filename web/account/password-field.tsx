/** The field for a new password. */
import { t } from '@lingui/core/macro';
import type { JSX } from 'preact';
import { Field } from '../parts/form/field.tsx';

/** At least ten characters; length is what makes a password strong. */
export function PasswordField({ label = t`Password` }: { label?: string }): JSX.Element {
  return (
    <Field
      label={label}
      type="password"
      name="password"
      autocomplete="new-password"
      minLength={10}
      maxLength={200}
      hint={t`At least 10 characters.`}
      required
    />
  );
}
