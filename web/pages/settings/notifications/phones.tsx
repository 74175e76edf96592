/** WhatsApp: the person's phones, agreed to word for word and confirmed by a code. */
import { t } from '@lingui/core/macro';
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { Button } from '../../../parts/form/button.tsx';
import { NotConfigured } from '../not-configured.tsx';
import { Rows, Section } from '../rows.tsx';
import { ChannelRow } from './channel-row.tsx';
import { type Channel, type OwnChannels, ofKind } from './own-channels.ts';
import { AddPhone, ConfirmPhone } from './phone-dialogs.tsx';

/** The person's phones, in all projects of the workspace. */
export function Phones({ project, list, kinds }: OwnChannels): JSX.Element {
  const [open, setOpen] = useState<'add' | Channel>();
  const kind = kinds?.find((each) => each.kind === 'whatsapp');
  const next = (channel?: Channel) => {
    setOpen(channel);
    list.reload();
  };
  const close = () => next();
  return (
    <Section
      title="WhatsApp"
      lead={t`Alerts as messages, with buttons that acknowledge and snooze.`}
      action={kind?.configured && <Button onClick={() => setOpen('add')}>{t`Add a number`}</Button>}
    >
      <NotConfigured kind={kind} />
      <Rows
        list={ofKind(list, 'whatsapp')}
        failed={t`Your numbers could not be loaded`}
        empty={<p class="section-text">{t`None of your phones gets alerts yet.`}</p>}
      >
        {(channel) => (
          <ChannelRow
            key={channel.id}
            project={project}
            channel={channel}
            onConfirm={() => setOpen(channel)}
            onRemoved={list.reload}
          />
        )}
      </Rows>
      {open === 'add' && <AddPhone project={project} consent={kind?.consent ?? ''} onClose={close} onDone={next} />}
      {open && open !== 'add' && <ConfirmPhone project={project} channel={open} onClose={close} onDone={close} />}
    </Section>
  );
}
