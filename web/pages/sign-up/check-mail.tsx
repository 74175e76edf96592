/** After a sign-up: the link is in the mail. */
import { t } from '@lingui/core/macro';
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { Entry } from '../../account/entry.tsx';
import { useAction } from '../../base/api/action.ts';
import { request } from '../../base/api/api.ts';
import { Rich } from '../../parts/data/rich.tsx';
import { Button } from '../../parts/form/button.tsx';
import { FormError } from '../../parts/form/form.tsx';

/** Where it went, and what to do when it does not come. */
export function CheckMail({ email, id, onBack }: { email: string; id: string; onBack: () => void }): JSX.Element {
  const [again, setAgain] = useState(false);
  const { busy, error, run } = useAction();
  const resend = () =>
    run(() => request.post('/v1/auth/email/send', { body: { sign_up_id: id } })).then((done) => done && setAgain(true));
  return (
    <Entry
      title={t`Check your mail`}
      lead={
        <Rich
          text={t`We sent a link to <strong>${email}</strong>. Follow it to confirm your address and open your account.`}
          tags={{ strong: (words) => <strong>{words}</strong> }}
        />
      }
      footer={
        <button type="button" class="link" onClick={onBack}>
          {t`Use another address`}
        </button>
      }
    >
      <p class="entry-lead" role="status">
        {again
          ? t`A new link is on its way. The one before it no longer works.`
          : t`Nothing there after a minute? Look into the spam folder, or have it sent again.`}
      </p>
      {error && <FormError error={error} />}
      {!again && (
        <Button onClick={resend} busy={busy}>
          {busy ? t`Sending…` : t`Send it again`}
        </Button>
      )}
    </Entry>
  );
}
