/** A short word about what has just been done, and the way back where there is one. */
import './toast.css';
import { t } from '@lingui/core/macro';
import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { Button } from './button.tsx';
import { Icon } from './icon.tsx';

const SAID = 'signalbox:said';
const SHOWN_MS = 5000;
/** With a way back there is something to decide, so it stays longer. */
const UNDOABLE_MS = 10_000;

interface Said {
  text: string;
  undo?: () => unknown;
}

/** Says `text` in the corner of the page and to screen readers; `undo` adds a button that takes it back. */
export function say(text: string, undo?: () => unknown): void {
  dispatchEvent(new CustomEvent<Said>(SAID, { detail: { text, undo } }));
}

/** Where it is said; the frame has one. */
export function Toaster(): JSX.Element {
  const [said, setSaid] = useState<Said>();
  useEffect(() => {
    const hear = (event: Event) => setSaid((event as CustomEvent<Said>).detail);
    addEventListener(SAID, hear);
    return () => removeEventListener(SAID, hear);
  }, []);
  useEffect(() => {
    if (!said) return;
    const timer = setTimeout(() => setSaid(undefined), said.undo ? UNDOABLE_MS : SHOWN_MS);
    return () => clearTimeout(timer);
  }, [said]);
  const takeBack = () => {
    setSaid(undefined);
    said?.undo?.();
  };
  return (
    <div class="toaster" role="status">
      {said && (
        <p class="toast">
          <Icon name="check" /> {said.text}
          {said.undo && (
            <Button kind="quiet" icon="undo" onClick={takeBack}>
              {t`Undo`}
            </Button>
          )}
        </p>
      )}
    </div>
  );
}
