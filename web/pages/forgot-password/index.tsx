/** Asks for a link that sets a new password. */
import { t } from '@lingui/core/macro';
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { Entry } from '../../account/entry.tsx';
import { request } from '../../base/api/api.ts';
import { Rich } from '../../parts/data/rich.tsx';
import { Field } from '../../parts/form/field.tsx';
import { Form } from '../../parts/form/form.tsx';

/** One field. The reply is the same whether the address has an account or not. */
export function ForgotPassword(): JSX.Element {
  const [sent, setSent] = useState('');
  const submit = async (form: FormData) => {
    const email = String(form.get('email'));
    await request.post('/v1/auth/password/request-reset', { body: { email } });
    setSent(email);
  };
  const footer = <a href="/sign-in">{t`Back to sign-in`}</a>;
  if (sent) {
    return (
      <Entry
        title={t`Check your mail`}
        lead={
          <Rich
            text={t`If <strong>${{ email: sent }}</strong> has an account, a link to choose a new password is on its way. It works for one hour.`}
            tags={{ strong: (words) => <strong>{words}</strong> }}
          />
        }
        footer={footer}
      />
    );
  }
  return (
    <Entry title={t`Forgotten password`} lead={t`We send you a link to choose a new one.`} footer={footer}>
      <Form submit={t`Send the link`} busy={t`Sending…`} onSubmit={submit}>
        <Field label={t`E-mail`} type="email" name="email" autocomplete="username" required />
      </Form>
    </Entry>
  );
}
