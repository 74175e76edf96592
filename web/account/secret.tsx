/** Something that is shown only once, with a way to keep it. */
import './secret.css';
import type { JSX } from 'preact';
import { CopyButton } from '../parts/copy-button.tsx';

/** A text to copy; it scrolls sideways rather than break. */
export function Secret({ label, text, copy = 'Copy' }: { label: string; text: string; copy?: string }): JSX.Element {
  return (
    <div class="secret">
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard */}
      <section class="secret-text" tabIndex={0} aria-label={label}>
        <code>{text}</code>
      </section>
      <CopyButton text={text} label={copy} />
    </div>
  );
}
