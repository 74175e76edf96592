/** The second step of a sign-in: a code from the app, or a recovery code. */
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { account } from '../../account/api.ts';
import { Entry } from '../../account/entry.tsx';
import { Field } from '../../parts/field.tsx';
import { Form } from '../../parts/form.tsx';

const WORDS = { 'auth.invalid_code': 'That code is not right. Codes change every 30 seconds.' };

/** Asks for one code; `onBack` starts the sign-in over. */
export function SecondStep({ onDone, onBack }: { onDone: () => void; onBack: () => void }): JSX.Element {
  const [recovery, setRecovery] = useState(false);
  const submit = async (form: FormData) => {
    const text = String(form.get('code')).replace(/\s/g, '');
    await account.verifyTwoFactor(recovery ? { recovery_code: text } : { code: text });
    onDone();
  };
  const lead = recovery
    ? 'Enter one of the recovery codes that you kept. Each works once.'
    : 'Enter the six digits that your authenticator app shows for Signalbox.';
  return (
    <Entry
      title="One more step"
      lead={lead}
      footer={
        <button type="button" class="link" onClick={onBack}>
          Back to sign-in
        </button>
      }
    >
      <Form key={String(recovery)} submit="Continue" busy="Checking…" words={WORDS} onSubmit={submit}>
        {recovery ? (
          <Field label="Recovery code" type="text" name="code" autocomplete="off" required />
        ) : (
          <Field label="Code" type="text" name="code" autocomplete="one-time-code" inputMode="numeric" required />
        )}
      </Form>
      <button type="button" class="link" onClick={() => setRecovery(!recovery)}>
        {recovery ? 'Use your app instead' : 'Use a recovery code instead'}
      </button>
    </Entry>
  );
}
