/** The sign-in page. */
import { t } from '@lingui/core/macro';
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { useLocation } from 'preact-iso/router';
import { ownPath } from '../../../worker/shared/own-path.ts';
import { Entry } from '../../account/entry.tsx';
import { PasskeyButton } from '../../account/passkey-button.tsx';
import { Providers } from '../../account/providers.tsx';
import { request } from '../../base/api/api.ts';
import { Field } from '../../parts/form/field.tsx';
import { Form } from '../../parts/form/form.tsx';
import { forgetSession } from '../../shell/session.tsx';
import { SecondStep } from './second-step.tsx';

/** E-mail and password or a passkey, the second factor if there is one; on success back to where the person came from. */
export function SignIn(): JSX.Element {
  const { query, route } = useLocation();
  // A provider's sign-in comes back here when the person has a second factor.
  const [second, setSecond] = useState(query.second_step === 'required');
  const enter = () => {
    forgetSession();
    route(ownPath(query.next) ?? '/', true);
  };
  const submit = async (form: FormData) => {
    const reply = await request.post('/v1/auth/sign-in', {
      body: { email: String(form.get('email')), password: String(form.get('password')) },
    });
    if (reply?.two_factor) setSecond(true);
    else enter();
  };
  if (second) return <SecondStep onDone={enter} onBack={() => setSecond(false)} />;
  return (
    <Entry
      title={t`Sign in`}
      footer={
        <>
          {t`New to Signalbox?`} <a href="/sign-up">{t`Create an account`}</a>
        </>
      }
    >
      {query.error && (
        <p class="form-error" role="alert">
          {t`That sign-in did not work. Try again, or use your password.`}
        </p>
      )}
      <Form submit={t`Sign in`} busy={t`Signing in…`} onSubmit={submit}>
        <Field label={t`E-mail`} type="email" name="email" autocomplete="username" required />
        <Field label={t`Password`} type="password" name="password" autocomplete="current-password" required />
      </Form>
      <PasskeyButton
        onPasskey={(passkey) => request.post('/v1/auth/passkeys/sign-in', { body: { passkey } }).then(enter)}
      />
      <p class="entry-lead">
        <a href="/forgot-password">{t`Forgot your password?`}</a>
      </p>
      <Providers next={ownPath(query.next) ?? '/'} />
    </Entry>
  );
}
