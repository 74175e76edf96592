/** A change against an earlier period: arrow and words. It has no colour: whether a number is unusual, its band says. */
import './delta.css';
import { t } from '@lingui/core/macro';
import type { JSX } from 'preact';
import { formatChange } from '../../base/words/format.ts';
import { Icon } from './icon.tsx';

interface Props {
  /** Change in percent; null when there is nothing to compare with. */
  percent: number | null | undefined;
  /** The earlier value as text. */
  from: string;
}

/** "▲ 12.4 % from £3,120.00". */
export function Delta({ percent, from }: Props): JSX.Element {
  if (percent === null || percent === undefined) return <span class="delta">{t`Before: ${{ value: from }}`}</span>;
  const direction = directionOf(percent);
  return (
    <span class="delta">
      <span class="delta-badge">
        <Icon name={direction} size={12} />
        <span class="visually-hidden">{{ up: t`up`, down: t`down`, same: t`unchanged` }[direction]} </span>
        {formatChange(percent)}
      </span>{' '}
      <span class="delta-from">{t`from ${{ value: from }}`}</span>
    </span>
  );
}

/** Where a change leads. */
export function directionOf(percent: number): 'up' | 'down' | 'same' {
  return Math.abs(percent) < 0.05 ? 'same' : percent > 0 ? 'up' : 'down';
}
