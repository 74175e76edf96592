/** The day's key numbers; each card also chooses what the chart shows. */
import './kpi-cards.css';
import './delta.css';
import { t } from '@lingui/core/macro';
import type { JSX } from 'preact';
import type { KpiCard, Kpis } from '../../base/api/types.ts';
import { formatChange, formatValue } from '../../base/words/format.ts';
import { cardName } from '../../base/words/metric-words.ts';
import { Sparkline } from '../chart/sparkline.tsx';
import { LiveValue } from './live-value.tsx';
import { Skeleton } from './skeleton.tsx';
import { leaves, Usual } from './usual.tsx';

interface Props {
  kpis: Kpis;
  /** The cards are of another day than the chosen one. */
  stale: boolean;
  /** The day is not over: it is compared with what the day before had by now. */
  open: boolean;
  metric: string | undefined;
  onMetric: (metric: string) => void;
}

/** Nothing has come in on the day shown. */
export const isQuiet = (kpis: Kpis | undefined): boolean => kpis?.cards.every(({ value }) => !value) ?? false;

/** One card per number of the project's industry. */
export function KpiCards({ kpis, stale, open, metric, onMetric }: Props): JSX.Element {
  return (
    <ul class={stale ? 'kpi-cards kpi-cards-stale' : 'kpi-cards'} aria-label={t`Key numbers`} aria-busy={stale}>
      {mainCards(kpis).map((card) => (
        <li key={card.metric}>
          <Card
            card={card}
            kpis={kpis}
            open={open}
            selected={card.metric === metric}
            onSelect={() => onMetric(card.metric)}
          />
        </li>
      ))}
    </ul>
  );
}

interface CardProps {
  card: KpiCard;
  kpis: Kpis;
  open: boolean;
  selected: boolean;
  onSelect: () => void;
}

function Card({ card, kpis, open, selected, onSelect }: CardProps): JSX.Element {
  const text = (value: number | null) => formatValue(value, card.unit, kpis.currency);
  const value = text(card.value);
  return (
    <button type="button" class="kpi-card panel" aria-pressed={selected} onClick={onSelect}>
      <span class="kpi-label">{cardName(card)}</span>
      <span class={`kpi-value ${sizeOf(value)}`}>
        <LiveValue text={value} scope={`${kpis.date} ${card.metric}`} />
      </span>
      {card.note ? (
        <span class="delta">{t`More conversions than sessions`}</span>
      ) : (
        <Usual card={card} kpis={kpis} open={open} />
      )}
      <Under card={card} kpis={kpis} />
      <span class="kpi-spark">
        <Sparkline values={card.sparkline} low={card.sparkline_low} high={card.sparkline_high} out={isOut(card)} />
      </span>
    </button>
  );
}

/** The cards that stand for themselves. */
export const mainCards = (kpis: Kpis): KpiCard[] => kpis.cards.filter(({ under }) => !under);

const isOut = ({ value, usual_low, usual_high }: KpiCard) => leaves(value, usual_low, usual_high) !== undefined;

/** What explains a number: those below it, and the one event that makes most of it. */
function Under({ card, kpis }: { card: KpiCard; kpis: Kpis }): JSX.Element {
  const parts = kpis.cards.filter(
    ({ metric, under }) => under === card.metric || (card.metric === 'net_revenue' && metric === 'refunds_amount'),
  );
  return (
    <span class="kpi-under">
      {parts.map((part) => (
        <span key={part.metric}>
          {cardName(part)} {formatValue(part.value, part.unit, kpis.currency)}
        </span>
      ))}
      {card.dominated && <span class="lit">{dominatedText(card.dominated)}</span>}
    </span>
  );
}

function dominatedText({ event_type, share, refunded }: NonNullable<KpiCard['dominated']>): string {
  const part = formatChange(share * 100);
  if (event_type === 'refund_issued') return t`One refund was ${{ part }} of it`;
  return refunded
    ? t`One payment was ${{ part }} of revenue, refunded the same day`
    : t`One payment was ${{ part }} of revenue`;
}

/** A long number takes smaller type rather than more room. */
function sizeOf(text: string): string {
  if (text.length <= 10) return '';
  return text.length <= 13 ? 'kpi-value-long' : 'kpi-value-longest';
}

/** Four cards without content, of the same height. */
export function KpiCardsSkeleton(): JSX.Element {
  return (
    <div class="kpi-cards" aria-busy="true">
      {[1, 2, 3, 4].map((card) => (
        <div key={card} class="kpi-card panel">
          <span class="kpi-label">
            <Skeleton shape="short" />
          </span>
          <span class="kpi-value">
            <Skeleton shape="value" />
          </span>
          <span class="delta">
            <Skeleton />
          </span>
          <span class="kpi-under" />
          <span class="kpi-spark">
            <Skeleton shape="spark" />
          </span>
        </div>
      ))}
    </div>
  );
}
