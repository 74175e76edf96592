/** A short word about what has just been done. */
import './toast.css';
import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { Icon } from '../parts/icon.tsx';

const SAID = 'signalbox:said';
const SHOWN_MS = 5000;

/** Says `text` in the corner of the page and to screen readers. */
export function say(text: string): void {
  dispatchEvent(new CustomEvent(SAID, { detail: text }));
}

/** Where it is said; once a page. */
export function Toaster(): JSX.Element {
  const [text, setText] = useState('');
  useEffect(() => {
    const hear = (event: Event) => setText((event as CustomEvent<string>).detail);
    addEventListener(SAID, hear);
    return () => removeEventListener(SAID, hear);
  }, []);
  useEffect(() => {
    if (!text) return;
    const timer = setTimeout(() => setText(''), SHOWN_MS);
    return () => clearTimeout(timer);
  }, [text]);
  return (
    <div class="toaster" role="status">
      {text && (
        <p class="toast">
          <Icon name="check" /> {text}
        </p>
      )}
    </div>
  );
}
