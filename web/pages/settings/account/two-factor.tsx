/** The second factor: switched on in three steps, off with the password. */
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { account } from '../../../account/api.ts';
import { Dialog } from '../../../account/dialog.tsx';
import { Form } from '../../../account/form.tsx';
import { say } from '../../../account/toast.tsx';
import type { Session } from '../../../client.ts';
import { Button } from '../../../parts/button.tsx';
import { Field } from '../../../parts/field.tsx';
import { Badge, Section } from '../rows.tsx';
import { Enrol } from './enrol.tsx';

const WORDS = { 'auth.wrong_password': 'That is not your password.' };

/** Whether it is on, and the way to change that. */
export function TwoFactor({ session, onChange }: { session: Session; onChange: () => void }): JSX.Element {
  const [open, setOpen] = useState(false);
  const on = session.two_factor_enabled;
  const done = (words: string) => {
    setOpen(false);
    say(words);
    onChange();
  };
  return (
    <Section
      title="Two-factor sign-in"
      lead="A code from your phone besides the password. A stolen password alone then opens nothing."
      action={<Button onClick={() => setOpen(true)}>{on ? 'Turn off' : 'Turn on'}</Button>}
    >
      <p class="section-text">{on ? <Badge kind="good">On</Badge> : <Badge>Off</Badge>}</p>
      {open && !on && <Enrol onClose={() => setOpen(false)} onDone={() => done('Two-factor sign-in is on.')} />}
      {open && on && <TurnOff onClose={() => setOpen(false)} onDone={() => done('Two-factor sign-in is off.')} />}
    </Section>
  );
}

function TurnOff({ onClose, onDone }: { onClose: () => void; onDone: () => void }): JSX.Element {
  const submit = (form: FormData) => account.disableTwoFactor(String(form.get('password'))).then(onDone);
  return (
    <Dialog title="Turn off two-factor sign-in?" onClose={onClose}>
      <Form submit="Turn off" busy="Turning off…" danger words={WORDS} onSubmit={submit} onCancel={onClose}>
        <p class="dialog-text">Your password alone opens your account then. Your recovery codes stop working.</p>
        <Field label="Password" type="password" name="password" autocomplete="current-password" required />
      </Form>
    </Dialog>
  );
}
