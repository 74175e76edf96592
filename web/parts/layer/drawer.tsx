/** Details beside the page: a modal that slides in at the end of the line, full width on a phone. */
import './drawer.css';
import { t } from '@lingui/core/macro';
import type { ComponentChildren, JSX, TargetedKeyboardEvent } from 'preact';
import { useId } from 'preact/hooks';
import { Button } from '../form/button.tsx';
import { useModal } from './dialog.tsx';
import { Toaster } from './toast.tsx';

interface Props {
  title: string;
  onClose: () => void;
  children: ComponentChildren;
  /** What can be done with it; stays in sight below the content. */
  footer?: ComponentChildren;
  /** Room for two columns. */
  wide?: boolean;
  /** There are unsaved changes: Escape only calls `onClose`, and the page decides. */
  guarded?: boolean;
}

/** A drawer that is open as long as it is rendered. */
export function Drawer({ title, onClose, children, footer, wide, guarded }: Props): JSX.Element {
  const box = useModal(onClose, !wide);
  const id = useId();
  const ask = (event: Event) => {
    if (!guarded) return;
    event.preventDefault();
    onClose();
  };
  const press = (event: TargetedKeyboardEvent<HTMLDialogElement>) => {
    const own = (event.target as Element).closest('dialog') === event.currentTarget;
    if (event.key === 'Escape' && own && !event.defaultPrevented) ask(event);
  };
  return (
    <dialog
      class={wide ? 'drawer drawer-wide' : 'drawer'}
      ref={box}
      aria-labelledby={id}
      // Leaving the page closes it as well, without `onClose`.
      onClose={() => box.current && onClose()}
      // The way back of a phone.
      onCancel={ask}
      onKeyDown={press}
    >
      <div class="drawer-head">
        <h2 id={id}>{title}</h2>
        <Button kind="quiet" icon="close" aria-label={t`Close`} onClick={onClose} />
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard */}
      <div class="drawer-body" tabIndex={0}>
        {children}
      </div>
      {footer && <div class="drawer-foot">{footer}</div>}
      {/* The frame's own is out of reach behind a modal. */}
      <Toaster />
    </dialog>
  );
}

/** A name and its value, one below the other, in a `<dl class="facts">`. */
export function Fact({ name, children }: { name: string; children: ComponentChildren }): JSX.Element {
  return (
    <div class="fact">
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}
