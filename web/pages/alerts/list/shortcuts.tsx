/** The keys of the page, shown by `?`. */
import { t } from '@lingui/core/macro';
import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { ShortcutsDialog } from '../../../parts/layer/shortcuts.tsx';

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
  return <ShortcutsDialog keys={[...keys, ...(may ? doing : [])]} onClose={() => setOpen(false)} />;
}
