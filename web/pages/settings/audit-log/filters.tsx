/** The filter of the audit log: who, what, from and to. */
import { t } from '@lingui/core/macro';
import type { JSX } from 'preact';
import { Button } from '../../../parts/form/button.tsx';
import { SelectField } from '../../../parts/form/choices.tsx';
import { Field } from '../../../parts/form/field.tsx';
import { actionText } from './action-words.ts';
import { type Filter, readFilter } from './filter.ts';

const kindsOfAction = () => [
  { value: '', label: t`Anything` },
  { value: 'session', label: t`Signing in and out` },
  { value: 'user', label: t`Accounts` },
  { value: 'member', label: t`Members` },
  { value: 'partner', label: t`Partners` },
  { value: 'invitation', label: t`Invitations` },
  { value: 'project', label: t`Projects` },
  { value: 'rule', label: t`Rules` },
  { value: 'alert', label: t`Alerts` },
  { value: 'key', label: t`Keys` },
  { value: 'export', label: t`Exports` },
  { value: 'erasure', label: t`Erasures` },
  { value: 'tenant', label: t`Workspace` },
];

/** Applied by its button, so that a half-typed name loads nothing. */
export function Filters({ filter, onChange }: { filter: Filter; onChange: (filter: Filter) => void }): JSX.Element {
  const apply = (event: SubmitEvent) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget as HTMLFormElement);
    onChange(readFilter(Object.fromEntries([...form].map(([name, value]) => [name, String(value)]))));
  };
  const all = kindsOfAction();
  const known = all.some(({ value }) => value === filter.action);
  const kinds = known ? all : [...all, { value: filter.action, label: actionText(filter.action) }];
  return (
    <form class="filters" onSubmit={apply}>
      <Field label={t`Who, by e-mail`} type="text" name="actor" defaultValue={filter.actor} autocomplete="off" />
      <SelectField label={t`What`} name="action" value={filter.action} options={kinds} />
      {filter.target && <Field label={t`About, by id`} type="text" name="target" defaultValue={filter.target} />}
      <Field label={t`From`} type="date" name="from" defaultValue={filter.from} />
      <Field label={t`To`} type="date" name="to" defaultValue={filter.to} />
      <Button type="submit">{t`Filter`}</Button>
    </form>
  );
}
