/** A command or a payload to read and copy. */
import './command.css';
import type { JSX } from 'preact';
import { CopyButton } from './copy-button.tsx';

/** A scrolling block of code; `label` names it for screen readers. */
export function Command({ label, text, copy }: { label: string; text: string; copy?: string }): JSX.Element {
  return (
    <div class="command-box">
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard */}
      <section class="command" tabIndex={0} aria-label={label}>
        <pre>{text}</pre>
      </section>
      <CopyButton text={text} label={copy} />
    </div>
  );
}
