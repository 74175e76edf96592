/** The filter of the audit log: who, what, from and to. */
import type { JSX } from 'preact';
import { Button } from '../../../parts/button.tsx';
import { SelectField } from '../../../parts/choices.tsx';
import { Field } from '../../../parts/field.tsx';
import { type Filter, readFilter } from './filter.ts';

const KINDS = [
  { value: '', label: 'Anything' },
  { value: 'session', label: 'Signing in and out' },
  { value: 'user', label: 'Accounts' },
  { value: 'member', label: 'Members' },
  { value: 'partner', label: 'Partners' },
  { value: 'invitation', label: 'Invitations' },
  { value: 'project', label: 'Projects' },
  { value: 'key', label: 'Keys' },
  { value: 'export', label: 'Exports' },
  { value: 'erasure', label: 'Erasures' },
  { value: 'tenant', label: 'Workspace' },
];

/** Applied by its button, so that a half-typed name asks nothing. */
export function Filters({ filter, onChange }: { filter: Filter; onChange: (filter: Filter) => void }): JSX.Element {
  const apply = (event: SubmitEvent) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget as HTMLFormElement);
    onChange(readFilter(Object.fromEntries([...form].map(([name, value]) => [name, String(value)]))));
  };
  const known = KINDS.some(({ value }) => value === filter.action);
  const kinds = known ? KINDS : [...KINDS, { value: filter.action, label: filter.action }];
  return (
    <form class="filters" onSubmit={apply}>
      <Field label="Who, by e-mail" type="text" name="actor" defaultValue={filter.actor} autocomplete="off" />
      <SelectField label="What" name="action" value={filter.action} options={kinds} />
      <Field label="From" type="date" name="from" defaultValue={filter.from} />
      <Field label="To" type="date" name="to" defaultValue={filter.to} />
      <Button type="submit">Filter</Button>
    </form>
  );
}
