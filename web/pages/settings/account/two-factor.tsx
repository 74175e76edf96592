/** The second factor: switched on in three steps, off with the password and a code. */
import { t } from '@lingui/core/macro';
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { CodeField, codeOf } from '../../../account/code-field.tsx';
import { request } from '../../../base/api/api.ts';
import type { Session } from '../../../base/api/types.ts';
import { Button } from '../../../parts/form/button.tsx';
import { Field } from '../../../parts/form/field.tsx';
import { Form } from '../../../parts/form/form.tsx';
import { Dialog } from '../../../parts/layer/dialog.tsx';
import { say } from '../../../parts/layer/toast.tsx';
import { Badge, Section } from '../rows.tsx';
import { Enrol } from './enrol.tsx';
import { RenewCodes } from './recovery-codes.tsx';

/** Whether it is on, and the way to change that. */
export function TwoFactor({ session, onChange }: { session: Session; onChange: () => void }): JSX.Element {
  const [open, setOpen] = useState<'switch' | 'codes'>();
  const close = () => setOpen(undefined);
  const on = session.user.two_factor_enabled;
  const done = (words: string) => {
    close();
    say(words);
    onChange();
  };
  return (
    <Section
      title={
        <>
          {t`Two-factor sign-in`} {on ? <Badge kind="good">{t`On`}</Badge> : <Badge>{t`Off`}</Badge>}
        </>
      }
      lead={t`A code from your phone besides the password. A stolen password alone then opens nothing.`}
      action={
        <div class="row-actions">
          {on && (
            <Button kind="quiet" onClick={() => setOpen('codes')}>
              {t`New recovery codes`}
            </Button>
          )}
          <Button onClick={() => setOpen('switch')}>{on ? t`Turn off` : t`Turn on`}</Button>
        </div>
      }
    >
      {open === 'switch' && !on && <Enrol onClose={close} onDone={() => done(t`Two-factor sign-in is on.`)} />}
      {open === 'codes' && <RenewCodes onClose={close} onDone={() => done(t`Your new codes are in force.`)} />}
      {open === 'switch' && on && <TurnOff onClose={close} onDone={() => done(t`Two-factor sign-in is off.`)} />}
    </Section>
  );
}

function TurnOff({ onClose, onDone }: { onClose: () => void; onDone: () => void }): JSX.Element {
  const submit = (form: FormData) =>
    request
      .post('/v1/auth/two-factor/disable', { body: { password: String(form.get('password')), ...codeOf(form) } })
      .then(onDone);
  return (
    <Dialog title={t`Turn off two-factor sign-in?`} onClose={onClose}>
      <Form submit={t`Turn off`} busy={t`Turning off…`} danger onSubmit={submit} onCancel={onClose}>
        <p class="dialog-text">{t`Your password alone opens your account then. Your recovery codes stop working.`}</p>
        <Field label={t`Password`} type="password" name="password" autocomplete="current-password" required />
        <CodeField />
      </Form>
    </Dialog>
  );
}
