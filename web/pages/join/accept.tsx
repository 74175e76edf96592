/** Accepting an invitation: signed in as its person, as somebody else, or as nobody yet. */
import type { JSX } from 'preact';
import { useLocation } from 'preact-iso/router';
import { account, type InvitationView } from '../../account/api.ts';
import { Entry } from '../../account/entry.tsx';
import { PasswordField } from '../../account/password-field.tsx';
import { ROLES, roleName } from '../../account/roles.ts';
import type { Session } from '../../client.ts';
import { Button, ButtonLink } from '../../parts/button.tsx';
import { Field } from '../../parts/field.tsx';
import { Form } from '../../parts/form.tsx';
import { forgetSession, useSignOut } from '../../session.tsx';

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
    await account.accept(token, form.has('password') ? person : {});
    forgetSession();
    route('/', true);
  };
  const mine = session?.user.email === email;
  return (
    <Entry
      title={`Join ${tenant}`}
      lead={
        <>
          {invited_by ? `${invited_by} invites` : 'You are invited:'} <strong>{email}</strong> as{' '}
          {roleName(role).toLowerCase()}. {ROLES.find(({ value }) => value === role)?.detail}
        </>
      }
    >
      {session && !mine ? (
        <OtherPerson session={session} />
      ) : account_exists && !session ? (
        <ButtonLink kind="primary" href="/sign-in?next=%2Fjoin">
          Sign in to accept
        </ButtonLink>
      ) : (
        <Form submit={`Join ${tenant}`} busy="Joining…" onSubmit={accept}>
          {!mine && (
            <>
              <Field label="Your name" type="text" name="name" autocomplete="name" maxLength={120} required />
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
        You are signed in as <strong>{session.user.email}</strong>. Sign out, then open the link in the mail again.
      </p>
      <Button onClick={() => signOut()}>Sign out</Button>
    </>
  );
}
