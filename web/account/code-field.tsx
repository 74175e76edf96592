/** The field for a code of the authenticator, or one of the recovery codes. */
import { t } from '@lingui/core/macro';
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { Field } from '../parts/form/field.tsx';

/** What was typed into the field, as the API takes it. */
export function codeOf(form: FormData): { code: string } | { recovery_code: string } {
  const typed = (name: string) => String(form.get(name)).replace(/\s/g, '');
  return form.has('recovery_code') ? { recovery_code: typed('recovery_code') } : { code: typed('code') };
}

/** One of the two, with the way to the other. */
export function CodeField(): JSX.Element {
  const [recovery, setRecovery] = useState(false);
  return (
    <>
      {recovery ? (
        <Field key="recovery" label={t`Recovery code`} type="text" name="recovery_code" autocomplete="off" required />
      ) : (
        <Field
          key="code"
          label={t`Code`}
          type="text"
          name="code"
          autocomplete="one-time-code"
          inputMode="numeric"
          required
        />
      )}
      <button type="button" class="link" onClick={() => setRecovery(!recovery)}>
        {recovery ? t`Use your app instead` : t`Use a recovery code instead`}
      </button>
    </>
  );
}
