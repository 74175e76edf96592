/** Creating a project, or changing what it is. */
import { t } from '@lingui/core/macro';
import type { JSX } from 'preact';
import { currencyOf, industryOptions, zoneOfBrowser } from '../../../account/business-choices.ts';
import { fieldsOf, PlaceFields } from '../../../account/project-fields.tsx';
import { request } from '../../../base/api/api.ts';
import type { ProjectDetails } from '../../../base/api/types.ts';
import { SelectField } from '../../../parts/form/choices.tsx';
import { Field } from '../../../parts/form/field.tsx';
import { Form } from '../../../parts/form/form.tsx';
import { Dialog } from '../../../parts/layer/dialog.tsx';

interface Props {
  /** Left out for a new one. */
  project?: ProjectDetails;
  onClose: () => void;
  onDone: (words: string) => void;
}

/** Name, industry, time zone and currency. */
export function ProjectDialog({ project, onClose, onDone }: Props): JSX.Element {
  const submit = async (form: FormData) => {
    const fields = fieldsOf(form);
    await (project
      ? request.patch('/v1/projects/{id}', { path: { id: project.id }, body: fields })
      : request.post('/v1/projects', { body: fields }));
    onClose();
    onDone(project ? t`Changes saved.` : t`${{ name: fields.name }} is ready.`);
  };
  return (
    <Dialog title={project ? t`Edit ${{ name: project.name }}` : t`New project`} onClose={onClose}>
      <Form
        submit={project ? t`Save changes` : t`Create project`}
        busy={t`Saving…`}
        onSubmit={submit}
        onCancel={onClose}
      >
        <Field label={t`Name`} type="text" name="name" defaultValue={project?.name} maxLength={120} required />
        <SelectField
          label={t`Industry`}
          name="industry"
          value={project?.industry ?? 'ecommerce'}
          options={industryOptions()}
        />
        <PlaceFields
          timezone={project?.timezone ?? zoneOfBrowser()}
          currency={project?.currency ?? currencyOf(navigator.language)}
        />
        {project && (
          <p class="section-text">
            {t`A new time zone moves every past day to it; until that is done you see the old days. The currency decides which amounts you see first, it converts none.`}
          </p>
        )}
      </Form>
    </Dialog>
  );
}
