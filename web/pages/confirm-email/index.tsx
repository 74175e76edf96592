/** Where the link of a sign-up leads: confirms the address and opens the account. */
import { t } from '@lingui/core/macro';
import type { JSX } from 'preact';
import { useEffect } from 'preact/hooks';
import { useLocation } from 'preact-iso/router';
import { account } from '../../account/api.ts';
import { Entry } from '../../account/entry.tsx';
import { useToken } from '../../account/use-token.ts';
import { useAction } from '../../base/api/action.ts';
import { type ApiError, api } from '../../base/api/client.ts';
import { Button, ButtonLink } from '../../parts/form/button.tsx';
import { FormError } from '../../parts/form/form.tsx';
import { forgetSession } from '../../shell/session.tsx';

/** Confirms at once; the person only waits. */
export function ConfirmEmail(): JSX.Element {
  const { route } = useLocation();
  const token = useToken();
  const { run, error } = useAction();
  const confirm = async () => {
    await account.confirmEmail(token ?? '');
    forgetSession();
    const session = await api.session().catch(() => undefined);
    route(!session ? '/sign-in' : session.tenant ? '/' : '/onboarding', true);
  };
  useEffect(() => {
    if (token) run(confirm);
  }, [token]);
  if (error && (error.status === 0 || error.status >= 500))
    return <Failed error={error} onRetry={() => run(confirm)} />;
  if (token === '' || error) return <Over error={error} />;
  return (
    <Entry title={t`Confirming your address`} lead={t`One moment…`}>
      <p class="visually-hidden" role="status">
        {t`Confirming`}
      </p>
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
