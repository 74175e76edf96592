/** The second step of a sign-in: a code from the app, a recovery code, or a passkey. */
import { t } from '@lingui/core/macro';
import type { JSX } from 'preact';
import { CodeField, codeOf } from '../../account/code-field.tsx';
import { Entry } from '../../account/entry.tsx';
import { PasskeyButton } from '../../account/passkey-button.tsx';
import { request } from '../../base/api/api.ts';
import { Form } from '../../parts/form/form.tsx';

/** Asks for one code; `onBack` starts the sign-in over. */
export function SecondStep({ onDone, onBack }: { onDone: () => void; onBack: () => void }): JSX.Element {
  const submit = (form: FormData) => request.post('/v1/auth/two-factor/verify', { body: codeOf(form) }).then(onDone);
  return (
    <Entry
      title={t`One more step`}
      lead={t`Enter the six digits that your authenticator app shows for Signalbox, or a recovery code.`}
      footer={
        <button type="button" class="link" onClick={onBack}>
          {t`Back to sign-in`}
        </button>
      }
    >
      <Form submit={t`Continue`} busy={t`Checking…`} onSubmit={submit}>
        <CodeField />
      </Form>
      <PasskeyButton
        onPasskey={(passkey) => request.post('/v1/auth/passkeys/sign-in', { body: { passkey } }).then(onDone)}
      />
    </Entry>
  );
}
