/** The legend of a chart that compares: the line of this period, and the dashed one of the period before. */
import './legend.css';
import { t } from '@lingui/core/macro';
import type { JSX } from 'preact';

/** Both lines, side by side where there is room. */
export function Legend(): JSX.Element {
  return (
    <p class="legend">
      <span>{t`This period`}</span>
      <span class="legend-before">{t`Previous period`}</span>
    </p>
  );
}
