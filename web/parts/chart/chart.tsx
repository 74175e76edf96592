/** A line chart of fixed height; the drawing code is loaded lazily and the size never changes. */
import './chart.css';
import type { JSX, TargetedKeyboardEvent } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { Skeleton } from '../data/skeleton.tsx';
import type { ChartHandle } from './chart-canvas.ts';
import type { ChartData } from './chart-data.ts';
import { bucketRows } from './chart-tip.ts';

interface Props {
  /** What the chart shows, in a sentence, for those who cannot see it. */
  label: string;
  data: ChartData | undefined;
  stale?: boolean;
}

/** Draws `data`; without data, a skeleton of the same size. */
export function Chart({ label, data, stale }: Props): JSX.Element {
  const host = useRef<HTMLDivElement>(null);
  const handle = useRef<ChartHandle | null>(null);
  const latest = useRef(data);
  latest.current = data;
  const [drawn, setDrawn] = useState(false);
  const ready = data !== undefined;
  useEffect(() => {
    if (!ready) return;
    let gone = false;
    import('./chart-canvas.ts').then(({ mountChart }) => {
      if (gone || !host.current || !latest.current) return;
      handle.current = mountChart(host.current, latest.current);
      setDrawn(true);
    });
    return () => {
      gone = true;
      handle.current?.destroy();
      handle.current = null;
    };
  }, [ready]);
  useEffect(() => {
    if (data) handle.current?.update(data);
  }, [data]);
  const [pointed, setPointed] = useState<number | null>(null);
  const point = (at: number | null) => {
    setPointed(at);
    handle.current?.point(at);
  };
  const press = (event: TargetedKeyboardEvent<HTMLElement>) => {
    const to = data && move(event.key, pointed, data);
    if (to === undefined) return;
    event.preventDefault();
    point(to);
  };
  return (
    <div class={stale ? 'chart chart-stale' : 'chart'}>
      {/* biome-ignore lint/a11y/useSemanticElements: a group that arrow keys walk through has no element of its own */}
      <div
        class="chart-keys"
        role="group"
        aria-label={label}
        tabIndex={ready ? 0 : undefined}
        onKeyDown={press}
        onBlur={() => pointed !== null && point(null)}
      >
        <div ref={host} class="chart-host" role="img" aria-label={label} />
      </div>
      <p class="visually-hidden" aria-live="polite">
        {pointed !== null && data && sentence(data, pointed)}
      </p>
      {!(ready && drawn) && (
        <div class="chart-cover">
          <Skeleton shape="wide" />
        </div>
      )}
    </div>
  );
}

/** Where a key leads; null leaves the chart. Time runs from left to right in every language here. */
function move(key: string, from: number | null, { values, partial }: ChartData): number | null | undefined {
  const last = values.findLastIndex((value) => value !== null);
  const at = from ?? (partial >= 0 ? partial : last);
  if (key === 'Escape') return from === null ? undefined : null;
  if (key === 'ArrowLeft') return from === null ? at : Math.max(0, at - 1);
  if (key === 'ArrowRight') return from === null ? at : Math.min(values.length - 1, at + 1);
  return key === 'Home' ? 0 : key === 'End' ? last : undefined;
}

const sentence = (data: ChartData, at: number) =>
  bucketRows(data, at)
    .map(({ name, value }) => `${name}: ${value}`)
    .join('. ');
