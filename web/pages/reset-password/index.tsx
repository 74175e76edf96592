/** Where the link of a forgotten password leads: choosing a new one. */
import { t } from '@lingui/core/macro';
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { Entry } from '../../account/entry.tsx';
import { PasswordField } from '../../account/password-field.tsx';
import { useToken } from '../../account/use-token.ts';
import { request } from '../../base/api/api.ts';
import type { ApiError } from '../../base/api/call.ts';
import { ButtonLink } from '../../parts/form/button.tsx';
import { Form } from '../../parts/form/form.tsx';

/** One field; every session ends with the old password. */
export function ResetPassword(): JSX.Element {
  const token = useToken();
  const [state, setState] = useState<'asking' | 'done' | 'over'>('asking');
  const submit = async (form: FormData) => {
    try {
      await request.post('/v1/auth/password/reset', {
        body: { token: token ?? '', password: String(form.get('password')) },
      });
      setState('done');
    } catch (problem) {
      const { status } = problem as ApiError;
      if (![404, 409, 410].includes(status)) throw problem;
      setState('over');
    }
  };
  if (state === 'done') {
    return (
      <Entry title={t`Your password is changed`} lead={t`Every device was signed out. Sign in with the new password.`}>
        <ButtonLink kind="primary" href="/sign-in">
          {t`Sign in`}
        </ButtonLink>
      </Entry>
    );
  }
  if (state === 'over' || token === '') {
    return (
      <Entry
        title={t`This link no longer works`}
        lead={t`It was used already or has expired. A new one takes a moment.`}
      >
        <ButtonLink kind="primary" href="/forgot-password">
          {t`Send a new link`}
        </ButtonLink>
      </Entry>
    );
  }
  return (
    <Entry title={t`Choose a new password`} lead={t`Every device that is signed in now will have to sign in again.`}>
      <Form submit={t`Change password`} busy={t`Changing…`} onSubmit={submit}>
        <PasswordField label={t`New password`} />
      </Form>
    </Entry>
  );
}
