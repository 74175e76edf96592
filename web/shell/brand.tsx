/** The mark and name of the product. */
import './brand.css';
import { t } from '@lingui/core/macro';
import type { JSX } from 'preact';

/** Mark and wordmark; below 480 px the header keeps the mark alone. */
export function Brand({ href }: { href?: string }): JSX.Element {
  const content = (
    <>
      <svg width="28" height="28" viewBox="0 0 32 32" aria-hidden="true">
        <rect class="brand-tile" width="32" height="32" rx="8" />
        <path class="brand-band" d="M5 14h22v10H5z" />
        <path class="brand-line" d="M5 20l4.5-2.5 4.5 3 4-3.5L26 7.5" />
      </svg>
      <span class="brand-name">Signalbox</span>
    </>
  );
  return href ? (
    <a class="brand" href={href} aria-label={t`Signalbox, overview`}>
      {content}
    </a>
  ) : (
    <span class="brand">{content}</span>
  );
}
