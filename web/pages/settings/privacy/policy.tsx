/** What a project keeps of addresses in new events, and how long it keeps raw events. */
import { plural, t } from '@lingui/core/macro';
import type { ComponentChildren, JSX } from 'preact';
import { useState } from 'preact/hooks';
import { type Reply, request } from '../../../base/api/api.ts';
import { useQuery } from '../../../base/api/query.ts';
import type { Project } from '../../../base/api/types.ts';
import { ErrorState } from '../../../parts/data/error-state.tsx';
import { Choices, SelectField } from '../../../parts/form/choices.tsx';
import { Form } from '../../../parts/form/form.tsx';
import { Confirm } from '../../../parts/layer/dialog.tsx';
import { say } from '../../../parts/layer/toast.tsx';
import { RowsSkeleton, Section } from '../rows.tsx';

type Settings = Reply<'/v1/projects/{id}', 'get'>;
type Change = Pick<Settings, 'pii_policy' | 'retention_days'>;

/** The most that any plan keeps; null: as long as the plan. */
const DAYS = [7, 14, 30, 60, 90];

interface Props {
  project: Project;
  /** The parts below; they wait, so that nothing shifts when the settings are loaded. */
  children: ComponentChildren;
}

/** The settings of a project, read anew: the session does not hold them. */
export function Policy({ project, children }: Props): JSX.Element {
  const settings = useQuery(project.id, (signal) =>
    request.get('/v1/projects/{id}', { path: { id: project.id }, signal }),
  );
  if (!settings.data && !settings.error) return <RowsSkeleton />;
  // One error is enough: the parts below would most likely fail the same way.
  if (!settings.data) {
    return (
      <div class="panel">
        <ErrorState title={t`The settings could not be loaded`} error={settings.error!} onRetry={settings.retry} />
      </div>
    );
  }
  return (
    <>
      <PolicyForm settings={settings.data} onSaved={settings.retry} />
      {children}
    </>
  );
}

function PolicyForm({ settings, onSaved }: { settings: Settings; onSaved: () => void }): JSX.Element {
  const [asking, setAsking] = useState<Change>();
  const days = asking?.retention_days ?? 0;
  const save = async (change: Change) => {
    await request.patch('/v1/projects/{id}', { path: { id: settings.id }, body: change });
    say(t`Changes saved.`);
    onSaved();
  };
  const submit = async (form: FormData) => {
    const change = changeOf(form);
    if (isShorter(change, settings)) setAsking(change);
    else await save(change);
  };
  return (
    <Section title={t`What is kept`} lead={<bdi>{settings.name}</bdi>}>
      <Form submit={t`Save changes`} busy={t`Saving…`} onSubmit={submit}>
        <Choices
          legend={t`E-mail addresses, phone and card numbers in new events`}
          name="pii_policy"
          type="radio"
          chosen={[settings.pii_policy]}
          options={policies()}
        />
        <SelectField
          label={t`Raw events are kept for`}
          name="retention_days"
          value={String(settings.retention_days ?? '')}
          options={retentionOptions(settings.retention_days)}
          hint={t`Numbers and charts stay for ever; only the single events go.`}
        />
      </Form>
      {asking && (
        <Confirm
          title={t`Delete older events?`}
          action={t`Save and delete`}
          busy={t`Saving…`}
          danger
          onConfirm={() => save(asking)}
          onClose={() => setAsking(undefined)}
        >
          {plural(days, {
            one: 'Single events that came in more than # day ago are deleted within a minute, for ever. Numbers and charts stay.',
            other:
              'Single events that came in more than # days ago are deleted within a minute, for ever. Numbers and charts stay.',
          })}
        </Confirm>
      )}
    </Section>
  );
}

function policies() {
  return [
    {
      value: 'hash',
      label: t`Hidden behind a code`,
      detail: t`The same address always gets the same code, so people can be counted but not read. Recommended.`,
    },
    { value: 'redact', label: t`Removed`, detail: t`Only the fact that there was an address stays.` },
    {
      value: 'keep',
      label: t`Kept as sent`,
      detail: t`Leads and abandoned checkouts show whom to write to. You answer for it to those people.`,
    },
  ];
}

function retentionOptions(current: number | null) {
  const all = [...new Set([...DAYS, ...(current ? [current] : [])])].sort((one, other) => one - other);
  return [
    { value: '', label: t`As long as the plan allows` },
    ...all.map((days) => ({ value: String(days), label: plural(days, { one: '# day', other: '# days' }) })),
  ];
}

function changeOf(form: FormData): Change {
  const days = String(form.get('retention_days') ?? '');
  return {
    pii_policy: String(form.get('pii_policy')) as Change['pii_policy'],
    retention_days: days ? Number(days) : null,
  };
}

const isShorter = (change: Change, now: Change) =>
  (change.retention_days ?? Number.POSITIVE_INFINITY) < (now.retention_days ?? Number.POSITIVE_INFINITY);
