/** What lies above the page: dialogs, drawers, toasts. */
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { Button } from '../../../parts/form/button.tsx';
import { Command } from '../../../parts/form/command.tsx';
import { Field } from '../../../parts/form/field.tsx';
import { Form } from '../../../parts/form/form.tsx';
import { Confirm, Dialog } from '../../../parts/layer/dialog.tsx';
import { Drawer, Fact } from '../../../parts/layer/drawer.tsx';
import { say } from '../../../parts/layer/toast.tsx';
import { LONG, PROBLEM } from './samples.ts';
import { Shelf } from './shelf.tsx';

type Layer = 'dialog' | 'confirm' | 'drawer';

/** Each opens by its button. */
export function Layers(): JSX.Element {
  const [open, setOpen] = useState<Layer>();
  const close = () => setOpen(undefined);
  return (
    <Shelf name="Layers">
      <Button onClick={() => setOpen('dialog')}>Open dialog</Button>
      <Button onClick={() => setOpen('confirm')}>Open confirm</Button>
      <Button onClick={() => setOpen('drawer')}>Open drawer</Button>
      <Button onClick={() => say('Changes saved.')}>Say</Button>
      <Button onClick={() => say('Alert acknowledged.', () => say('Taken back.'))}>Say with undo</Button>
      {open === 'dialog' && (
        <Dialog title={`New key for ${LONG}`} onClose={close}>
          <Form submit="Create key" busy="Creating…" onSubmit={() => Promise.reject(PROBLEM)} onCancel={close}>
            <Field label="Key name" type="text" name="key" />
          </Form>
        </Dialog>
      )}
      {open === 'confirm' && (
        <Confirm
          title="Revoke this key?"
          action="Revoke"
          busy="Revoking…"
          danger
          onConfirm={async () => {}}
          onClose={close}
        >
          Everything that uses it stops working within a minute.
        </Confirm>
      )}
      {open === 'drawer' && <DrawerShown onClose={close} />}
    </Shelf>
  );
}

function DrawerShown({ onClose }: { onClose: () => void }): JSX.Element {
  const footer = (
    <>
      <Button kind="primary">Acknowledge</Button>
      <Button>Snooze</Button>
    </>
  );
  return (
    <Drawer title="Payment" onClose={onClose} footer={footer}>
      <dl class="facts">
        <Fact name="Amount">£19.99</Fact>
        <Fact name="Customer">{LONG}</Fact>
        <Fact name="Event">
          <code>evt_01a1fc871c32733d8a733606d850cfda</code>
        </Fact>
        <Fact name="When">20 Nov 2026, 14:30</Fact>
      </dl>
      <Command label="Payload" text={JSON.stringify({ amount_cents: 1999, currency: 'GBP', order: LONG }, null, 2)} />
    </Drawer>
  );
}
