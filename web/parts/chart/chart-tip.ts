/** The chart's tip: the values under the pointer, as text. */
import { t } from '@lingui/core/macro';
import type uPlot from 'uplot';
import type { ChartData } from './chart-data.ts';

/** A uPlot plugin that shows a tip beside the pointer. */
export function attachTip(state: { data: ChartData }): uPlot.Plugin {
  const tip = document.createElement('div');
  tip.className = 'chart-tip';
  tip.hidden = true;
  return {
    hooks: {
      init: (plot) => void plot.over.appendChild(tip),
      setCursor: (plot) => {
        const index = plot.cursor.idx;
        tip.hidden = index === null || index === undefined || (plot.cursor.left ?? -1) < 0;
        if (tip.hidden) return;
        fill(tip, state.data, index!);
        place(tip, plot, index!);
      },
    },
  };
}

function fill(tip: HTMLElement, data: ChartData, index: number): void {
  tip.replaceChildren(...bucketRows(data, index).map(({ name, value, kind }) => row(name, value, kind)));
}

interface TipRow {
  name: string;
  value: string;
  kind: 'now' | 'before' | 'band' | 'mark';
}

/** The text about a bucket: its value, what was before and expected, what happened. */
export function bucketRows(
  { names, values, previous, partial, band, markers, format }: ChartData,
  at: number,
): TipRow[] {
  const name = names[at] ?? '';
  const rows: TipRow[] = [
    { kind: 'now', name: at === partial ? t`${{ bucket: name }} (so far)` : name, value: format(values[at] ?? null) },
  ];
  if (previous && previous.values[at] !== undefined) {
    rows.push({ kind: 'before', name: previous.names[at] ?? '', value: format(previous.values[at] ?? null) });
  }
  const [low, high] = [band?.low[at], band?.high[at]];
  if (low !== null && low !== undefined && high !== null && high !== undefined) {
    rows.push({ kind: 'band', name: t`Expected`, value: t`${{ low: format(low) }} to ${{ high: format(high) }}` });
  }
  for (const marker of markers ?? []) if (marker.at === at) rows.push({ kind: 'mark', name: marker.label, value: '' });
  return rows;
}

function row(name: string, value: string, kind: string): HTMLElement {
  const line = document.createElement('div');
  line.className = `chart-tip-row chart-tip-${kind}`;
  const label = document.createElement('span');
  label.textContent = name;
  const number = document.createElement('strong');
  number.textContent = value;
  line.appendChild(label);
  line.appendChild(number);
  return line;
}

function place(tip: HTMLElement, plot: uPlot, index: number): void {
  const at = plot.valToPos(index, 'x');
  const room = plot.over.clientWidth;
  const left = at + 14 + tip.offsetWidth <= room ? at + 14 : Math.max(0, at - 14 - tip.offsetWidth);
  tip.style.transform = `translate(${Math.round(left)}px, 8px)`;
}
