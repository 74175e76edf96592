/** The button that shows a passkey instead of typing something. */
import './error-words.ts';
import { t } from '@lingui/core/macro';
import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { useAction } from '../base/api/action.ts';
import { Button } from '../parts/form/button.tsx';
import { FormError } from '../parts/form/form.tsx';
import { askForPasskey, knowsPasskeys, passkeyWords } from './passkey.ts';

type Passkey = Awaited<ReturnType<typeof askForPasskey>>;

/** Nothing at all where the browser has no passkeys; `onPasskey` sends what was signed. */
export function PasskeyButton({
  onPasskey,
}: {
  onPasskey: (passkey: Passkey) => Promise<unknown>;
}): JSX.Element | null {
  const [known, setKnown] = useState(false);
  useEffect(() => setKnown(knowsPasskeys()), []);
  const { busy, error, run } = useAction();
  if (!known) return null;
  return (
    <div class="form passkey">
      <Button busy={busy} disabled={busy} onClick={() => run(async () => onPasskey(await askForPasskey()))}>
        {t`Use a passkey`}
      </Button>
      {error && <FormError error={error} words={passkeyWords()} />}
    </div>
  );
}
