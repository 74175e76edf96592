/** Where the link of a sign-up leads: confirms the address and opens the account. */
import { t } from '@lingui/core/macro';
import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { useLocation } from 'preact-iso/router';
import { Entry } from '../../account/entry.tsx';
import { useToken } from '../../account/use-token.ts';
import { useAction } from '../../base/api/action.ts';
import { request } from '../../base/api/api.ts';
import type { ApiError } from '../../base/api/call.ts';
import { Button, ButtonLink } from '../../parts/form/button.tsx';
import { Field } from '../../parts/form/field.tsx';
import { Form, FormError } from '../../parts/form/form.tsx';
import { forgetSession } from '../../shell/session.tsx';

/** Confirms at once; the person only waits. */
export function ConfirmEmail(): JSX.Element {
  const { route } = useLocation();
  const token = useToken();
  const { run, error } = useAction();
  const [asked, setAsked] = useState(false);
  const confirm = async (password?: string) => {
    await request.post('/v1/auth/email/confirm', {
      body: { token: token ?? '', ...(password !== undefined && { password }) },
    });
    forgetSession();
    const session = await request.get('/v1/auth/session', {}).catch(() => undefined);
    route(!session ? '/sign-in' : session.tenant ? '/' : '/onboarding', true);
  };
  useEffect(() => {
    if (token) run(() => confirm());
  }, [token]);
  useEffect(() => {
    if (error?.code === 'auth.sign_up_password') setAsked(true);
  }, [error]);
  if (asked && error?.code !== 'auth.link_expired') return <OtherBrowser onPassword={confirm} />;
  if (error && (error.status === 0 || error.status >= 500))
    return <Failed error={error} onRetry={() => run(() => confirm())} />;
  if (token === '' || error) return <Over error={error} />;
  return (
    <Entry title={t`Confirming your address`} lead={t`One moment…`}>
      <p class="visually-hidden" role="status">
        {t`Confirming`}
      </p>
    </Entry>
  );
}

/** Anybody can sign up with any address: in another browser than the one that did, the password shows that it was this person. */
function OtherBrowser({ onPassword }: { onPassword: (password: string) => Promise<void> }): JSX.Element {
  return (
    <Entry
      title={t`Confirm that it was you`}
      lead={t`This is another browser than the one you signed up with. Enter the password that you chose there. If you did not sign up, close this page: no account is made.`}
    >
      <Form
        submit={t`Open my account`}
        busy={t`Confirming`}
        onSubmit={(form) => onPassword(String(form.get('password')))}
      >
        <Field label={t`Password`} type="password" name="password" autocomplete="current-password" required />
      </Form>
    </Entry>
  );
}

function Failed({ error, onRetry }: { error: ApiError; onRetry: () => void }): JSX.Element {
  return (
    <Entry title={t`Your address could not be confirmed`} lead={t`The link still works.`}>
      <FormError error={error} />
      <Button kind="primary" onClick={onRetry}>
        {t`Try again`}
      </Button>
    </Entry>
  );
}

/** A used link usually means that all is well already. */
function Over({ error }: { error: ApiError | undefined }): JSX.Element {
  return (
    <Entry
      title={t`This link no longer works`}
      lead={t`It was used already or has expired. If you have confirmed your address before, sign in; if not, sign up again and we send a new link.`}
      footer={error?.request_id && <code>{error.request_id}</code>}
    >
      <ButtonLink kind="primary" href="/sign-in">
        {t`Sign in`}
      </ButtonLink>
      <ButtonLink href="/sign-up">{t`Sign up again`}</ButtonLink>
    </Entry>
  );
}
