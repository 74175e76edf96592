/** Accepting an invitation: signed in as its person, as another one, or not at all. */
import { t } from '@lingui/core/macro';
import type { JSX } from 'preact';
import { useLocation } from 'preact-iso/router';
import { Entry } from '../../account/entry.tsx';
import { PasswordField } from '../../account/password-field.tsx';
import { roles } from '../../account/roles.ts';
import { request } from '../../base/api/api.ts';
import type { InvitationView, Session } from '../../base/api/types.ts';
import { Rich } from '../../parts/data/rich.tsx';
import { Button, ButtonLink } from '../../parts/form/button.tsx';
import { Field } from '../../parts/form/field.tsx';
import { Form } from '../../parts/form/form.tsx';
import { forgetSession, useSignOut } from '../../shell/session.tsx';

interface Props {
  token: string;
  invitation: InvitationView;
  session: Session | undefined;
}

/** What is offered, and the one thing to do about it. */
export function Accept({ token, invitation, session }: Props): JSX.Element {
  const { role, email, account_exists, invited_by } = invitation;
  const tenant = invitation.tenant.name;
  const { route } = useLocation();
  const accept = async (form: FormData) => {
    const person = { name: String(form.get('name')), password: String(form.get('password')) };
    await request.post('/v1/invitations/accept', { body: { token, ...(form.has('password') ? person : {}) } });
    forgetSession();
    route('/', true);
  };
  const mine = session?.user.email === email;
  const offered = roles().find(({ value }) => value === role)!;
  return (
    <Entry
      session={session}
      title={t`Join ${tenant}`}
      lead={
        <>
          <Rich
            text={
              invited_by
                ? t`${invited_by} invites <strong>${email}</strong>. Role: ${{ role: offered.label }}.`
                : t`<strong>${email}</strong> is invited. Role: ${{ role: offered.label }}.`
            }
            tags={{ strong: (words) => <strong>{words}</strong> }}
          />{' '}
          {offered.detail}
        </>
      }
    >
      {session && !mine ? (
        <OtherPerson session={session} />
      ) : account_exists && !session ? (
        <ButtonLink kind="primary" href="/sign-in?next=%2Fjoin">
          {t`Sign in to accept`}
        </ButtonLink>
      ) : (
        <Form submit={t`Join ${tenant}`} busy={t`Joining…`} onSubmit={accept}>
          {!mine && (
            <>
              <Field label={t`Your name`} type="text" name="name" autocomplete="name" maxLength={120} required />
              <PasswordField />
            </>
          )}
        </Form>
      )}
    </Entry>
  );
}

function OtherPerson({ session }: { session: Session }): JSX.Element {
  const signOut = useSignOut();
  return (
    <>
      <p class="entry-lead">
        <Rich
          text={t`You are signed in as <strong>${{ email: session.user.email }}</strong>. Sign out, then open the link in the mail again.`}
          tags={{ strong: (words) => <strong>{words}</strong> }}
        />
      </p>
      <Button onClick={() => signOut()}>{t`Sign out`}</Button>
    </>
  );
}
