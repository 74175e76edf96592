/** The drawing half of the chart: uPlot on a canvas. Loaded lazily; chart.tsx is the door. */
import uPlot from 'uplot';
import { onThemeChange } from '../../base/theme.ts';
import type { ChartData } from './chart-data.ts';
import { attachMarks } from './chart-marks.ts';
import { attachTip } from './chart-tip.ts';

export interface ChartHandle {
  /** Points at a bucket, as the mouse would; null points at none. */
  point(at: number | null): void;
  update(data: ChartData): void;
  destroy(): void;
}

const X_STEPS = [1, 2, 3, 4, 5, 7, 10, 14, 15, 20, 30, 60, 90];
const WHOLE_STEPS = Array.from({ length: 13 }, (_, power) => [1, 2, 5].map((step) => step * 10 ** power)).flat();

/** Draws `first` into `host` and keeps it fitted to the host's size and the page's theme. */
export function mountChart(host: HTMLElement, first: ChartData): ChartHandle {
  const state = { data: first };
  let plot = build(host, state);
  const rebuild = () => {
    plot.destroy();
    plot = build(host, state);
  };
  const resize = new ResizeObserver(() => {
    if (host.clientWidth !== plot.width || host.clientHeight !== plot.height) plot.setSize(sizeOf(host));
  });
  resize.observe(host);
  const stopTheme = onThemeChange(rebuild);
  return {
    point(at) {
      const left = at === null ? -10 : plot.valToPos(at, 'x');
      plot.setCursor({ left, top: at === null ? -10 : plot.over.clientHeight / 2 });
    },
    update(data) {
      state.data = data;
      plot.setData(columns(data));
    },
    destroy() {
      stopTheme();
      resize.disconnect();
      plot.destroy();
    },
  };
}

const sizeOf = (host: HTMLElement) => ({ width: host.clientWidth, height: host.clientHeight });

/** The bucket still filling gets a series of its own, so that it can be drawn dotted. */
function columns(data: ChartData): uPlot.AlignedData {
  const { values, previous, partial, band } = data;
  const cut = partial < 0 ? values.length : partial;
  return [
    values.map((_, index) => index),
    values.map((_, index) => previous?.values[index] ?? null),
    values.map((value, index) => (index < cut ? value : null)),
    values.map((value, index) => (index === cut || index === cut - 1 ? value : null)),
    values.map((_, index) => band?.high[index] ?? null),
    values.map((_, index) => band?.low[index] ?? null),
    values.map((value, index) => (index < cut && [index, index + 1].some((at) => isOut(data, at)) ? value : null)),
  ];
}

/** Whether a bucket leaves its range; one that is still filling may only be above it. */
function isOut({ values, band, partial }: ChartData, at: number): boolean {
  const [value, low, high] = [values[at], band?.low[at], band?.high[at]];
  if (value == null || low == null || high == null) return false;
  return value > high || (value < low && at !== partial);
}

function build(host: HTMLElement, state: { data: ChartData }): uPlot {
  const color = colorsOf(host);
  const fill = (plot: uPlot) => {
    // The band is the ground then.
    if (state.data.band) return 'transparent';
    const gradient = plot.ctx.createLinearGradient(0, plot.bbox.top, 0, plot.bbox.top + plot.bbox.height);
    gradient.addColorStop(0, color('--chart-fill'));
    gradient.addColorStop(1, color('--chart-fill-end'));
    return gradient;
  };
  const stroke = () => color(state.data.band ? '--chart-previous' : '--accent');
  const line = { stroke, width: 2, fill, points: { show: isLonely, size: 7 } };
  const options: uPlot.Options = {
    ...sizeOf(host),
    padding: [12, 30, 0, 0],
    legend: { show: false },
    cursor: { y: false, drag: { x: false, y: false }, points: { size: 9, width: 2, fill: color('--surface') } },
    scales: { x: { time: false, range: xRange }, y: { range: (_, min, max) => yRange(min, max, state.data) } },
    axes: axes(state, color),
    series: [
      {},
      { stroke: color('--chart-previous'), width: 1.5, dash: [6, 5], points: { show: false } },
      line,
      { ...line, dash: [2, 4] },
      { points: { show: false } },
      { points: { show: false } },
      {
        stroke: color('--accent'),
        width: 2.5,
        points: { show: true, size: 5, filter: (plot) => litAt(plot, state.data) },
      },
    ],
    bands: [{ series: [4, 5], fill: color('--chart-band') }],
    plugins: [attachTip(state), attachMarks(state, color)],
  };
  return new uPlot(options, columns(state.data), host);
}

/** A dot on every bucket that leaves its range. */
const litAt = (plot: uPlot, data: ChartData) => (plot.data[0] as number[]).filter((at) => isOut(data, at));

/** A value without neighbours has no line, so it needs a dot. */
const isLonely = (plot: uPlot, series: number) =>
  (plot.data[series] ?? []).filter((value) => value !== null).length === 1 && (plot.data[0]?.length ?? 0) === 1;

/** A single bucket is in the middle. */
const xRange: uPlot.Range.Function = (plot, min, max) => (plot.data[0]?.length === 1 ? [-1, 1] : [min, max]);

function yRange(min: number | null, max: number | null, { threshold }: ChartData): [number, number] {
  const high = Math.max(max ?? 0, threshold?.value ?? 0);
  return [Math.min(0, min ?? 0, threshold?.value ?? 0), (high > 0 ? high : 1) * 1.06];
}

function axes(state: { data: ChartData }, color: (token: string) => string): uPlot.Axis[] {
  const font = `12px ${getComputedStyle(document.body).fontFamily}`;
  const shared = { stroke: color('--ink-faint'), font, ticks: { show: false } };
  return [
    {
      ...shared,
      grid: { show: false },
      size: 34,
      gap: 8,
      splits: (plot) => xSplits(state.data.labels.length, plot.bbox.width / devicePixelRatio),
      values: (_, splits) => splits.map((index) => state.data.labels[index] ?? ''),
    },
    {
      ...shared,
      grid: { stroke: color('--line'), width: 1 },
      space: 52,
      gap: 8,
      incrs: () =>
        state.data.whole
          ? WHOLE_STEPS
          : [0.0001, 0.0002, 0.0005, 0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 100, 1000],
      // Steps smaller than the last digit would all have the same label.
      values: (_, splits) =>
        splits
          .map((value) => state.data.format(value, true))
          .map((text, at, texts) => (text === texts[at - 1] ? '' : text)),
      // Measured, not counted: scripts differ too much in width.
      size: ({ ctx }, values) => {
        ctx.font = font;
        return 16 + Math.max(14, ...(values ?? []).map((value) => ctx.measureText(value).width));
      },
    },
  ];
}

function xSplits(count: number, width: number): number[] {
  const most = Math.max(2, Math.floor(width / 68));
  const step = X_STEPS.find((each) => count / each <= most) ?? Math.ceil(count / most);
  return Array.from({ length: Math.ceil(count / step) }, (_, index) => index * step);
}

/** Canvas cannot read custom properties: a probe element resolves them for the current theme. */
function colorsOf(host: HTMLElement): (token: string) => string {
  const probe = host.appendChild(document.createElement('span'));
  const known = new Map<string, string>();
  for (const token of [
    '--accent',
    '--chart-fill',
    '--chart-fill-end',
    '--chart-previous',
    '--ink-faint',
    '--line',
    '--surface',
    '--chart-band',
    '--bad',
    '--warn',
    '--info',
  ]) {
    probe.style.color = `var(${token})`;
    known.set(token, getComputedStyle(probe).color);
  }
  probe.remove();
  return (token) => known.get(token) ?? '#888';
}
