/** Whether the day is a good one, in one line: its first number against the same time yesterday. */
import { t } from '@lingui/core/macro';
import type { JSX } from 'preact';
import type { Kpis } from '../../client.ts';
import { formatChange, formatValue } from '../../format.ts';
import { cardName } from '../../metric-words.ts';
import { Icon } from '../../parts/icon.tsx';
import type { Query } from '../../query.ts';
import { isQuiet } from './kpi-cards.tsx';

/** Less than this is as usual. */
const LEVEL_PCT = 5;

/** The line; empty, but as high, while it is not known. */
export function Verdict({ kpis: { data, stale }, live }: { kpis: Query<Kpis>; live: boolean }): JSX.Element {
  const card = stale ? undefined : data?.cards[0];
  if (!data || !card) return <p class="day-verdict" />;
  if (live && isQuiet(data.cards)) {
    const value = card.previous ? formatValue(card.previous, card.unit, data.currency) : undefined;
    return (
      <p class="day-verdict">
        {t`Nothing has come in yet today.`} {value && t`Yesterday came to ${{ value }}.`}
      </p>
    );
  }
  const percent = live ? card.delta_by_now_pct : card.delta_pct;
  const before = live ? card.previous_by_now : card.previous;
  const name = cardName(card);
  if (percent === null) return <p class="day-verdict">{card.value && !before && <First name={name} />}</p>;
  if (Math.abs(percent) < LEVEL_PCT) {
    return (
      <p class="day-verdict">
        <Icon name="same" />
        {live ? t`${{ metric: name }} as at this time yesterday` : t`${{ metric: name }} as on the day before`}
      </p>
    );
  }
  const change = formatChange(percent);
  const words = live
    ? percent > 0
      ? t`${{ metric: name }} ${{ change }} ahead of this time yesterday`
      : t`${{ metric: name }} ${{ change }} behind this time yesterday`
    : percent > 0
      ? t`${{ metric: name }} ${{ change }} above the day before`
      : t`${{ metric: name }} ${{ change }} below the day before`;
  return (
    <p class={percent > 0 ? 'day-verdict day-verdict-good' : 'day-verdict day-verdict-bad'}>
      <Icon name={percent > 0 ? 'up' : 'down'} />
      {words}
    </p>
  );
}

function First({ name }: { name: string }): JSX.Element {
  return (
    <>
      <Icon name="up" />
      {t`${{ metric: name }} where there was none before`}
    </>
  );
}
