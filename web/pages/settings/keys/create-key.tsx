/** Creating a key: for a server or for a website. */
import { t } from '@lingui/core/macro';
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { type Body, request } from '../../../base/api/api.ts';
import type { NewApiKey, Project } from '../../../base/api/types.ts';
import { Choices, TextArea } from '../../../parts/form/choices.tsx';
import { Field } from '../../../parts/form/field.tsx';
import { Form } from '../../../parts/form/form.tsx';
import { Dialog } from '../../../parts/layer/dialog.tsx';
import { originsIn } from './key-words.ts';

type Scope = NonNullable<Body<'/v1/keys', 'post'>['scopes']>[number];

interface Props {
  project: Project;
  onClose: () => void;
  onMade: (key: NewApiKey) => void;
}

const kinds = () => [
  { value: 'secret', label: t`Secret`, detail: t`For your server. Keep it out of websites and apps.` },
  { value: 'publishable', label: t`Publishable`, detail: t`For a website or app. Sends events, no payments.` },
];
const scopes = () => [
  { value: 'events:write', label: t`Send events` },
  { value: 'read', label: t`Read numbers, events and alerts` },
  { value: 'manage', label: t`Change rules, project and keys` },
];

/** Asks only what matters for the chosen kind. */
export function CreateKey({ project, onClose, onMade }: Props): JSX.Element {
  const [kind, setKind] = useState('secret');
  const submit = async (form: FormData) => {
    const name = String(form.get('name')).trim();
    const key =
      kind === 'secret'
        ? { name, kind: 'secret' as const, scopes: form.getAll('scopes') as Scope[] }
        : { name, kind: 'publishable' as const, origins: originsIn(String(form.get('origins'))) };
    const made = await request.post('/v1/keys', { body: key, project: project.id });
    onClose();
    onMade(made);
  };
  return (
    <Dialog title={t`New key for ${{ name: project.name }}`} onClose={onClose}>
      <Form submit={t`Create key`} busy={t`Creating…`} onSubmit={submit} onCancel={onClose}>
        <Field
          label={t`Name`}
          type="text"
          name="name"
          hint={t`Where it is used, such as “Checkout server”.`}
          maxLength={120}
          required
        />
        <Choices legend={t`Kind`} name="kind" type="radio" chosen={[kind]} options={kinds()} onChange={setKind} />
        {kind === 'secret' ? (
          <Choices legend={t`It may`} name="scopes" type="checkbox" chosen={['events:write']} options={scopes()} />
        ) : (
          <TextArea
            label={t`Websites`}
            name="origins"
            hint={t`One address a line, such as https://shop.example. Left empty, any website may use the key.`}
          />
        )}
      </Form>
    </Dialog>
  );
}
