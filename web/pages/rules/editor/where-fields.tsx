/** An optional condition on a field of the event's payload. */
import { t } from '@lingui/core/macro';
import type { JSX } from 'preact';
import { RULE_LENGTHS } from '../../../../worker/shared/rule-limits.ts';
import { Button } from '../../../parts/form/button.tsx';
import { SelectField } from '../../../parts/form/choices.tsx';
import { Field } from '../../../parts/form/field.tsx';
import { Switch } from '../../../parts/form/switch.tsx';
import type { Where } from '../rule-types.ts';
import type { WhereText } from './draft.ts';
import type { Part } from './form-state.ts';

const EMPTY: WhereText = { field: '', operator: 'eq', value: '', text: false };

function operators(): { value: Where['operator']; label: string }[] {
  return [
    { value: 'eq', label: t`is` },
    { value: 'ne', label: t`is not` },
    { value: 'contains', label: t`contains` },
    { value: 'gt', label: t`is above` },
    { value: 'gte', label: t`is at least` },
    { value: 'lt', label: t`is below` },
    { value: 'lte', label: t`is at most` },
    { value: 'exists', label: t`is there` },
  ];
}

/** Field, comparison and value; a button while there is no condition. */
export function WhereFields({ draft, faults, change }: Part): JSX.Element {
  const { where } = draft;
  if (!where) {
    return (
      <div>
        <Button icon="filter" onClick={() => change({ where: EMPTY })}>{t`Only some of them…`}</Button>
      </div>
    );
  }
  const set = (patch: Partial<WhereText>) => change({ where: { ...where, ...patch } });
  const choose = (operator: Where['operator']) => {
    const switched = (operator === 'exists') !== (where.operator === 'exists');
    set({ operator, ...(switched ? { value: operator === 'exists' ? 'true' : '' } : {}) });
  };
  return (
    <fieldset class="where">
      <legend>{t`Only where`}</legend>
      <div class="field-pair">
        <Field
          label={t`Payload field`}
          type="text"
          name="where.field"
          autocomplete="off"
          spellcheck={false}
          maxLength={RULE_LENGTHS.where_field}
          placeholder="customer.country"
          value={where.field}
          error={faults['where.field']}
          onInput={(event) => set({ field: event.currentTarget.value })}
        />
        <SelectField
          label={t`Comparison`}
          name="where.operator"
          value={where.operator}
          options={operators()}
          error={faults['where.operator']}
          onChange={(operator) => choose(operator as Where['operator'])}
        />
      </div>
      <ValueField where={where} error={faults['where.value']} set={set} />
      <div>
        <Button
          kind="quiet"
          icon="close"
          onClick={() => change({ where: undefined })}
        >{t`Remove the condition`}</Button>
      </div>
    </fieldset>
  );
}

interface ValueProps {
  where: WhereText;
  error: string | undefined;
  set: (patch: Partial<WhereText>) => void;
}

function ValueField({ where, error, set }: ValueProps): JSX.Element {
  if (where.operator === 'exists') {
    return (
      <Switch
        label={t`The field is there`}
        checked={where.value !== 'false'}
        onChange={(there) => set({ value: String(there) })}
      />
    );
  }
  const mayBeText = /^(eq|ne|contains)$/.test(where.operator);
  const looksTyped = /^[-\d.,\s]+$|^(true|false)$/.test(where.value.trim()) && where.value.trim() !== '';
  return (
    <>
      <Field
        label={t`Value`}
        type="text"
        name="where.value"
        autocomplete="off"
        spellcheck={false}
        maxLength={RULE_LENGTHS.where_value}
        value={where.value}
        hint={
          /(_cents|amount)/.test(where.field) ? t`Amounts in events are in minor units: 1000 for 10.00.` : undefined
        }
        error={error}
        onInput={(event) => set({ value: event.currentTarget.value })}
      />
      {mayBeText && looksTyped && (
        <Switch label={t`Compare as text`} checked={where.text} onChange={(text) => set({ text })} />
      )}
    </>
  );
}
