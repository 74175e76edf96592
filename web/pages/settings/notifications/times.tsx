/** When the person is told: quiet hours and the digest, each by a clock that is named. */
import { t } from '@lingui/core/macro';
import type { JSX } from 'preact';
import { useMemo } from 'preact/hooks';
import { zoneOptions } from '../../../account/business-choices.ts';
import type { Project } from '../../../base/api/types.ts';
import { SelectField } from '../../../parts/form/choices.tsx';
import { Field } from '../../../parts/form/field.tsx';
import { Segmented } from '../../../parts/form/segmented.tsx';
import { Switch } from '../../../parts/form/switch.tsx';
import { Section } from '../rows.tsx';
import type { Part, Preferences } from './use-preferences.ts';

const NIGHT = { from: '22:00', to: '07:00' };

type Props = Part & { project: Project };

/** Then only critical alerts go out. */
export function QuietHours({ wanted, change, project }: Props): JSX.Element {
  const { quiet_hours: quiet } = wanted;
  return (
    <Section
      title={t`Quiet hours`}
      lead={t`Then only critical alerts go out. The rest follows when they end; the dashboard shows it at once.`}
    >
      <Switch
        label={t`Quiet hours`}
        checked={quiet !== null}
        onChange={(on) => change({ quiet_hours: on ? NIGHT : null })}
      />
      {quiet && (
        <div class="times">
          <Time label={t`From`} value={quiet.from} onChange={(from) => change({ quiet_hours: { ...quiet, from } })} />
          <Time label={t`To`} value={quiet.to} onChange={(to) => change({ quiet_hours: { ...quiet, to } })} />
        </div>
      )}
      <Zone wanted={wanted} change={change} project={project} />
    </Section>
  );
}

/** A summary by mail, at a time of the person's own. */
export function Digest({ wanted, change, project }: Props): JSX.Element {
  const zone = (wanted.timezone ?? project.timezone).replaceAll('_', ' ');
  const options: { value: Preferences['digest']; label: string }[] = [
    { value: 'off', label: t`Off` },
    { value: 'daily', label: t`Daily` },
    { value: 'weekly', label: t`Weekly, on Mondays` },
  ];
  return (
    <Section title={t`Summary by mail`} lead={t`What happened and what stayed open, in one mail.`}>
      <div class="times">
        <Segmented
          legend={t`Summary by mail`}
          value={wanted.digest}
          options={options}
          onChange={(digest) => change({ digest })}
        />
        {wanted.digest !== 'off' && (
          <Time
            label={t`At`}
            value={wanted.digest_at}
            hint={t`By the clock of ${{ zone }}.`}
            onChange={(digest_at) => change({ digest_at })}
          />
        )}
      </div>
    </Section>
  );
}

interface TimeProps {
  label: string;
  value: string;
  hint?: string;
  onChange: (value: string) => void;
}

/** A time of day; half a time is no change. */
function Time({ label, value, hint, onChange }: TimeProps): JSX.Element {
  return (
    <Field
      label={label}
      type="time"
      value={value}
      hint={hint}
      required
      onChange={({ currentTarget }) => currentTarget.value && onChange(currentTarget.value)}
    />
  );
}

function Zone({ wanted, change, project }: Props): JSX.Element {
  const zones = useMemo(() => zoneOptions(wanted.timezone ?? project.timezone), [wanted.timezone, project.timezone]);
  const ofProject = { value: '', label: t`As the project: ${{ zone: project.timezone.replaceAll('_', ' ') }}` };
  return (
    <SelectField
      label={t`Time zone`}
      name="timezone"
      value={wanted.timezone ?? ''}
      options={[ofProject, ...zones]}
      hint={t`Of the quiet hours and of the summary.`}
      onChange={(zone) => change({ timezone: zone || null })}
    />
  );
}
