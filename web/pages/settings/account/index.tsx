/** Settings: the person's own account. */
import './account.css';
import { t } from '@lingui/core/macro';
import type { JSX } from 'preact';
import { PasswordField } from '../../../account/password-field.tsx';
import { request } from '../../../base/api/api.ts';
import type { Session } from '../../../base/api/types.ts';
import { Field } from '../../../parts/form/field.tsx';
import { Form } from '../../../parts/form/form.tsx';
import { say } from '../../../parts/layer/toast.tsx';
import { Section } from '../rows.tsx';
import { SettingsPage } from '../settings-page.tsx';
import { DeleteAccount } from './delete-account.tsx';
import { Devices } from './devices.tsx';
import { Passkeys } from './passkeys.tsx';
import { SecurityEvents } from './security-events.tsx';
import { TwoFactor } from './two-factor.tsx';

/** Name, password, passkeys, second factor, devices, and what happened. */
export function Account(): JSX.Element {
  return (
    <SettingsPage title={t`Your account`} lead={t`Your name, and how you sign in. It is the same in every workspace.`}>
      {({ session, reload }) => (
        <>
          <Profile session={session} onChange={reload} />
          <Password />
          <Passkeys />
          <TwoFactor session={session} onChange={reload} />
          <Devices />
          <SecurityEvents />
          <DeleteAccount />
        </>
      )}
    </SettingsPage>
  );
}

function Profile({ session, onChange }: { session: Session; onChange: () => void }): JSX.Element {
  const save = async (form: FormData) => {
    await request.patch('/v1/auth/profile', { body: { name: String(form.get('name')).trim() } });
    say(t`Name saved.`);
    onChange();
  };
  return (
    <Section title={t`Profile`}>
      <Form submit={t`Save name`} busy={t`Saving…`} onSubmit={save}>
        <Field
          label={t`Name`}
          type="text"
          name="name"
          autocomplete="name"
          defaultValue={session.user.name}
          maxLength={120}
          required
        />
        <Field label={t`E-mail`} type="email" value={session.user.email} readOnly />
      </Form>
    </Section>
  );
}

function Password(): JSX.Element {
  const change = async (form: FormData) => {
    await request.post('/v1/auth/password', {
      body: { current_password: String(form.get('current_password')), password: String(form.get('password')) },
    });
    for (const input of document.querySelectorAll<HTMLInputElement>('input[type=password]')) input.value = '';
    say(t`Password changed. Other devices are signed out.`);
  };
  return (
    <Section title={t`Password`} lead={t`Changing it signs out every other device.`}>
      <Form submit={t`Change password`} busy={t`Changing…`} onSubmit={change}>
        <Field
          label={t`Current password`}
          type="password"
          name="current_password"
          autocomplete="current-password"
          required
        />
        <PasswordField label={t`New password`} />
      </Form>
    </Section>
  );
}
