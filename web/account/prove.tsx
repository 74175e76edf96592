/** The dialog that asks once more who it is, before a dangerous act; what was begun goes on after it. */
import './error-words.ts';
import { t } from '@lingui/core/macro';
import { type JSX, render } from 'preact';
import { request } from '../base/api/api.ts';
import { useQuery } from '../base/api/query.ts';
import { loadMessages } from '../base/words/language.ts';
import { ErrorState } from '../parts/data/error-state.tsx';
import { Skeleton } from '../parts/data/skeleton.tsx';
import { ButtonLink } from '../parts/form/button.tsx';
import { Field } from '../parts/form/field.tsx';
import { Form } from '../parts/form/form.tsx';
import { Dialog } from '../parts/layer/dialog.tsx';
import { CodeField, codeOf } from './code-field.tsx';
import { PasskeyButton } from './passkey-button.tsx';

const PATH = '/v1/auth/reauthenticate';

let asked: Promise<boolean> | undefined;

/** Opens the dialog, on top of any other; true when the person has proved who they are. Two calls at once share it. */
export function askForProof(): Promise<boolean> {
  asked ??= ask().finally(() => {
    asked = undefined;
  });
  return asked;
}

async function ask(): Promise<boolean> {
  await loadMessages(['account']);
  const host = document.body.appendChild(document.createElement('div'));
  const proved = await new Promise<boolean>((resolve) => render(<Prove onEnd={resolve} />, host));
  render(null, host);
  host.remove();
  return proved;
}

function Prove({ onEnd }: { onEnd: (proved: boolean) => void }): JSX.Element {
  const methods = useQuery('proofs', (signal) => request.get(PATH, { signal }).then((reply) => reply.methods));
  const cancel = () => onEnd(false);
  return (
    <Dialog title={t`Confirm that it is you`} onClose={cancel}>
      {methods.data ? (
        <Methods methods={methods.data} onDone={() => onEnd(true)} onCancel={cancel} />
      ) : methods.error ? (
        <ErrorState title={t`This could not be loaded`} error={methods.error} onRetry={methods.retry} />
      ) : (
        <Skeleton shape="control" />
      )}
    </Dialog>
  );
}

interface MethodsProps {
  methods: string[];
  onDone: () => void;
  onCancel: () => void;
}

function Methods({ methods, onDone, onCancel }: MethodsProps): JSX.Element {
  const withPassword = methods.includes('password');
  const submit = (form: FormData) =>
    request.post(PATH, { body: withPassword ? { password: String(form.get('password')) } : codeOf(form) }).then(onDone);
  const why = t`It has been a while since you signed in, and this changes who may get at your data.`;
  if (methods.includes('sign_in')) {
    const next = encodeURIComponent(location.pathname + location.search);
    return (
      <div class="form">
        <p class="dialog-text">{t`It has been a while since you signed in. Sign in again, then repeat this.`}</p>
        <div class="form-actions">
          <ButtonLink kind="primary" href={`/sign-in?next=${next}`}>
            {t`Sign in again`}
          </ButtonLink>
        </div>
      </div>
    );
  }
  const typed = withPassword || methods.includes('code');
  return (
    <div class="form">
      {typed && (
        <Form submit={t`Continue`} busy={t`Checking…`} onSubmit={submit} onCancel={onCancel}>
          <p class="dialog-text">{why}</p>
          {withPassword ? (
            <Field label={t`Password`} type="password" name="password" autocomplete="current-password" required />
          ) : (
            <CodeField />
          )}
        </Form>
      )}
      {methods.includes('passkey') && (
        <>
          {!typed && <p class="dialog-text">{why}</p>}
          <PasskeyButton onPasskey={(passkey) => request.post(PATH, { body: { passkey } }).then(onDone)} />
        </>
      )}
    </div>
  );
}
