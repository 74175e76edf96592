/** A short word about what has just been done, and the way back where there is one. */
import './toast.css';
import { t } from '@lingui/core/macro';
import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { Icon, type IconName } from '../data/icon.tsx';
import { Button } from '../form/button.tsx';

const SAID = 'signalbox:said';
const SHOWN_MS = 5000;
/** With a way back there is something to decide, so it stays longer. */
const UNDOABLE_MS = 10_000;

interface Manner {
  /** How long it can be read, and taken back. */
  shown_ms?: number;
  icon?: IconName;
}

interface Said extends Required<Manner> {
  text: string;
  undo: (() => unknown) | undefined;
}

/** Shows `text` in the corner of the page and to screen readers; `undo` adds an undo button. */
export function say(text: string, undo?: () => unknown, { shown_ms, icon = 'check' }: Manner = {}): void {
  const detail = { text, undo, icon, shown_ms: shown_ms ?? (undo ? UNDOABLE_MS : SHOWN_MS) };
  dispatchEvent(new CustomEvent<Said>(SAID, { detail }));
}

/** Where toasts are shown; the frame has one. */
export function Toaster(): JSX.Element {
  const [said, setSaid] = useState<Said>();
  useEffect(() => {
    const hear = (event: Event) => setSaid((event as CustomEvent<Said>).detail);
    addEventListener(SAID, hear);
    return () => removeEventListener(SAID, hear);
  }, []);
  useEffect(() => {
    if (!said) return;
    const timer = setTimeout(() => setSaid(undefined), said.shown_ms);
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
          <Icon name={said.icon} /> {said.text}
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
