/** The numbers of the chart, bucket by bucket, the newest first. */
import { t } from '@lingui/core/macro';
import type { JSX } from 'preact';
import type { MetricSeries } from '../../base/api/types.ts';
import { formatBucket, formatChange, formatValue } from '../../base/words/format.ts';
import { directionOf } from '../../parts/data/delta.tsx';
import { Icon } from '../../parts/data/icon.tsx';

interface Props {
  series: MetricSeries;
  name: string;
  currency: string;
  stale: boolean;
  /** Place of the bucket that is still filling, or -1. */
  today: number;
}

/** A scrolling table; what lies in the future is left out, and a bucket without a value says so. */
export function MetricTable({ series, name, currency, stale, today }: Props): JSX.Element {
  const { points, previous, grain, unit } = series;
  const heads = { hour: t`Hour`, day: t`Day`, week: t`Week`, month: t`Month` };
  const text = (value: number | null | undefined) => formatValue(value, unit, currency);
  const rows = points.slice(0, today < 0 ? undefined : today + 1).map((point, index) => ({ ...point, index }));
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard
    <div class={stale ? 'metric-scroll metric-stale' : 'metric-scroll'} tabIndex={0}>
      <table class="metric-table">
        <thead>
          <tr>
            <th scope="col">{heads[grain]}</th>
            <th scope="col">{name}</th>
            {previous && <th scope="col">{t`Before`}</th>}
            {previous && <th scope="col">{t`Change`}</th>}
          </tr>
        </thead>
        <tbody>
          {rows.reverse().map(({ at, value, index }) => {
            const before = previous?.points[index]?.value;
            return (
              <tr key={at}>
                <th scope="row">{formatBucket(at, grain, true)}</th>
                <td>{text(value)}</td>
                {previous && <td class="metric-before">{text(before)}</td>}
                {previous && <td>{index !== today && <Change now={value} before={before} />}</td>}
              </tr>
            );
          })}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row">{t`Total`}</th>
            <td>{text(series.total)}</td>
            {previous && <td class="metric-before">{text(previous.total)}</td>}
            {previous && <td />}
          </tr>
        </tfoot>
      </table>
    </div>
  );
}

interface ChangeProps {
  now: number | null;
  before: number | null | undefined;
}

/** How a bucket compares with its counterpart; nothing where there is nothing to compare with. */
function Change({ now, before }: ChangeProps): JSX.Element {
  if (now === null || !before) return <>–</>;
  const percent = ((now - before) / Math.abs(before)) * 100;
  const direction = directionOf(percent);
  return (
    <span class="metric-change">
      <Icon name={direction} size={12} />
      <span class="visually-hidden">{{ up: t`up`, down: t`down`, same: t`unchanged` }[direction]} </span>
      {formatChange(percent)}
    </span>
  );
}
