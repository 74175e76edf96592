/** A line chart of fixed height; the drawing code arrives lazily and the shape never moves. */
import './chart.css';
import type { JSX } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import type { ChartData, ChartHandle } from './chart-canvas.ts';
import { Skeleton } from './skeleton.tsx';

export type { ChartData };

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
  return (
    <div class={stale ? 'chart chart-stale' : 'chart'}>
      <div ref={host} class="chart-host" role="img" aria-label={label} />
      {!(ready && drawn) && (
        <div class="chart-cover">
          <Skeleton shape="wide" />
        </div>
      )}
    </div>
  );
}
