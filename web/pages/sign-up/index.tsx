/** The sign-up page. */
import { t } from '@lingui/core/macro';
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { Entry } from '../../account/entry.tsx';
import { PasswordField } from '../../account/password-field.tsx';
import { Providers } from '../../account/providers.tsx';
import { request } from '../../base/api/api.ts';
import { currentLocale } from '../../base/words/language.ts';
import { Field } from '../../parts/form/field.tsx';
import { Form } from '../../parts/form/form.tsx';
import { CheckMail } from './check-mail.tsx';

/** Three fields; the account is made when the link in the mail is followed. */
export function SignUp(): JSX.Element {
  const [sent, setSent] = useState<{ email: string; id: string }>();
  const submit = async (form: FormData) => {
    const email = String(form.get('email'));
    const fields = { email, name: String(form.get('name')), password: String(form.get('password')) };
    setSent({
      email,
      id: (await request.post('/v1/auth/sign-up', { body: { ...fields, locale: currentLocale() } })).sign_up_id,
    });
  };
  if (sent) return <CheckMail {...sent} onBack={() => setSent(undefined)} />;
  return (
    <Entry
      title={t`Create your account`}
      lead={t`See what your business does today, and hear when something is off.`}
      footer={
        <>
          {t`Already have an account?`} <a href="/sign-in">{t`Sign in`}</a>
        </>
      }
    >
      <Form submit={t`Create account`} busy={t`Creating your account…`} onSubmit={submit}>
        <Field label={t`Your name`} type="text" name="name" autocomplete="name" maxLength={120} required />
        <Field label={t`E-mail`} type="email" name="email" autocomplete="username" required />
        <PasswordField />
      </Form>
      <Providers next="/" />
    </Entry>
  );
}
