/** A form that calls the API: busy while it does, and clear about what the API refused. */
import './form.css';
import { t } from '@lingui/core/macro';
import type { ComponentChildren, JSX } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { type Action, useAction } from '../../base/api/action.ts';
import type { ApiError } from '../../base/api/call.ts';
import { ErrorLine } from '../data/error-state.tsx';
import { Button } from './button.tsx';

interface Props {
  /** The words of the button, and those while it is busy. */
  submit: string;
  busy: string;
  /** A destructive form's button warns by its colour. */
  danger?: boolean;
  /** Own words for an error, by its code. */
  words?: Record<string, string>;
  onSubmit: (form: FormData, action: Action) => Promise<unknown>;
  onCancel?: () => void;
  children?: ComponentChildren;
}

/** Fields, the error, and the button; `onSubmit` throws the API's error. */
export function Form({ submit, busy, danger, words, onSubmit, onCancel, children }: Props): JSX.Element {
  const action = useAction();
  const form = useRef<HTMLFormElement>(null);
  const send = (event: SubmitEvent) => {
    event.preventDefault();
    const data = new FormData(event.currentTarget as HTMLFormElement);
    action.run(() => onSubmit(data, action));
  };
  useEffect(() => markRefused(form.current, action.error), [action.error]);
  return (
    // POST, so that a submit before the code has loaded never puts a password into the address.
    <form class="form" method="post" onSubmit={send} ref={form}>
      {children}
      {action.error && <FormError error={action.error} words={words} />}
      <div class="form-actions">
        <Button kind={danger ? 'danger' : 'primary'} type="submit" busy={action.busy} disabled={action.busy}>
          {action.busy ? busy : submit}
        </Button>
        {onCancel && (
          <Button kind="quiet" onClick={onCancel}>
            {t`Cancel`}
          </Button>
        )}
      </div>
    </form>
  );
}

/** What went wrong, in one line, with the id that support can look up. */
export function FormError({ error, words = {} }: { error: ApiError; words?: Record<string, string> }): JSX.Element {
  return <ErrorLine error={error} words={words[error.code]} />;
}

/** Marks the inputs that the API refused and puts the keyboard into the first of them. */
function markRefused(form: HTMLFormElement | null, error: ApiError | undefined): void {
  const inputs = [...(form?.querySelectorAll<HTMLInputElement>('input[name], textarea[name]') ?? [])];
  const refused = inputs.filter((input) => error?.fields.includes(input.name));
  for (const input of inputs) input.toggleAttribute('aria-invalid', false);
  for (const input of refused) input.setAttribute('aria-invalid', 'true');
  const again = refused[0] ?? (error && inputs.find((input) => input.type === 'password'));
  again?.select();
}
