/** After a sign-up: the link is in the mail. */
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { account } from '../../account/api.ts';
import { Entry } from '../../account/entry.tsx';
import { useAction } from '../../action.ts';
import { Button } from '../../parts/button.tsx';
import { FormError } from '../../parts/form.tsx';

/** Where it went, and what to do when it does not come. */
export function CheckMail({ email, id, onBack }: { email: string; id: string; onBack: () => void }): JSX.Element {
  const [again, setAgain] = useState(false);
  const { busy, error, run } = useAction();
  const resend = () => run(() => account.resendConfirmation(id)).then((done) => done && setAgain(true));
  return (
    <Entry
      title="Check your mail"
      lead={
        <>
          We sent a link to <strong>{email}</strong>. Follow it to confirm your address and open your account.
        </>
      }
      footer={
        <button type="button" class="link" onClick={onBack}>
          Use another address
        </button>
      }
    >
      <p class="entry-lead" role="status">
        {again
          ? 'A new link is on its way. The one before it no longer works.'
          : 'Nothing there after a minute? Look into the spam folder, or have it sent again.'}
      </p>
      {error && <FormError error={error} />}
      {!again && (
        <Button onClick={resend} busy={busy}>
          {busy ? 'Sending…' : 'Send it again'}
        </Button>
      )}
    </Entry>
  );
}
