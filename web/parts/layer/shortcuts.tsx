/** The keys of a page or a drawer: the button that leads to them, and the dialog that lists them. */
import './shortcuts.css';
import { t } from '@lingui/core/macro';
import type { JSX } from 'preact';
import { Dialog } from './dialog.tsx';

/** Shown where there is a keyboard. */
export function ShortcutsButton({ onClick }: { onClick: () => void }): JSX.Element {
  return (
    <button type="button" class="button button-quiet keys-hint" onClick={onClick}>
      {t`Shortcuts`} <kbd>?</kbd>
    </button>
  );
}

/** Each key and what it does. */
export function ShortcutsDialog({ keys, onClose }: { keys: [string, string][]; onClose: () => void }): JSX.Element {
  return (
    <Dialog title={t`Shortcuts`} onClose={onClose}>
      <dl class="keys">
        {keys.map(([key, does]) => (
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
