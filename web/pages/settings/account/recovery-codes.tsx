/** Recovery codes, at the only moment they are known, and having new ones made. */
import { t } from '@lingui/core/macro';
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { CodeField, codeOf } from '../../../account/code-field.tsx';
import { request } from '../../../base/api/api.ts';
import { Button } from '../../../parts/form/button.tsx';
import { CopyButton } from '../../../parts/form/copy-button.tsx';
import { Field } from '../../../parts/form/field.tsx';
import { Form } from '../../../parts/form/form.tsx';
import { Dialog } from '../../../parts/layer/dialog.tsx';

/** Shows them once, ready to copy. */
export function RecoveryCodes({ codes, onDone }: { codes: string[]; onDone: () => void }): JSX.Element {
  return (
    <Dialog key="codes" title={t`Keep your recovery codes`} onClose={onDone}>
      <div class="form">
        <p class="dialog-text">
          {t`If you lose your phone, each of these codes opens your account once. They are shown only now: keep them where your phone is not.`}
        </p>
        <ul class="recovery-codes">
          {codes.map((code) => (
            <li key={code}>
              <code>{code}</code>
            </li>
          ))}
        </ul>
        <div class="form-actions">
          <Button kind="primary" onClick={onDone}>
            {t`I have kept them`}
          </Button>
          <CopyButton text={codes.join('\n')} label={t`Copy codes`} />
        </div>
      </div>
    </Dialog>
  );
}

/** New codes in place of the old ones. */
export function RenewCodes({ onClose, onDone }: { onClose: () => void; onDone: () => void }): JSX.Element {
  const [codes, setCodes] = useState<string[]>();
  const submit = async (form: FormData) => {
    const body = { password: String(form.get('password')), ...codeOf(form) };
    setCodes((await request.post('/v1/auth/two-factor/recovery-codes', { body })).recovery_codes);
  };
  if (codes) return <RecoveryCodes codes={codes} onDone={onDone} />;
  return (
    <Dialog key="password" title={t`New recovery codes`} onClose={onClose}>
      <Form submit={t`Make new codes`} busy={t`Making…`} onSubmit={submit} onCancel={onClose}>
        <p class="dialog-text">{t`The codes that you kept before stop working.`}</p>
        <Field label={t`Password`} type="password" name="password" autocomplete="current-password" required />
        <CodeField />
      </Form>
    </Dialog>
  );
}
