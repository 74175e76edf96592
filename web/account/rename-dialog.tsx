/** A dialog with one field for a name. */
import { t } from '@lingui/core/macro';
import type { JSX } from 'preact';
import { Field } from '../parts/form/field.tsx';
import { Form } from '../parts/form/form.tsx';
import { Dialog } from '../parts/layer/dialog.tsx';

interface Props {
  title: string;
  value: string;
  onRename: (name: string) => Promise<unknown>;
  onClose: () => void;
  /** Own words for an error, by its code. */
  words?: Record<string, string>;
}

/** Closes when the new name is saved. */
export function RenameDialog({ title, value, onRename, onClose, words }: Props): JSX.Element {
  const submit = (form: FormData) => onRename(String(form.get('name')).trim()).then(onClose);
  return (
    <Dialog title={title} onClose={onClose}>
      <Form submit={t`Save`} busy={t`Saving…`} onSubmit={submit} onCancel={onClose} words={words}>
        <Field label={t`Name`} type="text" name="name" defaultValue={value} maxLength={120} required />
      </Form>
    </Dialog>
  );
}
