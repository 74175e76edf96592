/** Something that is shown only once, with a way to keep it. */
import './secret.css';
import { t } from '@lingui/core/macro';
import type { ComponentChildren, JSX } from 'preact';
import { CopyButton } from '../parts/form/copy-button.tsx';

interface Props {
  label: string;
  text: string;
  copy?: string;
  /** Other ways to keep it, beside the copy button. */
  children?: ComponentChildren;
}

/** A text to copy, all of it in view. */
export function Secret({ label, text, copy = t`Copy`, children }: Props): JSX.Element {
  return (
    <div class="secret">
      <section class="secret-text" aria-label={label}>
        <code>{text}</code>
      </section>
      <div class="form-actions">
        <CopyButton text={text} label={copy} />
        {children}
      </div>
    </div>
  );
}
