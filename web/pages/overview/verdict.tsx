/** Whether the day is a good one, in one line: its first number against the same time yesterday. */
import { t } from '@lingui/core/macro';
import type { JSX } from 'preact';
import type { Kpis } from '../../client.ts';
import { formatChange } from '../../format.ts';
import { cardName } from '../../metric-words.ts';
import { Icon } from '../../parts/icon.tsx';
import type { Query } from '../../query.ts';

/** Less than this is as usual. */
const LEVEL_PCT = 5;

/** The line; empty, but as high, while it is not known. */
export function Verdict({ kpis: { data, stale }, live }: { kpis: Query<Kpis>; live: boolean }): JSX.Element {
  const card = stale ? undefined : data?.cards[0];
  if (!card) return <p class="day-verdict" />;
  const percent = live ? card.delta_by_now_pct : card.delta_pct;
  const before = live ? card.previous_by_now : card.previous;
  const name = cardName(card);
  if (percent === null)
    return <p class="day-verdict">{card.value && !before ? <First name={name} /> : t`Quiet so far`}</p>;
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
