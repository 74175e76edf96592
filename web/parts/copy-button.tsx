/** Copies a text and says so. */
import { t } from '@lingui/core/macro';
import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { Button } from './button.tsx';

/** A button that puts `text` on the clipboard. */
export function CopyButton({ text, label = t`Copy` }: { text: string; label?: string }): JSX.Element {
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
    <Button icon={state === 'copied' ? 'check' : 'copy'} onClick={copy}>
      <span aria-live="polite">{words}</span>
    </Button>
  );
}
