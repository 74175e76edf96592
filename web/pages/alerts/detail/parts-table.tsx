/** What moved the number: its parts now and a week before. */
import { t } from '@lingui/core/macro';
import type { JSX } from 'preact';
import type { Alert } from '../../../base/api/live.ts';
import { formatValue } from '../../../base/words/format.ts';
import { feedCurrency } from '../../../shell/alert-feed.ts';
import { partName } from '../words.ts';

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
          {parts.map((part) => {
            const { label, now, before, unit } = part;
            const as = (value: number) =>
              formatValue(unit === 'money' ? Math.round(value) : value, unit, currency ?? feedCurrency());
            return (
              <tr key={label}>
                <th scope="row">{partName(part)}</th>
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
