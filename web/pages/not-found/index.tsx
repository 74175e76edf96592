/** The page for addresses that lead nowhere. */
import './not-found.css';
import { t } from '@lingui/core/macro';
import type { JSX } from 'preact';
import { ButtonLink } from '../../parts/form/button.tsx';
import { Brand } from '../../shell/brand.tsx';

/** Says so, and shows the way back. */
export function NotFound(): JSX.Element {
  return (
    <main class="not-found">
      <Brand />
      <h1>{t`This page does not exist`}</h1>
      <p>{t`The address may be mistyped, or the page has moved.`}</p>
      <ButtonLink href="/">{t`Go to the overview`}</ButtonLink>
    </main>
  );
}
