/** Asks for a link that sets a new password. */
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { account } from '../../account/api.ts';
import { Entry } from '../../account/entry.tsx';
import { Field } from '../../parts/field.tsx';
import { Form } from '../../parts/form.tsx';

/** One field. The answer is the same whether the address has an account or not. */
export function ForgotPassword(): JSX.Element {
  const [sent, setSent] = useState('');
  const submit = async (form: FormData) => {
    const email = String(form.get('email'));
    await account.requestReset(email);
    setSent(email);
  };
  const footer = <a href="/sign-in">Back to sign-in</a>;
  if (sent) {
    return (
      <Entry
        title="Check your mail"
        lead={
          <>
            If <strong>{sent}</strong> has an account, a link to choose a new password is on its way. It works for one
            hour.
          </>
        }
        footer={footer}
      />
    );
  }
  return (
    <Entry title="Forgotten password" lead="We send you a link to choose a new one." footer={footer}>
      <Form submit="Send the link" busy="Sending…" onSubmit={submit}>
        <Field label="E-mail" type="email" name="email" autocomplete="username" required />
      </Form>
    </Entry>
  );
}
