/** Settings: the person's own account. */
import './account.css';
import type { JSX } from 'preact';
import { account } from '../../../account/api.ts';
import { PasswordField } from '../../../account/password-field.tsx';
import type { Session } from '../../../client.ts';
import { Field } from '../../../parts/field.tsx';
import { Form } from '../../../parts/form.tsx';
import { say } from '../../../parts/toast.tsx';
import { Section } from '../rows.tsx';
import { SettingsPage } from '../settings-page.tsx';
import { Devices } from './devices.tsx';
import { TwoFactor } from './two-factor.tsx';
import { PASSWORD_WORDS } from './words.ts';

/** Name, password, second factor and devices. */
export function Account(): JSX.Element {
  return (
    <SettingsPage title="Your account" lead="Your name, and how you sign in. It is the same in every workspace.">
      {({ session, reload }) => (
        <>
          <Profile session={session} onChange={reload} />
          <Password />
          <TwoFactor session={session} onChange={reload} />
          <Devices />
        </>
      )}
    </SettingsPage>
  );
}

function Profile({ session, onChange }: { session: Session; onChange: () => void }): JSX.Element {
  const save = async (form: FormData) => {
    await account.rename(String(form.get('name')).trim());
    say('Name saved.');
    onChange();
  };
  return (
    <Section title="Profile">
      <Form submit="Save name" busy="Saving…" onSubmit={save}>
        <Field
          label="Name"
          type="text"
          name="name"
          autocomplete="name"
          defaultValue={session.user.name}
          maxLength={120}
          required
        />
        <Field label="E-mail" type="email" value={session.user.email} readOnly />
      </Form>
    </Section>
  );
}

const WORDS = { ...PASSWORD_WORDS, 'auth.wrong_password': 'That is not your current password.' };

function Password(): JSX.Element {
  const change = async (form: FormData) => {
    await account.changePassword(String(form.get('current_password')), String(form.get('password')));
    for (const input of document.querySelectorAll<HTMLInputElement>('input[type=password]')) input.value = '';
    say('Password changed. Other devices are signed out.');
  };
  return (
    <Section title="Password" lead="Changing it signs out every other device.">
      <Form submit="Change password" busy="Changing…" words={WORDS} onSubmit={change}>
        <Field
          label="Current password"
          type="password"
          name="current_password"
          autocomplete="current-password"
          required
        />
        <PasswordField label="New password" />
      </Form>
    </Section>
  );
}
