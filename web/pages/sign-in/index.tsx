/** The sign-in page. */
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { useLocation } from 'preact-iso/router';
import { Entry } from '../../account/entry.tsx';
import { safeNext } from '../../account/link-token.ts';
import { Providers } from '../../account/providers.tsx';
import { api } from '../../client.ts';
import { Field } from '../../parts/field.tsx';
import { Form } from '../../parts/form.tsx';
import { forgetSession } from '../../session.tsx';
import { SecondStep } from './second-step.tsx';

const WORDS = { 'auth.invalid_credentials': 'That e-mail and password do not match an account.' };

/** E-mail and password, the second factor if there is one; on success back to where the person came from. */
export function SignIn(): JSX.Element {
  const { query, route } = useLocation();
  // A provider's sign-in comes back here when the person has a second factor.
  const [second, setSecond] = useState(query.second_step === 'required');
  const enter = () => {
    forgetSession();
    route(safeNext(query.next), true);
  };
  const submit = async (form: FormData) => {
    const reply = await api.signIn(String(form.get('email')), String(form.get('password')));
    if (reply?.two_factor) setSecond(true);
    else enter();
  };
  if (second) return <SecondStep onDone={enter} onBack={() => setSecond(false)} />;
  return (
    <Entry
      title="Sign in"
      footer={
        <>
          New to Signalbox? <a href="/sign-up">Create an account</a>
        </>
      }
    >
      {query.error && (
        <p class="form-error" role="alert">
          That sign-in did not work. Try again, or use your password.
        </p>
      )}
      <Form submit="Sign in" busy="Signing in…" words={WORDS} onSubmit={submit}>
        <Field label="E-mail" type="email" name="email" autocomplete="username" required />
        <Field label="Password" type="password" name="password" autocomplete="current-password" required />
      </Form>
      <p class="entry-lead">
        <a href="/forgot-password">Forgot your password?</a>
      </p>
      <Providers next={safeNext(query.next)} />
    </Entry>
  );
}
