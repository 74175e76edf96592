/** Replacing a key while the old one still works for a while. */
import { t } from '@lingui/core/macro';
import type { JSX } from 'preact';
import { request } from '../../../base/api/api.ts';
import type { ApiKey, NewApiKey, Project } from '../../../base/api/types.ts';
import { SelectField } from '../../../parts/form/choices.tsx';
import { Form } from '../../../parts/form/form.tsx';
import { Dialog } from '../../../parts/layer/dialog.tsx';

const overlaps = () => [
  { value: '0', label: t`Stops at once` },
  { value: '60', label: t`Works for one more hour` },
  { value: '1440', label: t`Works for one more day` },
  { value: '10080', label: t`Works for one more week` },
];

interface Props {
  project: Project;
  apiKey: ApiKey;
  onRotated: (key: NewApiKey) => void;
  onClose: () => void;
}

/** Chooses the overlap, then hands over the new key. */
export function RotateKey({ project, apiKey, onRotated, onClose }: Props): JSX.Element {
  const submit = async (form: FormData) => {
    const made = await request.post('/v1/keys/{id}/rotate', {
      path: { id: apiKey.id },
      body: { overlap_minutes: Number(form.get('overlap')) },
      project: project.id,
    });
    onClose();
    onRotated(made);
  };
  return (
    <Dialog title={t`Rotate ${{ name: apiKey.name }}`} onClose={onClose}>
      <Form submit={t`Create the new key`} busy={t`Creating…`} onSubmit={submit} onCancel={onClose}>
        <p class="dialog-text">
          {t`You get a new key with the same rights. Put it in place while the old one still works, and nothing is lost.`}
        </p>
        <SelectField label={t`The old key`} name="overlap" value="1440" options={overlaps()} />
      </Form>
    </Dialog>
  );
}
