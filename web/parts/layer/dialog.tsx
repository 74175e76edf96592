/** Dialogs: the native modal, so focus stays inside, Escape closes it, and focus returns to where it was. */
import './dialog.css';
import { t } from '@lingui/core/macro';
import type { ComponentChildren, JSX, RefObject } from 'preact';
import { useId, useLayoutEffect, useRef } from 'preact/hooks';
import { Button } from '../form/button.tsx';
import { Form } from '../form/form.tsx';

/** Where typing begins; a dialog without a field begins at its first button. */
const FIRST_FIELD = 'input:not([type=radio], [type=checkbox]), textarea';

/** Opens a dialog with the component and closes it with it; a click beside the box calls `onClose`. `typing` begins at the first field. */
export function useModal(onClose: () => void, typing = true): RefObject<HTMLDialogElement | null> {
  const box = useRef<HTMLDialogElement>(null);
  const close = useRef(onClose);
  close.current = onClose;
  useLayoutEffect(() => {
    const dialog = box.current;
    dialog?.showModal();
    if (typing) dialog?.querySelector<HTMLElement>(FIRST_FIELD)?.focus();
    const beside = (event: MouseEvent) => {
      // A form that has been typed into is not thrown away by a slip of the hand.
      if (event.target === dialog && !dialog?.querySelector('form')) close.current();
    };
    dialog?.addEventListener('pointerdown', beside);
    // Closing it natively gives the focus back, which mere removal would not.
    return () => {
      dialog?.removeEventListener('pointerdown', beside);
      // Its closing is our doing then, not the person's.
      dialog?.addEventListener('close', (event) => event.stopImmediatePropagation(), { capture: true });
      dialog?.close();
    };
  }, []);
  return box;
}

interface DialogProps {
  title: string;
  onClose: () => void;
  children: ComponentChildren;
}

/** A dialog that is open as long as it is rendered. */
export function Dialog({ title, onClose, children }: DialogProps): JSX.Element {
  const box = useModal(onClose);
  const id = useId();
  return (
    <dialog class="dialog" ref={box} aria-labelledby={id} onClose={() => box.current && onClose()}>
      <div class="dialog-head">
        <h2 id={id}>{title}</h2>
        <Button kind="quiet" icon="close" aria-label={t`Close`} onClick={onClose} />
      </div>
      {children}
    </dialog>
  );
}

interface ConfirmProps {
  title: string;
  /** What will happen, and whether it can be undone. */
  children: ComponentChildren;
  action: string;
  busy: string;
  danger?: boolean;
  words?: Record<string, string>;
  onConfirm: () => Promise<unknown>;
  onClose: () => void;
}

/** Asks before something that matters; closes when it is done. */
export function Confirm({ title, children, action, onConfirm, onClose, ...form }: ConfirmProps): JSX.Element {
  const confirm = () => onConfirm().then(onClose);
  return (
    <Dialog title={title} onClose={onClose}>
      <Form submit={action} onSubmit={confirm} onCancel={onClose} {...form}>
        <p class="dialog-text">{children}</p>
      </Form>
    </Dialog>
  );
}
