/** Bounds of an amount in one currency. */
import { i18n } from '@lingui/core';
import { t } from '@lingui/core/macro';
import type { JSX } from 'preact';
import { useMemo, useState } from 'preact/hooks';
import type { Project } from '../base/api/types.ts';
import { currencyOptions } from '../base/words/currencies.ts';
import { formatMoney } from '../base/words/format.ts';
import { Button } from '../parts/form/button.tsx';
import { SelectField } from '../parts/form/choices.tsx';
import { Field } from '../parts/form/field.tsx';
import { Popover } from '../parts/layer/popover.tsx';
import { parseAmount, typedAmount } from './amounts.ts';

export interface Amounts {
  currency: string | undefined;
  /** Minor units of the currency. */
  min: number | undefined;
  max: number | undefined;
}

interface Props {
  project: Project;
  value: Amounts;
  onChange: (amounts: Amounts) => void;
}

/** A button that says which amounts are shown and opens a form to choose others. */
export function AmountFilter({ project, value, onChange }: Props): JSX.Element {
  return (
    <Popover icon="filter" button={summary(value)} label={t`Filter by amount`}>
      {(close) => (
        <AmountForm
          {...{ project, value }}
          onChange={(amounts) => {
            close();
            onChange(amounts);
          }}
        />
      )}
    </Popover>
  );
}

function summary({ currency, min, max }: Amounts): string {
  if (!currency) return t`Amount`;
  const low = min === undefined ? undefined : formatMoney(min, currency);
  const high = max === undefined ? undefined : formatMoney(max, currency);
  if (low && high) return low === high ? low : t`${low} to ${high}`;
  if (low) return t`From ${low}`;
  return high ? t`Up to ${high}` : currency;
}

function AmountForm({ project, value, onChange }: Props): JSX.Element {
  const [wrong, setWrong] = useState(false);
  const currency = value.currency ?? project.currency;
  const locale = i18n.locale;
  const options = useMemo(
    () => [{ value: '', label: t`Any currency` }, ...currencyOptions(currency)],
    [currency, locale],
  );
  const typed = (minor: number | undefined) => (minor === undefined ? '' : typedAmount(minor, currency));
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    const amounts = amountsOf(new FormData(event.currentTarget as HTMLFormElement), project.currency);
    setWrong(amounts === undefined);
    if (amounts) onChange(amounts);
  };
  return (
    <form class="form amount-form" onSubmit={submit}>
      <SelectField label={t`Currency`} name="currency" value={value.currency ?? ''} options={options} />
      <div class="amount-bounds">
        <Field label={t`At least`} type="text" inputMode="decimal" name="min" defaultValue={typed(value.min)} />
        <Field label={t`At most`} type="text" inputMode="decimal" name="max" defaultValue={typed(value.max)} />
      </div>
      {wrong && (
        <p class="form-error" role="alert">
          {t`Write amounts as numbers, such as 20 or 19.99.`}
        </p>
      )}
      <div class="form-actions">
        <Button kind="primary" type="submit">
          {t`Show`}
        </Button>
        <Button kind="quiet" onClick={() => onChange({ currency: undefined, min: undefined, max: undefined })}>
          {t`All amounts`}
        </Button>
      </div>
    </form>
  );
}

/** The values of the form; bounds without a currency are of the project's own. Undefined when something is no amount. */
function amountsOf(form: FormData, own: string): Amounts | undefined {
  const text = (name: string) => String(form.get(name) ?? '').trim();
  const bounded = text('min') !== '' || text('max') !== '';
  const currency = text('currency') || (bounded ? own : undefined);
  const [min, max] = (['min', 'max'] as const).map((name) =>
    text(name) ? (parseAmount(text(name), currency ?? own) ?? Number.NaN) : undefined,
  );
  if (Number.isNaN(min) || Number.isNaN(max)) return undefined;
  return min !== undefined && max !== undefined && min > max
    ? { currency, min: max, max: min }
    : { currency, min, max };
}
