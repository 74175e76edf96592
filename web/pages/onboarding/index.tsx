/** The first minutes of an owner: three questions, then what comes next. */
import './onboarding.css';
import { t } from '@lingui/core/macro';
import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { useLocation } from 'preact-iso/router';
import { Entry } from '../../account/entry.tsx';
import { fieldsOf } from '../../account/project-fields.tsx';
import { request } from '../../base/api/api.ts';
import { keepFreshKey } from '../../base/api/fresh-key.ts';
import { ErrorState } from '../../parts/data/error-state.tsx';
import { Skeleton } from '../../parts/data/skeleton.tsx';
import { Button } from '../../parts/form/button.tsx';
import { Form } from '../../parts/form/form.tsx';
import { forgetSession, rememberProject, useSession, useSignOut } from '../../shell/session.tsx';
import { Next } from './next.tsx';
import { Questions } from './questions.tsx';

/** Names the business; a person who has one already is led to its numbers. */
export function Onboarding(): JSX.Element {
  const { route } = useLocation();
  const session = useSession();
  const [named, setNamed] = useState('');
  const settled = !named && Boolean(session.data?.tenant);
  useEffect(() => {
    if (settled) route('/', true);
  }, [settled, route]);
  const submit = async (form: FormData) => {
    const { name, ...places } = fieldsOf(form);
    const { project, key } = await request.post('/v1/onboarding', { body: { ...places, business_name: name } });
    keepFreshKey(project.id, key.key);
    rememberProject(project);
    forgetSession();
    setNamed(name);
  };
  if (named) return <Next name={named} onContinue={() => route('/', true)} />;
  if (session.error && session.error.status !== 401) {
    return (
      <Entry title={t`Welcome`}>
        <ErrorState title={t`Your account could not be loaded`} error={session.error} onRetry={session.retry} />
      </Entry>
    );
  }
  return (
    <Entry
      wide
      growing={!session.data || settled}
      session={session.data}
      title={session.data ? t`Welcome, ${{ name: session.data.user.name }}` : t`Welcome`}
      lead={t`Three questions, so that your days, your money and your key numbers come out right. You can change all of it later.`}
      footer={session.data && !settled && <SignOutLink email={session.data.user.email} />}
    >
      {session.data && !settled ? (
        <Form submit={t`Continue`} busy={t`Setting up…`} onSubmit={submit}>
          <Questions />
        </Form>
      ) : (
        <QuestionsSkeleton />
      )}
    </Entry>
  );
}

function QuestionsSkeleton(): JSX.Element {
  return (
    <div class="questions-skeleton">
      <Skeleton shape="title" />
      <Skeleton shape="wide" />
      <Skeleton shape="title" />
      <Skeleton shape="wide" />
    </div>
  );
}

function SignOutLink({ email }: { email: string }): JSX.Element {
  const signOut = useSignOut();
  return (
    <>
      {t`Signed in as ${email}.`}{' '}
      <Button kind="quiet" onClick={() => signOut()}>
        {t`Sign out`}
      </Button>
    </>
  );
}
