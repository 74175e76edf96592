/** The person's passkeys: add, rename, remove. */
import { t } from '@lingui/core/macro';
import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { addPasskey, knowsPasskeys, passkeyWords } from '../../../account/passkey.ts';
import { RenameDialog } from '../../../account/rename-dialog.tsx';
import { type Reply, request } from '../../../base/api/api.ts';
import { useList } from '../../../base/api/list.ts';
import { useNow } from '../../../base/time/clock.ts';
import { formatAge } from '../../../base/words/format.ts';
import { Button } from '../../../parts/form/button.tsx';
import { Confirm } from '../../../parts/layer/dialog.tsx';
import { say } from '../../../parts/layer/toast.tsx';
import { Row, Rows, Section } from '../rows.tsx';
import { deviceName } from './device-name.ts';

type Passkey = Reply<'/v1/auth/passkeys', 'get'>['data'][number];
/** The dialog that is open. */
type Open = { what: 'add' } | { what: 'rename' | 'remove'; passkey: Passkey };

/** One row a passkey; adding one asks for its name first. */
export function Passkeys(): JSX.Element {
  const list = useList('passkeys', (_, signal) => request.get('/v1/auth/passkeys', { signal }));
  const [open, setOpen] = useState<Open>();
  const [known, setKnown] = useState(true);
  useEffect(() => setKnown(knowsPasskeys()), []);
  const now = useNow(60_000);
  const done = (words: string) => {
    say(words);
    list.reload();
  };
  return (
    <Section
      title={t`Passkeys`}
      lead={t`Sign in with your finger, your face or the PIN of your device: no password, no code, nothing to phish.`}
      action={known && <Button onClick={() => setOpen({ what: 'add' })}>{t`Add a passkey`}</Button>}
    >
      <Rows
        list={list}
        failed={t`Your passkeys could not be loaded`}
        empty={
          <p class="section-lead">
            {known ? t`You have none yet.` : t`This browser has no passkeys. Try another one.`}
          </p>
        }
      >
        {(passkey) => (
          <Row
            key={passkey.id}
            title={passkey.name}
            actions={
              <>
                <Button kind="quiet" onClick={() => setOpen({ what: 'rename', passkey })}>
                  {t`Rename`}
                </Button>
                <Button kind="quiet" onClick={() => setOpen({ what: 'remove', passkey })}>
                  {t`Remove`}
                </Button>
              </>
            }
          >
            {t`Added: ${{ age: formatAge(Date.parse(passkey.created_at), now) }}`}
          </Row>
        )}
      </Rows>
      {open && <PasskeyDialog open={open} onDone={done} onClose={() => setOpen(undefined)} />}
    </Section>
  );
}

interface DialogProps {
  open: Open;
  onDone: (words: string) => void;
  onClose: () => void;
}

function PasskeyDialog({ open, onDone, onClose }: DialogProps): JSX.Element {
  if (open.what === 'add') {
    const add = (name: string) => addPasskey(name).then(() => onDone(t`Passkey added.`));
    const value = deviceName(navigator.userAgent);
    const words = passkeyWords();
    return <RenameDialog title={t`Name the passkey`} value={value} onRename={add} onClose={onClose} words={words} />;
  }
  const { id, name: value } = open.passkey;
  const rename = (name: string) =>
    request.patch('/v1/auth/passkeys/{id}', { path: { id }, body: { name } }).then(() => onDone(t`Name saved.`));
  if (open.what === 'rename') {
    return <RenameDialog title={t`Rename the passkey`} value={value} onRename={rename} onClose={onClose} />;
  }
  const remove = () =>
    request.delete('/v1/auth/passkeys/{id}', { path: { id } }).then(() => onDone(t`Passkey removed.`));
  return (
    <Confirm
      title={t`Remove ${{ name: value }}?`}
      action={t`Remove`}
      busy={t`Removing…`}
      danger
      onConfirm={remove}
      onClose={onClose}
    >
      {t`It opens your account no more. Delete it on your device as well.`}
    </Confirm>
  );
}
