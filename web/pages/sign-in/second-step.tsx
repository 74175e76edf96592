/** The second step of a sign-in: a code from the app, or a recovery code. */
import { t } from '@lingui/core/macro';
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { Entry } from '../../account/entry.tsx';
import { request } from '../../base/api/api.ts';
import { Field } from '../../parts/form/field.tsx';
import { Form } from '../../parts/form/form.tsx';

/** Asks for one code; `onBack` starts the sign-in over. */
export function SecondStep({ onDone, onBack }: { onDone: () => void; onBack: () => void }): JSX.Element {
  const [recovery, setRecovery] = useState(false);
  const submit = async (form: FormData) => {
    const text = String(form.get('code')).replace(/\s/g, '');
    await request.post('/v1/auth/two-factor/verify', { body: recovery ? { recovery_code: text } : { code: text } });
    onDone();
  };
  const lead = recovery
    ? t`Enter one of the recovery codes that you kept. Each works once.`
    : t`Enter the six digits that your authenticator app shows for Signalbox.`;
  return (
    <Entry
      title={t`One more step`}
      lead={lead}
      footer={
        <button type="button" class="link" onClick={onBack}>
          {t`Back to sign-in`}
        </button>
      }
    >
      <Form key={String(recovery)} submit={t`Continue`} busy={t`Checking…`} onSubmit={submit}>
        {recovery ? (
          <Field label={t`Recovery code`} type="text" name="code" autocomplete="off" required />
        ) : (
          <Field label={t`Code`} type="text" name="code" autocomplete="one-time-code" inputMode="numeric" required />
        )}
      </Form>
      <button type="button" class="link" onClick={() => setRecovery(!recovery)}>
        {recovery ? t`Use your app instead` : t`Use a recovery code instead`}
      </button>
    </Entry>
  );
}
