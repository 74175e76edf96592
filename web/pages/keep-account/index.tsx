/** Whose account is about to be deleted: the way back, by the link of the mail or after signing in. */
import { t } from '@lingui/core/macro';
import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { useLocation } from 'preact-iso/router';
import { Entry } from '../../account/entry.tsx';
import { useToken } from '../../account/use-token.ts';
import { request } from '../../base/api/api.ts';
import type { Session } from '../../base/api/types.ts';
import { formatDay } from '../../base/words/format.ts';
import { Button, ButtonLink } from '../../parts/form/button.tsx';
import { Form } from '../../parts/form/form.tsx';
import { forgetSession, useSignOut } from '../../shell/session.tsx';

/** One button; without a token it keeps the account of whoever is signed in. */
export function KeepAccount(): JSX.Element {
  const { route, query } = useLocation();
  const token = useToken();
  const [session, setSession] = useState<Session>();
  const [kept, setKept] = useState(false);
  const left = query.left !== undefined;
  const signOut = useSignOut();
  useEffect(() => {
    if (token === '' && !left) request.get('/v1/auth/session', {}).then(setSession, () => route('/sign-in', true));
  }, [token, left]);
  const keep = async () => {
    await request.post('/v1/auth/account/restore', { body: token ? { token } : {} });
    forgetSession();
    if (token) setKept(true);
    else route('/', true);
  };
  const at = session?.user.deletes_at;
  if (kept || left) {
    return (
      <Entry
        title={kept ? t`Your account stays.` : t`Keep your account`}
        lead={!kept && t`Your account will be deleted in fourteen days. The mail we sent has a link that keeps it.`}
      >
        <ButtonLink kind="primary" href="/sign-in">{t`Sign in`}</ButtonLink>
      </Entry>
    );
  }
  return (
    <Entry
      title={
        at ? t`Your account will be deleted on ${{ day: formatDay(at.slice(0, 10), 'long') }}` : t`Keep your account`
      }
      lead={t`You asked for it to be deleted. Keep it, and everything is as it was, with the workspaces that were closed along with it.`}
      session={session}
    >
      <Form submit={t`Keep my account`} busy={t`Keeping…`} onSubmit={keep} />
      {session && (
        <Button kind="quiet" onClick={() => void signOut()}>
          {t`Sign out`}
        </Button>
      )}
    </Entry>
  );
}
