/** Adding a phone, and showing by a code that it is one's own. */
import { t } from '@lingui/core/macro';
import type { JSX } from 'preact';
import { request } from '../../../base/api/api.ts';
import { Field } from '../../../parts/form/field.tsx';
import { Form } from '../../../parts/form/form.tsx';
import { Dialog } from '../../../parts/layer/dialog.tsx';
import { say } from '../../../parts/layer/toast.tsx';
import type { Channel } from './own-channels.ts';

interface AddProps {
  project: string;
  /** What has to be agreed to, word for word. */
  consent: string;
  onClose: () => void;
  onDone: (channel: Channel) => void;
}

/** Asks for the number and the consent; `onDone` gets the phone, which waits for its code. */
export function AddPhone({ project, consent, onClose, onDone }: AddProps): JSX.Element {
  const submit = async (form: FormData) => {
    const address = String(form.get('address')).trim();
    onDone(await request.post('/v1/channels', { project, body: { kind: 'whatsapp', address, consent } }));
  };
  return (
    <Dialog title={t`Add a number`} onClose={onClose}>
      <Form submit={t`Send me a code`} busy={t`Sending…`} onSubmit={submit} onCancel={onClose}>
        <Field
          label={t`Phone number`}
          type="tel"
          name="address"
          required
          autocomplete="tel"
          placeholder="+49 151 12345678"
          hint={t`With its country, beginning with +.`}
        />
        <label class="choice">
          <input type="checkbox" name="consent" required />
          <span>{consent}</span>
        </label>
      </Form>
    </Dialog>
  );
}

interface CodeProps {
  project: string;
  channel: Channel;
  onClose: () => void;
  onDone: () => void;
}

/** Takes the code that was sent to the phone. */
export function ConfirmPhone({ project, channel, onClose, onDone }: CodeProps): JSX.Element {
  const { id, address } = channel;
  const submit = async (form: FormData) => {
    const code = String(form.get('code')).trim();
    await request.post('/v1/channels/{id}/confirm', { project, path: { id }, body: { code } });
    say(t`This phone gets alerts from now on.`);
    onDone();
  };
  return (
    <Dialog title={t`Confirm ${{ address }}`} onClose={onClose}>
      <Form submit={t`Confirm`} busy={t`Checking…`} onSubmit={submit} onCancel={onClose}>
        <Field
          label={t`Code`}
          type="text"
          name="code"
          required
          inputMode="numeric"
          autocomplete="one-time-code"
          pattern="[0-9]{6}"
          maxLength={6}
          hint={t`Six digits, sent to the phone by WhatsApp. Valid for ten minutes.`}
        />
      </Form>
    </Dialog>
  );
}
