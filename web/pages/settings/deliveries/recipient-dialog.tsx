/** Adding a recipient, or changing what one gets. */
import { t } from '@lingui/core/macro';
import type { JSX } from 'preact';
import { request } from '../../../base/api/api.ts';
import { LEVELS, type Level, levelName } from '../../../parts/data/severity.tsx';
import { Choices, SelectField } from '../../../parts/form/choices.tsx';
import { Field } from '../../../parts/form/field.tsx';
import { Form } from '../../../parts/form/form.tsx';
import { Dialog } from '../../../parts/layer/dialog.tsx';
import { type BusinessEvent, businessEvents } from '../business-event-words.ts';
import type { Channel } from './delivery-words.ts';

interface Props {
  project: string;
  /** Undefined adds one. */
  channel: Channel | undefined;
  onClose: () => void;
  onDone: (words: string) => void;
}

/** The address of a recipient stays: another one is another recipient. */
export function RecipientDialog({ project, channel, onClose, onDone }: Props): JSX.Element {
  const submit = async (form: FormData) => {
    const gets = {
      severities: form.getAll('severities') as Level[],
      events: form.getAll('events') as BusinessEvent[],
      digest: form.get('digest') as Channel['digest'],
      digest_at: String(form.get('digest_at') || channel?.digest_at || '08:00'),
    };
    if (channel) {
      await request.patch('/v1/channels/{id}', { project, path: { id: channel.id }, body: gets });
      onDone(t`Changes saved.`);
    } else {
      const address = String(form.get('address')).trim();
      await request.post('/v1/channels', { project, body: { kind: 'email', address, ...gets } });
      onDone(t`${{ address }} was asked to agree.`);
    }
    onClose();
  };
  return (
    <Dialog title={channel?.name ?? t`Add a recipient`} onClose={onClose}>
      <Form submit={channel ? t`Save changes` : t`Ask to agree`} busy={t`Saving…`} onSubmit={submit} onCancel={onClose}>
        {!channel && (
          <Field
            label={t`E-mail`}
            type="email"
            name="address"
            required
            autocomplete="off"
            hint={t`They get one mail that asks, and nothing else before they agree.`}
          />
        )}
        <Choices
          legend={t`Alerts`}
          name="severities"
          type="checkbox"
          chosen={channel?.severities ?? ['critical', 'warning']}
          options={LEVELS.map((value) => ({ value, label: levelName(value) }))}
        />
        <Choices
          legend={t`Business events`}
          name="events"
          type="checkbox"
          chosen={channel?.events ?? []}
          options={businessEvents()}
        />
        <DigestFields channel={channel} />
      </Form>
    </Dialog>
  );
}

/** The report of each day or week, by the project's clock. */
function DigestFields({ channel }: Pick<Props, 'channel'>): JSX.Element {
  return (
    <>
      <SelectField
        label={t`Digest`}
        name="digest"
        value={channel?.digest ?? 'off'}
        options={[
          { value: 'off', label: t({ message: 'Off', context: 'digest' }) },
          { value: 'daily', label: t`Daily` },
          { value: 'weekly', label: t`Weekly` },
        ]}
        hint={t`The report of each day or week.`}
      />
      <Field label={t`Digest at`} type="time" name="digest_at" defaultValue={channel?.digest_at ?? '08:00'} required />
    </>
  );
}
