/** Copies a text and confirms it. */
import { t } from '@lingui/core/macro';
import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { Button } from './button.tsx';

interface Props {
  text: string;
  label?: string | undefined;
  /** Only the icon is shown; `label` is for screen readers. */
  compact?: boolean;
}

/** A button that puts `text` on the clipboard. */
export function CopyButton({ text, label = t`Copy`, compact }: Props): JSX.Element {
  const [state, setState] = useState<'idle' | 'copied' | 'failed'>('idle');
  useEffect(() => {
    if (state === 'idle') return;
    const timer = setTimeout(() => setState('idle'), 2500);
    return () => clearTimeout(timer);
  }, [state]);
  const copy = () =>
    navigator.clipboard.writeText(text).then(
      () => setState('copied'),
      () => setState('failed'),
    );
  const words = { idle: label, copied: t`Copied`, failed: t`Select and copy` }[state];
  return (
    <Button kind={compact ? 'quiet' : 'secondary'} icon={state === 'copied' ? 'check' : 'copy'} onClick={copy}>
      <span class={compact ? 'visually-hidden' : undefined} aria-live="polite">
        {words}
      </span>
    </Button>
  );
}
