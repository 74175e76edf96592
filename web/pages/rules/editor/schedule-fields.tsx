/** When it is time: in words, or as a cron expression, with the next runs. */
import { plural, t } from '@lingui/core/macro';
import type { JSX } from 'preact';
import { useEffect, useMemo, useState } from 'preact/hooks';
import { RULE_LENGTHS } from '../../../../worker/shared/rule-limits.ts';
import { formatIn } from '../../../base/words/format.ts';
import { SelectField } from '../../../parts/form/choices.tsx';
import { Combobox } from '../../../parts/form/combobox.tsx';
import { Field } from '../../../parts/form/field.tsx';
import { cronOf, type Every, type Plan, weekdayName } from '../schedule.ts';
import type { Part } from './form-state.ts';
import { useMetricOptions } from './metric-fields.tsx';

/** How often, when, in which zone, and about which metric. */
export function ScheduleFields(part: Part): JSX.Element {
  const { draft, terms, faults, change } = part;
  const { plan } = draft;
  const set = (patch: Partial<Plan>) => change({ plan: { ...plan, ...patch } });
  const every: { value: Every; label: string }[] = [
    { value: 'day', label: t`Every day` },
    { value: 'workday', label: t`Monday to Friday` },
    { value: 'week', label: t`Every week` },
    { value: 'month', label: t`Every month` },
    { value: 'cron', label: t`Cron expression` },
  ];
  const metrics = useMetricOptions(terms, draft.metric);
  return (
    <>
      <div class="field-pair">
        <SelectField
          label={t`How often`}
          name="every"
          value={plan.every}
          options={every}
          // An expression begins as what was chosen in words.
          onChange={(next) => set({ every: next as Every, cron: cronOf(plan) })}
        />
        {plan.every === 'week' && <WeekdayField plan={plan} set={set} />}
        {plan.every === 'month' && <DayField plan={plan} set={set} />}
      </div>
      <WhenField plan={plan} set={set} error={faults.schedule} />
      <ZoneField {...part} />
      <NextRuns cron={cronOf(plan)} timezone={draft.timezone} />
      <Combobox
        label={t`Tell of`}
        name="metric"
        value={draft.metric}
        options={[{ value: '', label: t`Nothing: it is a reminder` }, ...metrics]}
        error={faults.metric}
        onChange={(metric) => change({ metric })}
      />
    </>
  );
}

interface PlanProps {
  plan: Plan;
  set: (patch: Partial<Plan>) => void;
}

function WhenField({ plan, set, error }: PlanProps & { error: string | undefined }): JSX.Element {
  if (plan.every !== 'cron') {
    return (
      <Field
        label={t({ message: 'Time', context: 'of day' })}
        type="time"
        name="schedule"
        required
        value={plan.time}
        error={error}
        onInput={(event) => event.currentTarget.value && set({ time: event.currentTarget.value })}
      />
    );
  }
  return (
    <Field
      label={t`Cron expression`}
      type="text"
      name="schedule"
      autocomplete="off"
      spellcheck={false}
      maxLength={RULE_LENGTHS.schedule}
      value={plan.cron}
      hint={t`Minute, hour, day of the month, month, weekday.`}
      error={error}
      onInput={(event) => set({ cron: event.currentTarget.value })}
    />
  );
}

function WeekdayField({ plan, set }: PlanProps): JSX.Element {
  const days = [1, 2, 3, 4, 5, 6, 0].map((day) => ({ value: String(day), label: weekdayName(day) }));
  return (
    <SelectField
      label={t`Weekday`}
      name="weekday"
      value={String(plan.weekday)}
      options={days}
      onChange={(weekday) => set({ weekday: Number(weekday) })}
    />
  );
}

function DayField({ plan, set }: PlanProps): JSX.Element {
  const days = Array.from({ length: 31 }, (_, at) => ({ value: String(at + 1), label: String(at + 1) }));
  return (
    <SelectField
      label={t`Day of the month`}
      name="day"
      value={String(plan.day)}
      options={days}
      hint={plan.day > 28 ? t`Months without this day are skipped.` : undefined}
      onChange={(day) => set({ day: Number(day) })}
    />
  );
}

function ZoneField({ draft, terms, faults, change }: Part): JSX.Element {
  const options = useMemo(() => {
    const zones = new Set([terms.timezone, 'UTC', ...Intl.supportedValuesOf('timeZone'), draft.timezone]);
    return [...zones].map((value) => ({ value, label: value.replaceAll('_', ' ') }));
  }, [terms.timezone, draft.timezone]);
  return (
    <Combobox
      label={t`Time zone`}
      name="timezone"
      value={draft.timezone}
      options={options}
      error={faults.timezone}
      onChange={(timezone) => change({ timezone })}
    />
  );
}

const SHOWN = 3;

/** The next runs in the schedule's own zone, by the library that the API counts with. */
function NextRuns({ cron, timezone }: { cron: string; timezone: string }): JSX.Element {
  const [runs, setRuns] = useState<Date[]>([]);
  useEffect(() => {
    let gone = false;
    nextRuns(cron, timezone).then((found) => !gone && setRuns(found));
    return () => {
      gone = true;
    };
  }, [cron, timezone]);
  return (
    <div class="next-runs" role="status">
      {runs.length > 0 && (
        <>
          <p>{plural(runs.length, { one: 'The next run', other: 'The next # runs' })}</p>
          <ul>
            {runs.map((run) => (
              <li key={run.getTime()}>{formatIn(run.getTime(), timezone)}</li>
            ))}
          </ul>
        </>
      )}
    </div>
  );
}

async function nextRuns(cron: string, timezone: string): Promise<Date[]> {
  if (cron.split(/\s+/).length !== 5) return [];
  const { Cron } = await import('croner');
  try {
    return new Cron(cron, { paused: true, mode: '5-part', fixedTimeRule: 'no-wildcard', timezone }).nextRuns(SHOWN);
  } catch {
    // Its error is below the field.
    return [];
  }
}
