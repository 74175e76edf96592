/** A small line of recent values: the shape only, the numbers are beside it. */
import './sparkline.css';
import type { JSX } from 'preact';

const WIDTH = 100;
const HEIGHT = 32;
const PAD = 2;

/** Draws `values` from left to right; null leaves a gap. */
export function Sparkline({ values }: { values: (number | null)[] }): JSX.Element {
  const known = values.filter((value) => value !== null);
  const low = Math.min(0, ...known);
  const high = Math.max(...known, low + 1e-9);
  const x = (index: number) => (index / Math.max(1, values.length - 1)) * WIDTH;
  const y = (value: number) => HEIGHT - PAD - ((value - low) / (high - low)) * (HEIGHT - 2 * PAD);
  let line = '';
  let open = false;
  values.forEach((value, index) => {
    if (value !== null) line += `${open ? 'L' : 'M'}${x(index).toFixed(1)} ${y(value).toFixed(1)}`;
    open = value !== null;
  });
  const whole = known.length === values.length && values.length > 1;
  return (
    <svg class="sparkline" viewBox={`0 0 ${WIDTH} ${HEIGHT}`} preserveAspectRatio="none" aria-hidden="true">
      {whole && <path class="sparkline-area" d={`${line}L${WIDTH} ${HEIGHT}L0 ${HEIGHT}Z`} />}
      <path class="sparkline-line" d={line} />
    </svg>
  );
}
