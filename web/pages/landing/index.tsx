/** The landing page: what Signalbox is, how it looks, how to begin. Plain markup; web/landing.ts is all the code it loads. */
import './landing.css';
import { t } from '@lingui/core/macro';
import type { JSX } from 'preact';
import { currentLocale } from '../../base/words/language.ts';
import { ButtonLink } from '../../parts/form/button.tsx';
import { Brand } from '../../shell/brand.tsx';
import { FirstEvent } from './first-event.tsx';
import { Foot } from './foot.tsx';
import { Picture } from './picture.tsx';

/** What search engines and browsers show of the page. */
export function landingHead(): { title: string; description: string } {
  return {
    title: t`Signalbox: see how your business is doing today`,
    description: t`Signalbox turns payments, leads and bookings into numbers you can trust, live, and tells you when something is off.`,
  };
}

/** The page in the language that is active. */
export function Landing(): JSX.Element {
  return (
    <div class="landing">
      <a class="skip-link" href="#content">
        {t`Skip to content`}
      </a>
      <header class="landing-bar">
        <Brand />
        <nav class="landing-nav" aria-label={t`Main`}>
          <a href="/docs">{t`API reference`}</a>
          <ButtonLink href="/sign-in">{t`Sign in`}</ButtonLink>
        </nav>
      </header>
      <main id="content" tabIndex={-1}>
        <section class="landing-hero">
          <h1>{t`See how your business is doing today`}</h1>
          <p class="landing-lead">
            {t`Signalbox turns payments, leads and bookings into numbers you can trust, live, and tells you when something is off.`}
          </p>
          <div class="landing-actions">
            <ButtonLink kind="primary" href="/sign-up">{t`Create an account`}</ButtonLink>
            <ButtonLink href="/sign-in">{t`Sign in`}</ButtonLink>
          </div>
        </section>
        <Picture />
        <Reasons />
        <FirstEvent />
      </main>
      <Foot current={currentLocale()} />
    </div>
  );
}

function Reasons(): JSX.Element {
  const reasons = [
    {
      name: t`Counted once, shown at once`,
      text: t`Each event counts exactly once, on its own day in your time zone and in its own currency, within two seconds.`,
    },
    {
      name: t`Alerts that explain themselves`,
      text: t`Rules watch payments, leads and unusual days for you, and say what they saw and what they had expected.`,
    },
    {
      name: t`Private, and yours`,
      text: t`Personal data is made unreadable before it is stored, and everything can be exported and checked.`,
    },
  ];
  return (
    <section class="landing-reasons" aria-label={t`Why Signalbox`}>
      {reasons.map(({ name, text }) => (
        <div key={name}>
          <h2>{name}</h2>
          <p>{text}</p>
        </div>
      ))}
    </section>
  );
}
