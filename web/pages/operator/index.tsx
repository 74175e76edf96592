/** A token for whoever runs this installation: a signed-in operator shows a second factor and gets one for an hour. */
import { t } from '@lingui/core/macro';
import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { useLocation } from 'preact-iso/router';
import { Entry } from '../../account/entry.tsx';
import { PasskeyButton } from '../../account/passkey-button.tsx';
import { Secret } from '../../account/secret.tsx';
import { type Body, type Reply, request } from '../../base/api/api.ts';
import type { Session } from '../../base/api/types.ts';
import { formatMoment } from '../../base/words/format.ts';
import { Field } from '../../parts/form/field.tsx';
import { Form } from '../../parts/form/form.tsx';

const PATH = '/v1/admin/tokens';

export function Operator(): JSX.Element {
  const { route } = useLocation();
  const [session, setSession] = useState<Session>();
  const [issued, setIssued] = useState<Reply<typeof PATH, 'post'>>();
  useEffect(() => {
    request.get('/v1/auth/session', {}).then(setSession, () => route('/sign-in?next=%2Foperator', true));
  }, []);
  const issue = (body: Body<typeof PATH, 'post'>) => request.post(PATH, { body }).then(setIssued);
  if (issued) {
    return (
      <Entry
        title={t`Your operator token`}
        lead={t`This is the only time that it is shown. It works until ${{ time: formatMoment(issued.expires_at) }}, and ends when you sign out.`}
        session={session}
      >
        <Secret label={t`Your operator token`} text={issued.token} copy={t`Copy token`} />
      </Entry>
    );
  }
  return (
    <Entry
      title={t`Operator token`}
      lead={t`For people who run this installation. Show your second factor, and get a token for an hour.`}
      session={session}
    >
      <Form
        submit={t`Get a token`}
        busy={t`Checking…`}
        onSubmit={(form) => issue({ code: String(form.get('code')).replace(/\s/g, '') })}
      >
        <Field
          label={t`Code of your authenticator app`}
          type="text"
          name="code"
          autocomplete="one-time-code"
          inputMode="numeric"
          required
        />
      </Form>
      <PasskeyButton onPasskey={(passkey) => issue({ passkey })} />
    </Entry>
  );
}
