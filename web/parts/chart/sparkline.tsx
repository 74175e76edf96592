/** A small line of recent values: the shape only, the numbers are beside it. */
import './sparkline.css';
import type { JSX } from 'preact';

const WIDTH = 100;
const HEIGHT = 32;
const PAD = 2;

type Values = (number | null)[];

interface Props {
  values: Values;
  /** The usual range of each value. */
  low?: Values | undefined;
  high?: Values | undefined;
  /** The last value is unusual, by its own measure while its day is under way. */
  out?: boolean;
}

/** Draws `values` from left to right, lit where they leave their range; null leaves a gap. */
export function Sparkline({ values, low = [], high = [], out = false }: Props): JSX.Element {
  const known = [...values, ...high].filter((value) => value !== null);
  const least = Math.min(0, ...known, ...low.filter((value) => value !== null));
  const most = Math.max(...known, least + 1e-9);
  const last = values.length - 1;
  const x = (index: number) => ((index / Math.max(1, last)) * WIDTH).toFixed(1);
  const y = (value: number) => (HEIGHT - PAD - ((value - least) / (most - least)) * (HEIGHT - 2 * PAD)).toFixed(1);
  const isLit = (value: number, index: number) =>
    index === last ? out : value > (high[index] ?? Infinity) || value < (low[index] ?? -Infinity);
  let [line, lit] = ['', ''];
  values.forEach((value, index) => {
    if (value === null) return;
    const before = values[index - 1];
    const at = `${x(index)} ${y(value)}`;
    line += `${before === null || index === 0 ? 'M' : 'L'}${at}`;
    if (isLit(value, index)) lit += `M${index > 0 && before !== null ? `${x(index - 1)} ${y(before!)}` : at}L${at}`;
  });
  const upper = high.flatMap((value, index) => (value === null ? [] : `${x(index)} ${y(value)}`));
  const lower = low.flatMap((value, index) => (value === null ? [] : `${x(index)} ${y(value)}`));
  return (
    <svg class="sparkline" viewBox={`0 0 ${WIDTH} ${HEIGHT}`} preserveAspectRatio="none" aria-hidden="true">
      {upper.length > 1 && <path class="sparkline-area" d={`M${[...upper, ...lower.reverse()].join('L')}Z`} />}
      <path class="sparkline-line" d={line} />
      <path class="sparkline-line sparkline-lit" d={lit} />
      {out && <path class="sparkline-line sparkline-lit sparkline-dot" d={`M${x(last)} ${y(values[last]!)}h.01`} />}
    </svg>
  );
}
