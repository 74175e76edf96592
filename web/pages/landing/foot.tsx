/** The foot of the landing page: every language by its own name, and how the page looks. */
import { t } from '@lingui/core/macro';
import type { JSX } from 'preact';
import { LOCALES, type Locale } from '../../../worker/words/locales.ts';
import { Icon, type IconName } from '../../parts/data/icon.tsx';

/** Links to the page in the other languages, and the theme. */
export function Foot({ current }: { current: Locale }): JSX.Element {
  return (
    <footer class="landing-foot">
      <nav aria-label={t`Language`}>
        <ul class="landing-languages">
          {LOCALES.map(({ id, name }) => (
            <li key={id}>
              <a
                href={`/${id}`}
                lang={id}
                hreflang={id}
                data-locale={id}
                aria-current={id === current ? 'page' : undefined}
              >
                {name}
              </a>
            </li>
          ))}
        </ul>
      </nav>
      <Look />
    </footer>
  );
}

function Look(): JSX.Element {
  const themes: { value: string; name: string; icon: IconName }[] = [
    { value: 'auto', name: t`Auto`, icon: 'system' },
    { value: 'light', name: t`Light`, icon: 'sun' },
    { value: 'dark', name: t`Dark`, icon: 'moon' },
  ];
  return (
    <div class="landing-look">
      <fieldset class="segmented">
        <legend class="visually-hidden">{t`Theme`}</legend>
        {themes.map(({ value, name, icon }) => (
          <label key={value} class="segment">
            <input type="radio" name="theme" value={value} checked={value === 'auto'} />
            <span>
              <Icon name={icon} /> {name}
            </span>
          </label>
        ))}
      </fieldset>
      <label class="switch">
        <input id="contrast" type="checkbox" />
        <span class="switch-track" />
        {t`High contrast`}
      </label>
    </div>
  );
}
