/** Switching the second factor on: password, authenticator app, recovery codes. */
import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { account } from '../../../account/api.ts';
import { Dialog } from '../../../account/dialog.tsx';
import { Form } from '../../../account/form.tsx';
import { Secret } from '../../../account/secret.tsx';
import { Button } from '../../../parts/button.tsx';
import { CopyButton } from '../../../parts/copy-button.tsx';
import { Field } from '../../../parts/field.tsx';

const WORDS = {
  'auth.wrong_password': 'That is not your password.',
  'auth.invalid_code': 'That code is not right. Codes change every 30 seconds.',
};

interface Enrolment {
  otpauth_url: string;
  recovery_codes: string[];
}

/** One dialog, one step after the other; it is on only when a code has been entered and the recovery codes were shown. */
export function Enrol({ onClose, onDone }: { onClose: () => void; onDone: () => void }): JSX.Element {
  const [enrolment, setEnrolment] = useState<Enrolment>();
  const [confirmed, setConfirmed] = useState(false);
  const begin = async (form: FormData) => setEnrolment(await account.enableTwoFactor(String(form.get('password'))));
  const confirm = (form: FormData) =>
    account.confirmTwoFactor(String(form.get('code')).replace(/\s/g, '')).then(() => setConfirmed(true));
  if (!enrolment) {
    return (
      <Dialog key="password" title="Turn on two-factor sign-in" onClose={onClose}>
        <Form submit="Continue" busy="Checking…" words={WORDS} onSubmit={begin} onCancel={onClose}>
          <p class="dialog-text">You need an authenticator app on your phone. First, confirm that it is you.</p>
          <Field label="Password" type="password" name="password" autocomplete="current-password" required />
        </Form>
      </Dialog>
    );
  }
  if (confirmed) return <RecoveryCodes codes={enrolment.recovery_codes} onDone={onDone} />;
  return (
    <Dialog key="app" title="Add Signalbox to your app" onClose={onClose}>
      <Form submit="Continue" busy="Checking…" words={WORDS} onSubmit={confirm} onCancel={onClose}>
        <AppSecret url={enrolment.otpauth_url} />
        <Field
          label="Code from the app"
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
    import('./qr.ts').then(({ qrPath }) => setCode(qrPath(url))).catch(() => undefined);
  }, [url]);
  const secret = new URL(url).searchParams.get('secret') ?? '';
  return (
    <>
      <p class="dialog-text">
        Scan this with your authenticator app, or <a href={url}>open it on this device</a>.
      </p>
      <div class="qr">
        {code && (
          <svg viewBox={`-4 -4 ${code.size + 8} ${code.size + 8}`} role="img" aria-label="QR code for the app">
            <path d={code.path} />
          </svg>
        )}
      </div>
      <p class="dialog-text">Or type this into the app:</p>
      <Secret label="Secret for the app" text={secret.match(/.{1,4}/g)?.join(' ') ?? ''} />
    </>
  );
}

function RecoveryCodes({ codes, onDone }: { codes: string[]; onDone: () => void }): JSX.Element {
  const text = codes.join('\n');
  return (
    <Dialog key="codes" title="Keep your recovery codes" onClose={onDone}>
      <div class="form">
        <p class="dialog-text">
          Two-factor sign-in is on. If you lose your phone, each of these codes opens your account once. They are shown
          only now: keep them where your phone is not.
        </p>
        <ul class="recovery-codes">
          {codes.map((code) => (
            <li key={code}>
              <code>{code}</code>
            </li>
          ))}
        </ul>
        <div class="form-actions">
          <CopyButton text={text} label="Copy codes" />
          <Button kind="primary" onClick={onDone}>
            I have kept them
          </Button>
        </div>
      </div>
    </Dialog>
  );
}
