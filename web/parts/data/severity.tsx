/** How bad an alert is: a sign whose shape tells as much as its colour. */
import './severity.css';
import { t } from '@lingui/core/macro';
import type { JSX } from 'preact';
import type { Alert } from '../../../worker/flow/alerts/schema.ts';
import { Icon, type IconName } from './icon.tsx';

export type Level = Alert['severity'];

/** Most severe first. */
export const LEVELS: readonly Level[] = ['critical', 'warning', 'info'];
const ICONS: Record<Level, IconName> = { critical: 'critical', warning: 'alert', info: 'info' };

/** The word for a severity. */
export const levelName = (level: Level): string =>
  ({ critical: t`Critical`, warning: t`Warning`, info: t`Info` })[level];

/** The sign; its word is for screen readers. */
export function Severity({ level }: { level: Level }): JSX.Element {
  return (
    <span class={`severity severity-${level}`} title={levelName(level)}>
      <Icon name={ICONS[level]} />
      <span class="visually-hidden">{levelName(level)} </span>
    </span>
  );
}
