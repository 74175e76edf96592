/** The keys of the page, shown by `?`. */
import { t } from '@lingui/core/macro';
import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { Dialog } from '../../../parts/layer/dialog.tsx';

const ASKED = 'signalbox:keys';

/** Shows the keys. */
export function openHelp(): void {
  dispatchEvent(new Event(ASKED));
}

/** The dialog, while it is asked for. */
export function Shortcuts({ may }: { may: boolean }): JSX.Element | null {
  const [open, setOpen] = useState(false);
  useEffect(() => {
    const show = () => setOpen(true);
    addEventListener(ASKED, show);
    return () => removeEventListener(ASKED, show);
  }, []);
  if (!open) return null;
  const keys: [string, string][] = [
    ['J', t`Next alert`],
    ['K', t`Previous alert`],
    ['Enter', t`Open the alert`],
    ['Esc', t`Close, or clear the selection`],
    ['?', t`These shortcuts`],
  ];
  const doing: [string, string][] = [
    ['X', t`Select`],
    ['A', t`Acknowledge`],
    ['S', t`Snooze`],
    ['R', t`Resolve`],
    ['F', t`False positive`],
  ];
  return (
    <Dialog title={t`Shortcuts`} onClose={() => setOpen(false)}>
      <dl class="keys">
        {[...keys, ...(may ? doing : [])].map(([key, does]) => (
          <div key={key}>
            <dt>
              <kbd>{key}</kbd>
            </dt>
            <dd>{does}</dd>
          </div>
        ))}
      </dl>
    </Dialog>
  );
}
