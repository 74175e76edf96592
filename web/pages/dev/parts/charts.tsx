/** The chart with all that it can show, the sparkline, and how a change is written. */
import type { JSX } from 'preact';
import { formatMoney } from '../../../base/words/format.ts';
import { Chart } from '../../../parts/chart/chart.tsx';
import type { ChartData } from '../../../parts/chart/chart-data.ts';
import { Sparkline } from '../../../parts/chart/sparkline.tsx';
import { Delta } from '../../../parts/data/delta.tsx';
import { LiveValue } from '../../../parts/data/live-value.tsx';
import { DAYS } from './samples.ts';
import { Shelf } from './shelf.tsx';

const PLAIN: ChartData = {
  labels: DAYS.map(({ label }) => label),
  names: DAYS.map(({ label }) => `${label} 2026`),
  values: DAYS.map(({ value }) => Math.round(value * 100)),
  partial: DAYS.length - 1,
  whole: true,
  format: (value, short) => (value === null ? '–' : formatMoney(value, 'GBP', short)),
};
const COMPARED: ChartData = {
  ...PLAIN,
  previous: {
    names: DAYS.map(({ label }) => `${label} 2025`),
    values: DAYS.map(({ usual }) => Math.round(usual * 80)),
  },
};
const WATCHED: ChartData = {
  ...PLAIN,
  band: {
    low: DAYS.map(({ usual }) => Math.round(usual * 82)),
    high: DAYS.map(({ usual }) => Math.round(usual * 118)),
  },
  markers: [
    { at: 12, tone: 'warn', label: 'Unusually high' },
    { at: 21, tone: 'bad', label: 'Unusually low' },
    { at: 25, tone: 'info', label: 'Rule changed' },
  ],
  threshold: { value: 340_000, label: 'Above £3,400' },
};

/** Every layer of the chart. */
export function Charts(): JSX.Element {
  return (
    <>
      <Shelf name="Chart" wide>
        <Chart label="Revenue against the year before" data={COMPARED} />
        <Chart label="Revenue with its expected range, alerts and a threshold" data={WATCHED} />
        <Chart label="One day" data={{ ...PLAIN, ...first(1) }} />
        <Chart label="Revenue of another range" data={PLAIN} stale />
        <Chart label="Revenue, loading" data={undefined} />
      </Shelf>
      <Shelf name="Sparkline and change">
        <span class="shelf-spark">
          <Sparkline values={DAYS.map(({ value }) => value)} />
        </span>
        <span class="shelf-spark">
          <Sparkline values={[1, 2, null, 4, 3, 5]} />
        </span>
        <span class="shelf-spark">
          <Sparkline values={[0, 0, 0, 0]} />
        </span>
        <LiveValue text="£1,204.00" scope="gallery" />
        <Delta percent={12.4} from="£3,120.00" />
        <Delta percent={-8} from="£3,120.00" />
        <Delta percent={40} from="5" />
        <Delta percent={-61} from="£3,120.00" />
        <Delta percent={0} from="£3,120.00" />
        <Delta percent={null} from="£0.00" />
      </Shelf>
    </>
  );
}

function first(count: number): Pick<ChartData, 'labels' | 'names' | 'values' | 'partial'> {
  const { labels, names, values } = PLAIN;
  return { labels: labels.slice(0, count), names: names.slice(0, count), values: values.slice(0, count), partial: -1 };
}
