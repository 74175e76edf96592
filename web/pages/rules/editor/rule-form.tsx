/** The form: what to watch in plain words, then only the fields that this needs. */
import { t } from '@lingui/core/macro';
import type { JSX } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { RULE_LENGTHS } from '../../../../worker/shared/rule-limits.ts';
import { levelName } from '../../../parts/data/severity.tsx';
import { Choices } from '../../../parts/form/choices.tsx';
import { Field } from '../../../parts/form/field.tsx';
import { Segmented } from '../../../parts/form/segmented.tsx';
import type { RuleType } from '../rule-types.ts';
import { TYPES, typeWords } from '../words.ts';
import { AnomalyFields } from './anomaly-fields.tsx';
import { withType } from './draft.ts';
import { EventFields, FollowUpFields } from './event-fields.tsx';
import type { Part } from './form-state.ts';
import { MoreFields } from './more-fields.tsx';
import { ScheduleFields } from './schedule-fields.tsx';
import { ThresholdFields } from './threshold-fields.tsx';

const FIELDS: Record<RuleType, (part: Part) => JSX.Element> = {
  anomaly: AnomalyFields,
  metric_threshold: ThresholdFields,
  event: EventFields,
  missing_follow_up: FollowUpFields,
  schedule: ScheduleFields,
};

interface Props extends Part {
  id: string;
  /** The type of a rule that exists is what it is. */
  isNew: boolean;
  suggested: string;
  onSubmit: () => void;
}

/** All fields; the button that submits them is in the drawer's foot. */
export function RuleForm({ id, isNew, suggested, onSubmit, ...part }: Props): JSX.Element {
  const { draft, faults, change } = part;
  const Fields = FIELDS[draft.type];
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => {
    if (isNew) form.current?.querySelector<HTMLElement>('input:checked')?.focus({ preventScroll: true });
  }, [isNew]);
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    onSubmit();
  };
  return (
    <form id={id} class="form rule-form" method="post" noValidate ref={form} onSubmit={submit}>
      {isNew && (
        <Choices
          legend={t`Alert me when`}
          name="type"
          type="radio"
          chosen={[draft.type]}
          options={TYPES.map((value) => ({ value, ...typeWords(value) }))}
          onChange={(type) => change(withType(draft, type as RuleType))}
        />
      )}
      <Fields {...part} />
      <div class="field">
        <span class="field-label">{t`Severity`}</span>
        <Segmented
          legend={t`Severity`}
          value={draft.severity}
          options={(['info', 'warning', 'critical'] as const).map((value) => ({ value, label: levelName(value) }))}
          onChange={(severity) => change({ severity })}
        />
      </div>
      <Field
        label={t`Name`}
        type="text"
        name="name"
        maxLength={RULE_LENGTHS.name}
        autocomplete="off"
        placeholder={suggested}
        value={draft.name}
        hint={draft.name.trim() || !suggested ? undefined : t`Left empty, it is called what the field shows.`}
        error={faults.name}
        onInput={(event) => change({ name: event.currentTarget.value })}
      />
      <MoreFields {...part} />
    </form>
  );
}
