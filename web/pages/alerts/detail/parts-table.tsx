/** What moved the number: its parts now and a week before. */
import { t } from '@lingui/core/macro';
import type { JSX } from 'preact';
import type { Alert } from '../../../base/api/live.ts';
import { formatValue } from '../../../base/words/format.ts';
import { metricName } from '../../../base/words/metric-words.ts';
import { feedCurrency } from '../../../shell/alert-feed.ts';

/** A small table; nothing for an alert without parts. */
export function Parts({ alert: { payload, currency } }: { alert: Alert }): JSX.Element | null {
  const { parts } = payload;
  if (!parts?.length) return null;
  return (
    <section class="alert-section">
      <h3>{t`What moved it`}</h3>
      <table class="alert-parts">
        <thead>
          <tr>
            <th scope="col">
              <span class="visually-hidden">{t`Part`}</span>
            </th>
            <th scope="col">{t`Now`}</th>
            <th scope="col">{t`A week before`}</th>
          </tr>
        </thead>
        <tbody>
          {parts.map(({ label, now, before, unit }) => {
            const as = (value: number) =>
              formatValue(unit === 'money' ? Math.round(value) : value, unit, currency ?? feedCurrency());
            return (
              <tr key={label}>
                <th scope="row">{partName(label)}</th>
                <td>{as(now)}</td>
                <td>{as(before)}</td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </section>
  );
}

const METRICS: Record<string, string> = {
  'failed payments': 'payment_failures',
  'new subscriptions': 'subscriptions_started',
  'canceled subscriptions': 'subscriptions_canceled',
  'published pieces': 'content',
};

/** The API names parts by what is counted, in English; currencies and fields of events are called as they are. */
function partName(label: string): string {
  if (label === 'average') return t`Average`;
  const name = label.charAt(0).toUpperCase() + label.slice(1);
  return metricName({ metric: METRICS[label] ?? label, label: name });
}
