/** The chart's tip: the values under the pointer, as text. */
import type uPlot from 'uplot';
import type { ChartData } from './chart-canvas.ts';

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

function fill(tip: HTMLElement, { names, values, previous, partial, format }: ChartData, index: number): void {
  const rows = [row(`${names[index]}${index === partial ? ' (so far)' : ''}`, format(values[index] ?? null), 'now')];
  if (previous && previous.values[index] !== undefined) {
    rows.push(row(previous.names[index] ?? '', format(previous.values[index] ?? null), 'before'));
  }
  tip.replaceChildren(...rows);
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
