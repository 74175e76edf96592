/** The chart's numbers as a table. */
import './series-table.css';
import { t } from '@lingui/core/macro';
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import type { MetricSeries } from '../../base/api/types.ts';
import { formatBucket, formatValue } from '../../base/words/format.ts';

interface Props {
  series: MetricSeries;
  label: string;
  currency: string;
}

/** A disclosure; its rows are made only while it is open. */
export function SeriesTable({ series, label, currency }: Props): JSX.Element {
  const [open, setOpen] = useState(false);
  return (
    <details class="disclosure series-table" open={open} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>{t`Show as table`}</summary>
      {open && (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard
        <section class="table-scroll" tabIndex={0} aria-label={t`${{ label }}, table`}>
          <Rows series={series} label={label} currency={currency} />
        </section>
      )}
    </details>
  );
}

const headOf = (grain: MetricSeries['grain']) =>
  ({ hour: t`Hour`, day: t`Day`, week: t`Week`, month: t`Month` })[grain];

function Rows({ series, label, currency }: Props): JSX.Element {
  const { points, previous, grain, unit } = series;
  const text = (value: number | null | undefined) => formatValue(value, unit, currency);
  return (
    <table>
      <thead>
        <tr>
          <th scope="col">{headOf(grain)}</th>
          <th scope="col">{label}</th>
          {previous && <th scope="col">{t`Previous period`}</th>}
        </tr>
      </thead>
      <tbody>
        {points.map(({ at, value }, index) => (
          <tr key={at}>
            <th scope="row">{formatBucket(at, grain, true)}</th>
            <td>{text(value)}</td>
            {previous && <td>{text(previous.points[index]?.value)}</td>}
          </tr>
        ))}
      </tbody>
      <tfoot>
        <tr>
          <th scope="row">{t`Total`}</th>
          <td>{text(series.total)}</td>
          {previous && <td>{text(previous.total)}</td>}
        </tr>
      </tfoot>
    </table>
  );
}
