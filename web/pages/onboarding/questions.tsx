/** The three questions about a business. */
import { t } from '@lingui/core/macro';
import type { JSX } from 'preact';
import { currencyOf, industryOptions, zoneOfBrowser } from '../../account/business-choices.ts';
import { PlaceFields } from '../../account/project-fields.tsx';
import { Choices } from '../../parts/form/choices.tsx';
import { Field } from '../../parts/form/field.tsx';

/** Name, industry, and where: the browser's own time zone and currency are chosen already. */
export function Questions(): JSX.Element {
  return (
    <>
      <Field
        label={t`What is your business called?`}
        type="text"
        name="name"
        autocomplete="organization"
        maxLength={120}
        required
      />
      <div class="industries">
        <Choices
          legend={t`What does it do?`}
          hint={t`This decides which numbers you see first.`}
          name="industry"
          type="radio"
          chosen={[]}
          required
          options={industryOptions()}
        />
      </div>
      <fieldset class="choices">
        <legend>{t`Where are its days and its money counted?`}</legend>
        <PlaceFields timezone={zoneOfBrowser()} currency={currencyOf(navigator.language)} />
      </fieldset>
    </>
  );
}
