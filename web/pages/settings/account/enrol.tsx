/** Switching the second factor on: password, authenticator app, recovery codes. */
import { t } from '@lingui/core/macro';
import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { Secret } from '../../../account/secret.tsx';
import { request } from '../../../base/api/api.ts';
import type { TwoFactorSetup } from '../../../base/api/types.ts';
import { ButtonLink } from '../../../parts/form/button.tsx';
import { Field } from '../../../parts/form/field.tsx';
import { Form } from '../../../parts/form/form.tsx';
import { Dialog } from '../../../parts/layer/dialog.tsx';
import { RecoveryCodes } from './recovery-codes.tsx';

/** One dialog, one step after the other; it is on only when a code has been entered and the recovery codes were shown. */
export function Enrol({ onClose, onDone }: { onClose: () => void; onDone: () => void }): JSX.Element {
  const [enrolment, setEnrolment] = useState<TwoFactorSetup>();
  const [confirmed, setConfirmed] = useState(false);
  const begin = async (form: FormData) =>
    setEnrolment(
      await request.post('/v1/auth/two-factor/enable', { body: { password: String(form.get('password')) } }),
    );
  const confirm = (form: FormData) =>
    request
      .post('/v1/auth/two-factor/confirm', { body: { code: String(form.get('code')).replace(/\s/g, '') } })
      .then(() => setConfirmed(true));
  if (!enrolment) {
    return (
      <Dialog key="password" title={t`Turn on two-factor sign-in`} onClose={onClose}>
        <Form submit={t`Continue`} busy={t`Checking…`} onSubmit={begin} onCancel={onClose}>
          <p class="dialog-text">{t`You need an authenticator app on your phone. First, confirm that it is you.`}</p>
          <Field label={t`Password`} type="password" name="password" autocomplete="current-password" required />
        </Form>
      </Dialog>
    );
  }
  if (confirmed) return <RecoveryCodes codes={enrolment.recovery_codes} onDone={onDone} />;
  return (
    <Dialog key="app" title={t`Add Signalbox to your app`} onClose={onClose}>
      <Form submit={t`Continue`} busy={t`Checking…`} onSubmit={confirm} onCancel={onClose}>
        <AppSecret url={enrolment.otpauth_uri} />
        <Field
          label={t`Code from the app`}
          type="text"
          name="code"
          autocomplete="one-time-code"
          inputMode="numeric"
          required
        />
      </Form>
    </Dialog>
  );
}

/** The secret for the app: to scan, to open on this device, or to type. */
function AppSecret({ url }: { url: string }): JSX.Element {
  const [code, setCode] = useState<{ path: string; size: number }>();
  useEffect(() => {
    import('./qr.ts').then(({ qrCode }) => setCode(qrCode(url))).catch(() => undefined);
  }, [url]);
  const secret = new URL(url).searchParams.get('secret') ?? '';
  return (
    <>
      <p class="dialog-text">{t`Scan this with your authenticator app.`}</p>
      <div class="qr">
        {code && (
          <svg viewBox={`-4 -4 ${code.size + 8} ${code.size + 8}`} role="img" aria-label={t`QR code for the app`}>
            <path d={code.path} />
          </svg>
        )}
      </div>
      <p class="dialog-text">{t`No camera at hand? Type this into the app, or open the app if it is on this device.`}</p>
      <Secret label={t`Secret for the app`} text={secret.match(/.{1,4}/g)?.join(' ') ?? ''}>
        <ButtonLink href={url}>{t`Open the app`}</ButtonLink>
      </Secret>
    </>
  );
}
