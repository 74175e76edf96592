/** The fields of a project, for the onboarding and the settings. */
import { t } from '@lingui/core/macro';
import type { JSX } from 'preact';
import { useMemo } from 'preact/hooks';
import type { Industry, ProjectFields } from '../base/api/types.ts';
import { currencyOptions } from '../base/words/currencies.ts';
import { SelectField } from '../parts/form/choices.tsx';
import { zoneOptions } from './business-choices.ts';

/** Time zone and currency, side by side where there is room. */
export function PlaceFields({ timezone, currency }: { timezone: string; currency: string }): JSX.Element {
  const zones = useMemo(() => zoneOptions(timezone), [timezone]);
  const currencies = useMemo(() => currencyOptions(currency), [currency]);
  return (
    <div class="field-pair">
      <SelectField label={t`Time zone`} name="timezone" value={timezone} options={zones} />
      <SelectField label={t`Currency`} name="currency" value={currency} options={currencies} />
    </div>
  );
}

/** The values of such a form. */
export function fieldsOf(form: FormData): ProjectFields {
  const text = (name: string) => String(form.get(name) ?? '');
  return {
    name: text('name').trim(),
    industry: text('industry') as Industry,
    timezone: text('timezone'),
    currency: text('currency'),
  };
}
