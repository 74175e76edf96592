/** The preview as tables: the alerts, and every point of the chart. */
import { t } from '@lingui/core/macro';
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { todayIn } from '../../../base/time/calendar.ts';
import { formatBucket, formatDay, formatMoment, formatValue } from '../../../base/words/format.ts';
import { Button } from '../../../parts/form/button.tsx';
import type { Preview, PreviewAlert, Watched } from '../rule-types.ts';
import { formatNumber } from '../words.ts';
import { type Drawn, indexOfAlert, whenOf } from './preview-data.ts';

const FEW = 8;

interface Props {
  preview: Preview;
  drawn: Drawn | undefined;
  rule: Watched;
}

/** The alerts that the rule would have raised, newest first. */
export function AlertsTable({ preview, drawn, rule }: Props): JSX.Element | null {
  const [whole, setWhole] = useState(false);
  const all = preview.alerts.toReversed();
  if (all.length === 0) return null;
  const shown = whole ? all : all.slice(0, FEW);
  const where = drawn ?? { grain: 'day' as const, points: [] };
  const isSchedule = rule.type === 'schedule';
  return (
    <>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard */}
      <section class="table-scroll preview-alerts" tabIndex={0} aria-label={t`Alerts it would have raised`}>
        <table>
          <thead>
            <tr>
              <th scope="col">{t`When`}</th>
              {!isSchedule && <th scope="col">{t`Value`}</th>}
              {rule.type === 'anomaly' && <th scope="col">{t`Usual range`}</th>}
              {!isSchedule && <th scope="col">{t`Ended`}</th>}
            </tr>
          </thead>
          <tbody>
            {shown.map((alert) => (
              <tr key={alert.at}>
                <th scope="row">{whenOf(alert, where)}</th>
                {!isSchedule && <td>{valueText(alert.observed, preview)}</td>}
                {rule.type === 'anomaly' && <td>{rangeText(alert, preview)}</td>}
                {!isSchedule && <td>{endOf(alert, preview)}</td>}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
      {all.length > FEW && !whole && (
        <div>
          <Button onClick={() => setWhole(true)}>{t`Show all ${{ count: formatNumber(all.length) }}`}</Button>
        </div>
      )}
    </>
  );
}

/** Days are judged when they are over: such an alert ends with a day, others at a time. */
function endOf({ cleared_at }: PreviewAlert, { grain, timezone }: Preview): string {
  if (!cleared_at) return t`Still open`;
  return grain === 'day' ? formatDay(todayIn(timezone, Date.parse(cleared_at) - 1), 'short') : formatMoment(cleared_at);
}

function valueText(value: number | null, { unit, currency }: Preview): string {
  return value === null ? '–' : unit ? formatValue(value, unit, currency ?? '') : formatNumber(value);
}

function rangeText({ low, high }: Pick<PreviewAlert, 'low' | 'high'>, preview: Pick<Preview, 'unit' | 'currency'>) {
  if (low === undefined || high === undefined) return '–';
  const text = (value: number) => formatValue(value, preview.unit ?? 'count', preview.currency ?? '');
  return t`${{ low: text(low) }} to ${{ high: text(high) }}`;
}

/** Every point of the chart; its rows are made only while it is open. */
export function PointsTable({ drawn, label }: { drawn: Drawn; label: string }): JSX.Element {
  const [open, setOpen] = useState(false);
  return (
    <details
      class="disclosure series-table preview-points"
      open={open}
      onToggle={(event) => setOpen(event.currentTarget.open)}
    >
      <summary>{t`Show as table`}</summary>
      {open && (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard
        <section class="table-scroll" tabIndex={0} aria-label={t`${{ label }}, table`}>
          <Points drawn={drawn} label={label} />
        </section>
      )}
    </details>
  );
}

function Points({ drawn, label }: { drawn: Drawn; label: string }): JSX.Element {
  const { points, grain, unit, currency, alerts } = drawn;
  const marked = new Set(alerts.map((alert) => indexOfAlert(alert, drawn)));
  const hasRange = points.some(({ low }) => low !== undefined);
  return (
    <table>
      <thead>
        <tr>
          <th scope="col">{grain === 'hour' ? t`Hour` : t`Day`}</th>
          <th scope="col">{label}</th>
          {hasRange && <th scope="col">{t`Usual range`}</th>}
          <th scope="col">{t`Alert`}</th>
        </tr>
      </thead>
      <tbody>
        {points.map((point, at) => (
          <tr key={point.at}>
            <th scope="row">{formatBucket(point.at, grain, true)}</th>
            <td>{formatValue(point.value, unit, currency)}</td>
            {hasRange && <td>{rangeText(point, { unit, currency })}</td>}
            <td>{marked.has(at) ? t`Yes` : ''}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
