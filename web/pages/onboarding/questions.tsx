/** The three questions about a business. */
import type { JSX } from 'preact';
import { currencyOf, INDUSTRY_OPTIONS, zoneOfBrowser } from '../../account/places.ts';
import { PlaceFields } from '../../account/project-fields.tsx';
import { Choices } from '../../parts/choices.tsx';
import { Field } from '../../parts/field.tsx';

/** Name, industry, and where: the browser's own time zone and currency are chosen already. */
export function Questions(): JSX.Element {
  return (
    <>
      <Field
        label="What is your business called?"
        type="text"
        name="name"
        autocomplete="organization"
        maxLength={120}
        required
      />
      <div class="industries">
        <Choices
          legend="What does it do?"
          hint="This decides which numbers you see first."
          name="industry"
          type="radio"
          chosen={[]}
          required
          options={INDUSTRY_OPTIONS}
        />
      </div>
      <fieldset class="choices">
        <legend>Where are its days and its money counted?</legend>
        <PlaceFields timezone={zoneOfBrowser()} currency={currencyOf(navigator.language)} />
      </fieldset>
    </>
  );
}
