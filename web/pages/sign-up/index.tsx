/** The sign-up page. */
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { useLocation } from 'preact-iso/router';
import { account } from '../../account/api.ts';
import { Entry } from '../../account/entry.tsx';
import { Form } from '../../account/form.tsx';
import { PasswordField } from '../../account/password-field.tsx';
import { api } from '../../client.ts';
import { Field } from '../../parts/field.tsx';
import { forgetSession } from '../../session.tsx';

/** Three fields; then on to onboarding, or first to the link in the mail. */
export function SignUp(): JSX.Element {
  const { route } = useLocation();
  const [sent, setSent] = useState('');
  const submit = async (form: FormData) => {
    const email = String(form.get('email'));
    await account.signUp({ email, name: String(form.get('name')), password: String(form.get('password')) });
    forgetSession();
    const open = await api.session().catch(() => undefined);
    if (open) route('/onboarding', true);
    else setSent(email);
  };
  if (sent) return <CheckMail email={sent} onBack={() => setSent('')} />;
  return (
    <Entry
      title="Create your account"
      lead="See what your business does today, and hear when something is off."
      footer={
        <>
          Already have an account? <a href="/sign-in">Sign in</a>
        </>
      }
    >
      <Form submit="Create account" busy="Creating your account…" onSubmit={submit}>
        <Field label="Your name" type="text" name="name" autocomplete="name" maxLength={120} required />
        <Field label="E-mail" type="email" name="email" autocomplete="username" required />
        <PasswordField />
      </Form>
    </Entry>
  );
}

function CheckMail({ email, onBack }: { email: string; onBack: () => void }): JSX.Element {
  return (
    <Entry
      title="Check your mail"
      lead={
        <>
          We sent a link to <strong>{email}</strong>. Follow it to confirm your address and open your account.
        </>
      }
      footer={
        <button type="button" class="link" onClick={onBack}>
          Use another address
        </button>
      }
    >
      <p class="entry-lead">Nothing there after a minute? Look into the spam folder.</p>
    </Entry>
  );
}
