/** Whether the day is a good one, in one line: its first number against the same time yesterday. */
import { t } from '@lingui/core/macro';
import type { JSX } from 'preact';
import type { Query } from '../../base/api/query.ts';
import type { KpiCard, Kpis } from '../../base/api/types.ts';
import { formatChange, formatValue } from '../../base/words/format.ts';
import { cardName } from '../../base/words/metric-words.ts';
import { Icon, type IconName } from '../../parts/data/icon.tsx';
import { isQuiet } from '../../parts/data/kpi-cards.tsx';

/** Less than this is as usual. */
const LEVEL_PCT = 5;

/** The line; empty, but as high, while it is not known. */
export function Verdict({ kpis: { data, stale }, live }: { kpis: Query<Kpis>; live: boolean }): JSX.Element {
  const card = stale ? undefined : data?.cards[0];
  const [words, icon, tone = ''] = data && card ? verdictOf(data, card, live) : [];
  return (
    <p class={`day-verdict ${tone}`}>
      {icon && <Icon name={icon} />}
      {words}
    </p>
  );
}

type Said = [words?: string, icon?: IconName, tone?: string];

function verdictOf(kpis: Kpis, card: KpiCard, live: boolean): Said {
  const metric = cardName(card);
  const percent = live ? card.delta_by_now_pct : card.delta_pct;
  // Not a shortfall: the day has not begun.
  if (live && isQuiet(kpis)) {
    const value = formatValue(card.previous, card.unit, kpis.currency);
    return [t`Nothing yet today. Yesterday: ${{ value }}`];
  }
  if (percent === null) {
    const isFirst = card.value && !(live ? card.previous_by_now : card.previous);
    return isFirst ? [t`${{ metric }} where there was none before`, 'up'] : [];
  }
  if (Math.abs(percent) < LEVEL_PCT) {
    return [live ? t`${{ metric }} as at this time yesterday` : t`${{ metric }} as on the day before`, 'same'];
  }
  const change = formatChange(percent);
  if (percent > 0) {
    const words = live
      ? t`${{ metric }} ${{ change }} ahead of this time yesterday`
      : t`${{ metric }} ${{ change }} above the day before`;
    return [words, 'up', 'day-verdict-good'];
  }
  const words = live
    ? t`${{ metric }} ${{ change }} behind this time yesterday`
    : t`${{ metric }} ${{ change }} below the day before`;
  return [words, 'down', 'day-verdict-bad'];
}
