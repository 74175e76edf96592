/** A change against an earlier period: arrow, words and colour together. */
import './delta.css';
import { t } from '@lingui/core/macro';
import type { JSX } from 'preact';
import { formatChange } from '../../base/words/format.ts';
import { Icon } from './icon.tsx';

/** Metrics of which less is better: a rise is shown as bad news. */
const LESS_IS_BETTER = new Set([
  'refunds',
  'refunds_amount',
  'refund_rate',
  'payment_failures',
  'subscriptions_canceled',
]);

interface Props {
  metric: string;
  /** Change in percent; null when there is nothing to compare with. */
  percent: number | null | undefined;
  /** The earlier value as text. */
  from: string;
  /** The period still runs: being behind a whole earlier one is no news yet. */
  open?: boolean;
}

/** "▲ 12.4 % from £3,120.00". */
export function Delta({ metric, percent, from, open }: Props): JSX.Element {
  if (percent === null || percent === undefined) return <span class="delta">{t`Before: ${{ value: from }}`}</span>;
  const { direction, tone } = changeTone(metric, percent, open);
  return (
    <span class="delta">
      <span class={`delta-badge${tone}`}>
        <Icon name={direction} size={12} />
        <span class="visually-hidden">{{ up: t`up`, down: t`down`, same: t`unchanged` }[direction]} </span>
        {formatChange(percent)}
      </span>{' '}
      <span class="delta-from">{t`from ${{ value: from }}`}</span>
    </span>
  );
}

/** Where a change leads, and the class that colours it: good, bad, or nothing to speak of. */
export function changeTone(metric: string, percent: number, open = false) {
  const direction = Math.abs(percent) < 0.05 ? 'same' : percent > 0 ? 'up' : 'down';
  const good = (direction === 'up') !== LESS_IS_BETTER.has(metric);
  const quiet = direction === 'same' || (open && direction === 'down');
  return { direction, tone: quiet ? '' : good ? ' delta-good' : ' delta-bad' } as const;
}
