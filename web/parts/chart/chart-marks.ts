/** What is on a chart beside its line: the threshold, and markers at the buckets where something happened. */
import type uPlot from 'uplot';
import type { ChartData } from './chart-data.ts';

const RADIUS = 5;

/** A uPlot plugin that draws threshold and markers over the line. */
export function attachMarks(state: { data: ChartData }, color: (token: string) => string): uPlot.Plugin {
  return {
    hooks: {
      draw: (plot) => {
        plot.ctx.save();
        drawThreshold(plot, state.data, color);
        drawMarkers(plot, state.data, color);
        plot.ctx.restore();
      },
    },
  };
}

function drawThreshold(
  { ctx, bbox, valToPos }: uPlot,
  { threshold }: ChartData,
  color: (token: string) => string,
): void {
  if (!threshold) return;
  const y = valToPos(threshold.value, 'y', true);
  ctx.strokeStyle = color('--bad');
  ctx.lineWidth = devicePixelRatio;
  ctx.setLineDash([4 * devicePixelRatio, 4 * devicePixelRatio]);
  ctx.beginPath();
  ctx.moveTo(bbox.left, y);
  ctx.lineTo(bbox.left + bbox.width, y);
  ctx.stroke();
  ctx.setLineDash([]);
  ctx.font = `500 ${12 * devicePixelRatio}px ${getComputedStyle(document.body).fontFamily}`;
  ctx.fillStyle = color('--bad');
  ctx.textAlign = 'right';
  // Above the line, unless that is at the upper edge.
  const below = y - bbox.top < 20 * devicePixelRatio;
  ctx.textBaseline = below ? 'top' : 'bottom';
  ctx.fillText(threshold.label, bbox.left + bbox.width, y + (below ? 5 : -4) * devicePixelRatio);
}

function drawMarkers(plot: uPlot, { markers, values }: ChartData, color: (token: string) => string): void {
  const { ctx } = plot;
  for (const { at, tone } of markers ?? []) {
    const value = values[at];
    if (value === null || value === undefined) continue;
    ctx.beginPath();
    ctx.arc(plot.valToPos(at, 'x', true), plot.valToPos(value, 'y', true), RADIUS * devicePixelRatio, 0, 2 * Math.PI);
    ctx.fillStyle = color(`--${tone}`);
    ctx.strokeStyle = color('--surface');
    ctx.lineWidth = 2 * devicePixelRatio;
    ctx.fill();
    ctx.stroke();
  }
}
