/** Creating a key: for a server or for a website. */
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { type NewApiKey, projects } from '../../../account/api.ts';
import type { Project } from '../../../client.ts';
import { Choices, TextArea } from '../../../parts/choices.tsx';
import { Dialog } from '../../../parts/dialog.tsx';
import { Field } from '../../../parts/field.tsx';
import { Form } from '../../../parts/form.tsx';
import { originsIn } from './key-words.ts';

interface Props {
  project: Project;
  onClose: () => void;
  onMade: (key: NewApiKey) => void;
}

const KINDS = [
  { value: 'secret', label: 'Secret', detail: 'For your server. Keep it out of websites and apps.' },
  { value: 'publishable', label: 'Publishable', detail: 'For a website or app. Sends events, no payments.' },
];
const SCOPES = [
  { value: 'events:write', label: 'Send events' },
  { value: 'read', label: 'Read numbers, events and alerts' },
  { value: 'manage', label: 'Change rules, project and keys' },
];

/** Asks only what matters for the chosen kind. */
export function CreateKey({ project, onClose, onMade }: Props): JSX.Element {
  const [kind, setKind] = useState('secret');
  const submit = async (form: FormData) => {
    const name = String(form.get('name')).trim();
    const key =
      kind === 'secret'
        ? { name, kind: 'secret' as const, scopes: form.getAll('scopes').map(String) }
        : { name, kind: 'publishable' as const, origins: originsIn(String(form.get('origins'))) };
    const made = await projects.createKey(project.id, key);
    onClose();
    onMade(made);
  };
  return (
    <Dialog title={`New key for ${project.name}`} onClose={onClose}>
      <Form submit="Create key" busy="Creating…" onSubmit={submit} onCancel={onClose}>
        <Field
          label="Name"
          type="text"
          name="name"
          hint="Where it is used, such as “Checkout server”."
          maxLength={120}
          required
        />
        <Choices legend="Kind" name="kind" type="radio" chosen={[kind]} options={KINDS} onChange={setKind} />
        {kind === 'secret' ? (
          <Choices legend="It may" name="scopes" type="checkbox" chosen={['events:write']} options={SCOPES} />
        ) : (
          <TextArea
            label="Websites"
            name="origins"
            hint="One address a line, such as https://shop.example. Left empty, any website may use the key."
          />
        )}
      </Form>
    </Dialog>
  );
}
