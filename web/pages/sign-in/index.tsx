/** The sign-in page. */
import './sign-in.css';
import type { JSX } from 'preact';
import { useRef, useState } from 'preact/hooks';
import { useLocation } from 'preact-iso/router';
import { type ApiError, api } from '../../client.ts';
import { Brand } from '../../parts/brand.tsx';
import { Button } from '../../parts/button.tsx';
import { Field } from '../../parts/field.tsx';

/** E-mail and password; on success back to where the person came from. */
export function SignIn(): JSX.Element {
  const { query, route } = useLocation();
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<ApiError>();
  const password = useRef<HTMLFormElement>(null);
  const submit = async (event: SubmitEvent) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget as HTMLFormElement);
    setBusy(true);
    setError(undefined);
    try {
      await api.signIn(String(form.get('email')), String(form.get('password')));
      route(safeNext(query.next), true);
    } catch (problem) {
      setError(problem as ApiError);
      setBusy(false);
      password.current?.querySelector<HTMLInputElement>('[name=password]')?.select();
    }
  };
  return (
    <main class="sign-in">
      <Brand />
      {/* POST, so that a submit before the code has loaded never puts the password into the address. */}
      <form class="panel sign-in-form" method="post" action="/v1/auth/sign-in" onSubmit={submit} ref={password}>
        <h1>Sign in</h1>
        {error && <SignInError error={error} />}
        <Field label="E-mail" type="email" name="email" autocomplete="username" required />
        <Field label="Password" type="password" name="password" autocomplete="current-password" required />
        <Button kind="primary" type="submit" busy={busy} disabled={busy}>
          {busy ? 'Signing in…' : 'Sign in'}
        </Button>
      </form>
    </main>
  );
}

function SignInError({ error }: { error: ApiError }): JSX.Element {
  const wrong = error.code === 'auth.invalid_credentials';
  return (
    <p class="form-error" role="alert">
      {wrong ? 'That e-mail and password do not match an account.' : error.message}
      {!wrong && error.request_id && <code> {error.request_id}</code>}
    </p>
  );
}

/** Only a path of this site: never another host. */
function safeNext(next: string | undefined): string {
  return next && /^\/(?![/\\])/.test(next) ? next : '/';
}
