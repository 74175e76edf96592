/** The end of an account, by its person. */
import { t } from '@lingui/core/macro';
import type { JSX } from 'preact';
import { useLocation } from 'preact-iso/router';
import { request } from '../../../base/api/api.ts';
import { Field } from '../../../parts/form/field.tsx';
import { Form } from '../../../parts/form/form.tsx';
import { forgetSession } from '../../../shell/session.tsx';
import { Section } from '../rows.tsx';

/** Asks for the address; then the person is signed out everywhere. */
export function DeleteAccount(): JSX.Element {
  const { route } = useLocation();
  const leave = async (form: FormData) => {
    await request.delete('/v1/auth/account', { body: { email: String(form.get('email')).trim() } });
    forgetSession();
    route('/keep-account?left=1', true);
  };
  return (
    <Section
      title={t`Delete your account`}
      lead={t`You are signed out everywhere at once, and workspaces in which nobody else is are closed with it. For fourteen days you can keep it, by signing in or with the link that we mail you. Then it is deleted for ever.`}
    >
      <Form submit={t`Delete my account`} busy={t`Deleting…`} danger onSubmit={leave}>
        <Field
          label={t`Type your e-mail address`}
          type="email"
          name="email"
          autocomplete="off"
          maxLength={320}
          required
        />
      </Form>
    </Section>
  );
}
