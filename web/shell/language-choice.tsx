/** The choice of a language: kept with the person when somebody is signed in, else by the browser. */
import { t } from '@lingui/core/macro';
import type { JSX } from 'preact';
import { LOCALES, type Locale } from '../../worker/words/locales.ts';
import type { Session } from '../base/api/types.ts';
import { currentLocale } from '../base/words/language.ts';
import { Icon } from '../parts/data/icon.tsx';
import { Select } from '../parts/form/field.tsx';
import { say } from '../parts/layer/toast.tsx';
import { chooseLanguage } from './session.tsx';

/** A select with each language in its own name. */
export function LanguageChoice({ session }: { session: Session | undefined }): JSX.Element {
  const choose = (id: string) =>
    chooseLanguage(id as Locale, session).catch(() => say(t`The language could not be changed. Try again.`));
  return (
    <div class="language">
      <Icon name="globe" />
      <Select
        label={t`Language`}
        value={currentLocale()}
        options={LOCALES.map(({ id, name }) => ({ value: id, label: name }))}
        onChange={choose}
      />
    </div>
  );
}
