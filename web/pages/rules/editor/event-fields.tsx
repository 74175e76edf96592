/** Which events a rule waits for, or misses. */
import { t } from '@lingui/core/macro';
import type { JSX } from 'preact';
import { useMemo } from 'preact/hooks';
import { Combobox, type ComboOption } from '../../../parts/form/combobox.tsx';
import { Field } from '../../../parts/form/field.tsx';
import type { Terms } from '../rule-types.ts';
import { CORE_EVENTS, eventName } from '../words.ts';
import type { Part } from './form-state.ts';
import { SpanField } from './span-field.tsx';
import { WhereFields } from './where-fields.tsx';

const CUSTOM = /^custom\.[a-z0-9_]{1,60}\.[a-z0-9_]{1,60}$/;

/** An event that has not been sent yet can be named. */
const own = (typed: string): ComboOption | undefined =>
  CUSTOM.test(typed) ? { value: typed, label: eventName(typed), detail: typed } : undefined;

function useEventOptions({ metrics }: Terms): ComboOption[] {
  return useMemo(() => {
    const core = CORE_EVENTS.map((value) => ({ value, label: eventName(value) }));
    const custom = [...metrics.keys()].filter((id) => CUSTOM.test(id));
    return [...core, ...custom.map((value) => ({ value, label: eventName(value), detail: value }))];
  }, [metrics]);
}

function EventField({
  part,
  name,
  label,
}: {
  part: Part;
  name: 'event_type' | 'follow_up';
  label: string;
}): JSX.Element {
  const { draft, terms, faults, change } = part;
  return (
    <Combobox
      label={label}
      name={name}
      value={draft[name]}
      options={useEventOptions(terms)}
      own={own}
      placeholder={t`Choose, or type custom.your.event`}
      error={faults[name]}
      onChange={(type) => change({ [name]: type })}
    />
  );
}

/** So many events within a time. */
export function EventFields(part: Part): JSX.Element {
  const { draft, faults, change } = part;
  return (
    <>
      <EventField part={part} name="event_type" label={t`Event`} />
      <div class="field-pair">
        <Field
          label={t`How many times`}
          type="text"
          name="count"
          inputMode="numeric"
          autocomplete="off"
          value={draft.count}
          error={faults.count}
          onInput={(event) => change({ count: event.currentTarget.value })}
        />
        <SpanField
          label={t`Within`}
          name="window_minutes"
          value={draft.window_minutes}
          hint={draft.count.trim() === '1' ? t`The alert ends after this long without another.` : undefined}
          error={faults.window_minutes}
          onChange={(window_minutes) => change({ window_minutes })}
        />
      </div>
      <WhereFields {...part} />
    </>
  );
}

/** One event, and the other that has to follow it in time. */
export function FollowUpFields(part: Part): JSX.Element {
  const { draft, faults, change } = part;
  return (
    <>
      <EventField part={part} name="event_type" label={t`First`} />
      <EventField part={part} name="follow_up" label={t`Then there should be`} />
      <SpanField
        label={t`Within`}
        name="within_minutes"
        value={draft.within_minutes}
        hint={t`Both belong together when they share a session, a correlation id or an entity.`}
        error={faults.within_minutes}
        onChange={(within_minutes) => change({ within_minutes })}
      />
      <WhereFields {...part} />
    </>
  );
}
