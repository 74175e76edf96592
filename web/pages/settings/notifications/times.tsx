/** When the person is told: quiet hours, by a clock that is named. */
import { t } from '@lingui/core/macro';
import type { JSX } from 'preact';
import { useMemo } from 'preact/hooks';
import { zoneOptions } from '../../../account/business-choices.ts';
import type { Project } from '../../../base/api/types.ts';
import { formatValue } from '../../../base/words/format.ts';
import { SelectField } from '../../../parts/form/choices.tsx';
import { Field } from '../../../parts/form/field.tsx';
import { Switch } from '../../../parts/form/switch.tsx';
import { Section } from '../rows.tsx';
import type { Part } from './use-preferences.ts';

const LIMITS = [5, 10, 20, 50, 100];
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

/** After so many messages a day only critical alerts go out. */
export function DailyLimit({ wanted, change }: Part): JSX.Element {
  const { daily_limit } = wanted;
  const choices = [...new Set([...LIMITS, daily_limit])].sort((a, b) => a - b);
  return (
    <Section
      title={t`Messages a day`}
      lead={t`After that only critical alerts go out. The rest comes as one message the next morning, or with the digest. Alerts that come close together are one message anyway.`}
    >
      <SelectField
        label={t`At most, for each of mail, push and WhatsApp`}
        name="daily_limit"
        value={String(daily_limit)}
        options={choices.map((limit) => ({ value: String(limit), label: formatValue(limit, 'count', '') }))}
        onChange={(limit) => change({ daily_limit: Number(limit) })}
      />
    </Section>
  );
}

interface TimeProps {
  label: string;
  value: string;
  onChange: (value: string) => void;
}

/** A time of day; half a time is no change. */
export function Time({ label, value, onChange }: TimeProps): JSX.Element {
  return (
    <Field
      label={label}
      type="time"
      value={value}
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
      onChange={(zone) => change({ timezone: zone || null })}
    />
  );
}
