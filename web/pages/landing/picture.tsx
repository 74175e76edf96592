/** The dashboard as it looks, drawn with its own parts: sharp at any size, in the reader's language, theme and direction. */
import { t } from '@lingui/core/macro';
import type { JSX } from 'preact';
import { addDays } from '../../base/time/calendar.ts';
import { formatDay } from '../../base/words/format.ts';
import { cardName } from '../../base/words/metric-words.ts';
import { EventRow } from '../../events/event-row.tsx';
import { Sparkline } from '../../parts/chart/sparkline.tsx';
import { KpiCards } from '../../parts/data/kpi-cards.tsx';
import { SAMPLE_NOW, sampleEvents, sampleKpis } from './sample.ts';

/** A picture, not a page: nothing in it can be focused. */
export function Picture(): JSX.Element {
  const kpis = sampleKpis();
  const [first] = kpis.cards;
  return (
    <figure class="landing-picture">
      <figcaption class="visually-hidden">
        {t`The overview of a shop: revenue, orders, refunds and conversion of the day against the day before, and revenue as a chart.`}
      </figcaption>
      <div class="picture" aria-hidden="true" inert>
        <div class="picture-head">
          <strong>{t`Today so far`}</strong>
          <span class="freshness">
            <span class="live-dot" />
            {t`${{ day: formatDay(kpis.date, 'short') }}, against yesterday`}
          </span>
        </div>
        <KpiCards kpis={kpis} stale={false} open={false} metric="net_revenue" onMetric={() => undefined} />
        <div class="picture-columns">
          <div class="panel picture-chart">
            <strong>{first && cardName(first)}</strong>
            {first && <Sparkline values={first.sparkline} low={first.sparkline_low} high={first.sparkline_high} out />}
            <p>
              <span>{formatDay(addDays(kpis.date, 1 - (first?.sparkline.length ?? 1)), 'short')}</span>
              <span>{formatDay(kpis.date, 'short')}</span>
            </p>
          </div>
          <div class="panel recent">
            <strong>{t`Latest events`}</strong>
            <ol class="recent-list">
              {sampleEvents().map((event) => (
                <EventRow key={event.id} event={event} now={SAMPLE_NOW} />
              ))}
            </ol>
          </div>
        </div>
      </div>
    </figure>
  );
}
