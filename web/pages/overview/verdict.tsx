/** How the day is, in one line: whether its first number lies where it usually does. */
import { t } from '@lingui/core/macro';
import type { JSX } from 'preact';
import { request } from '../../base/api/api.ts';
import type { Alert } from '../../base/api/live.ts';
import { type Query, useQuery } from '../../base/api/query.ts';
import type { KpiCard, Kpis, Project } from '../../base/api/types.ts';
import { formatChange, formatValue } from '../../base/words/format.ts';
import { cardName } from '../../base/words/metric-words.ts';
import { useSentence } from '../../base/words/sentence.ts';
import { isQuiet } from '../../parts/data/kpi-cards.tsx';
import { leaves } from '../../parts/data/usual.tsx';

interface Props {
  project: Project;
  kpis: Query<Kpis>;
  live: boolean;
}

/** The line; empty, but as high, while it is not known. Of a day that is over it also says why. */
export function Verdict({ project, kpis: { data, stale }, live }: Props): JSX.Element {
  const card = stale ? undefined : data?.cards[0];
  const side = card && leaves(card.value, card.usual_low, card.usual_high);
  return (
    <>
      <p class={side ? 'day-verdict lit' : 'day-verdict'}>{data && card && verdictOf(data, card, side, live)}</p>
      {!live &&
        (data && card ? <Why project={project} metric={card.metric} date={data.date} /> : <p class="day-why" />)}
    </>
  );
}

function Why({ project, metric, date }: { project: Project; metric: string; date: string }): JSX.Element {
  const query = { metric, from: date, to: date };
  const { data, stale } = useQuery(`why ${metric} ${date}`, (signal) =>
    request.get('/v1/explain', { query, project: project.id, signal }),
  );
  const payload = { ...(data?.told as Alert['payload']), explanation: data?.sentence ?? '' };
  const sentence = useSentence({ payload, currency: data?.currency ?? null });
  return <p class="day-why">{!stale && sentence}</p>;
}

function verdictOf(kpis: Kpis, card: KpiCard, side: ReturnType<typeof leaves>, live: boolean): string {
  const metric = cardName(card);
  const text = (value: number | null) => formatValue(value, card.unit, kpis.currency);
  // Not a shortfall: the day has not begun.
  if (live && isQuiet(kpis)) return t`Nothing yet today. Yesterday: ${{ value: text(card.previous) }}`;
  if (side === 'above') return t`${{ metric }} is above what is usual`;
  if (side === 'below') return t`${{ metric }} is below what is usual`;
  if (card.usual_low !== null && card.usual_low !== undefined) return t`${{ metric }} is as usual`;
  const { compared } = card;
  if (!compared || compared.delta_pct === null) return '';
  const change = formatChange(compared.delta_pct);
  if (compared.delta_pct < 0) return t`${{ metric }}: ${{ change }} less than a week before`;
  return t`${{ metric }}: ${{ change }} more than a week before`;
}
