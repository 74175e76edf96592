/** Whom to erase, asked twice: it cannot be undone. */
import { plural, t } from '@lingui/core/macro';
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { request } from '../../../base/api/api.ts';
import type { Project } from '../../../base/api/types.ts';
import { SelectField } from '../../../parts/form/choices.tsx';
import { Field } from '../../../parts/form/field.tsx';
import { Form } from '../../../parts/form/form.tsx';
import { Confirm } from '../../../parts/layer/dialog.tsx';
import { say } from '../../../parts/layer/toast.tsx';
import { fieldName } from './field-name.ts';

const FIELDS = ['email', 'phone', 'actor_id', 'anonymous_id'] as const;
type KnownBy = (typeof FIELDS)[number];

interface Props {
  project: Project;
  onErased: () => void;
}

interface Asked {
  field: KnownBy;
  value: string;
}

/** The form, and the question before it acts. */
export function ErasePerson({ project, onErased }: Props): JSX.Element {
  const [asking, setAsking] = useState<Asked>();
  const [turn, setTurn] = useState(0);
  const [known, setKnown] = useState<KnownBy>('email');
  const ask = async (form: FormData) => {
    setAsking({ field: String(form.get('field')) as KnownBy, value: String(form.get('value')).trim() });
  };
  const erased = () => {
    // An empty form, so that nobody is erased twice by a slip.
    setTurn(turn + 1);
    setKnown('email');
    onErased();
  };
  return (
    <>
      <Form key={turn} submit={t`Erase…`} busy={t`Erase…`} danger onSubmit={ask}>
        <div class="field-pair">
          <SelectField
            label={t`Known by`}
            name="field"
            value="email"
            options={FIELDS.map((value) => ({ value, label: fieldName(value) }))}
            onChange={(field) => setKnown(field as KnownBy)}
          />
          <Field
            label={t`Which is`}
            type="text"
            name="value"
            autocomplete="off"
            maxLength={320}
            hint={known === 'phone' ? t`Phone numbers with their country code.` : undefined}
            required
          />
        </div>
      </Form>
      {asking && <Question {...{ project, asking, onErased: erased }} onClose={() => setAsking(undefined)} />}
    </>
  );
}

interface QuestionProps extends Props {
  asking: Asked;
  onClose: () => void;
}

function Question({ project, asking: { field, value }, onErased, onClose }: QuestionProps): JSX.Element {
  const erase = async () => {
    const { status, erased } = await request.post('/v1/privacy/erasures', {
      body: { [field]: value },
      project: project.id,
    });
    say(
      status === 'done'
        ? plural(erased, { one: '# event erased.', other: '# events erased.' })
        : t`The person is being erased. The receipt below tells how far it is.`,
    );
    onErased();
  };
  return (
    <Confirm
      title={t`Erase ${{ person: value }}?`}
      action={t`Erase for ever`}
      busy={t`Erasing…`}
      danger
      onConfirm={erase}
      onClose={onClose}
    >
      {t`Every event of ${{ project: project.name }} with this ${{ field: fieldName(field) }} loses all but type, source, time and amount. This cannot be undone. Events that arrive later are not part of it.`}
    </Confirm>
  );
}
