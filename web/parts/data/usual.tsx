/** What is usual for a number, below it: calm inside, lit outside. */
import { t } from '@lingui/core/macro';
import type { JSX } from 'preact';
import type { KpiCard, Kpis } from '../../base/api/types.ts';
import { formatDay, formatValue } from '../../base/words/format.ts';

/** Whether a value lies above or below a range; undefined inside, and while nothing is known. */
export function leaves(
  value: number | null,
  low: number | null | undefined,
  high: number | null | undefined,
): 'above' | 'below' | undefined {
  if (value === null || low === null || low === undefined || high === null || high === undefined) return undefined;
  return value > high ? 'above' : value < low ? 'below' : undefined;
}

/** Where a card's number lies; what the same weekday had, while too little is known to say. */
export function Usual({ card, kpis, open }: { card: KpiCard; kpis: Kpis; open: boolean }): JSX.Element {
  const { value, usual_low: low, usual_high: high, compared, unit } = card;
  const text = (number: number | null | undefined) => formatValue(number, unit, kpis.currency, unit !== 'ratio');
  if (low === null || low === undefined) {
    const before = compared && t`${{ day: formatDay(compared.day, 'short') }}: ${{ value: text(compared.value) }}`;
    return <span class="delta">{before || t`Nothing to compare with yet`}</span>;
  }
  const range = low === high ? text(low) : t`${{ low: text(low) }} to ${{ high: text(high) }}`;
  const side = leaves(value, low, high);
  if (!side) return <span class="delta">{open ? t`Usual by now: ${{ range }}` : t`Usual: ${{ range }}`}</span>;
  return (
    <span class="delta lit">
      {side === 'above' ? t`Above the usual ${{ range }}` : t`Below the usual ${{ range }}`}
    </span>
  );
}
