/** What a false positive teaches: how large a deviation stays quiet, and until when. */

import { t } from '@lingui/core/macro';
import type { JSX } from 'preact';
import { DAY_MS } from '../../../../worker/shared/durations.ts';
import { request } from '../../../base/api/api.ts';
import type { Alert } from '../../../base/api/live.ts';
import { useQuery } from '../../../base/api/query.ts';
import { formatMoment, formatValue } from '../../../base/words/format.ts';
import { feedCurrency } from '../../../shell/alert-feed.ts';

/** How long the API remembers a mark when the rule does not set it. */
const MARK_DAYS = 30;

/** Reminders and missing follow-ups have no size that could be learned. */
export const teaches = ({ payload }: Alert): boolean => payload.threshold !== null;

/** How long a rule remembers, in days; undefined until it is known. */
export function useMarkDays({ rule_id, project_id }: Alert): number | undefined {
  const { data, error } = useQuery(rule_id, (signal) =>
    request.get('/v1/rules/{id}', { path: { id: rule_id }, project: project_id, signal }),
  );
  return data ? (data.window_days ?? MARK_DAYS) : error ? MARK_DAYS : undefined;
}

/** The value up to which a mark keeps quiet; undefined where that is no single value: below a threshold, away from what is usual. */
function sizeOf({ payload, currency }: Alert): string | undefined {
  const { observed, peak, threshold, low, unit } = payload;
  const value = peak ?? observed;
  if (value === null || low !== undefined || value < (threshold ?? value)) return undefined;
  return formatValue(value, unit ?? 'count', currency ?? feedCurrency());
}

/** The sentences of one alert, before it is marked. */
export function Lesson({ alert }: { alert: Alert }): JSX.Element {
  const days = useMarkDays(alert);
  if (!teaches(alert))
    return <p class="dialog-text">{t`It ends now. There is no size to learn from, so the next one comes through.`}</p>;
  const until = days === undefined ? '…' : formatMoment(new Date(Date.now() + days * DAY_MS).toISOString());
  const size = sizeOf(alert);
  return (
    <>
      <p class="dialog-text">
        {alert.status === 'resolved'
          ? t`The rule learns from this alert.`
          : t`The alert ends now, and the rule learns from it.`}
      </p>
      <p class="dialog-text">
        {size === undefined
          ? t`Until ${{ until }}, anything in the same direction that is no larger stays quiet.`
          : t`Until ${{ until }}, anything in the same direction up to ${{ size }} stays quiet.`}
      </p>
      <p class="dialog-text">{t`Larger ones still come through at once. What is kept quiet is counted here.`}</p>
    </>
  );
}
