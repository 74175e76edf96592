/** What has happened to an alert, oldest first. */

import { plural, t } from '@lingui/core/macro';
import type { JSX } from 'preact';
import { DAY_MS } from '../../../../worker/shared/durations.ts';
import type { Alert } from '../../../base/api/live.ts';
import { formatMoment } from '../../../base/words/format.ts';
import { Icon, type IconName } from '../../../parts/data/icon.tsx';
import { CLEARED } from '../words.ts';
import { teaches, useMarkDays } from './lesson.tsx';

interface Step {
  icon: IconName;
  text: string;
  at: string | undefined;
}

/** A list of steps; `me` is how the API names the person who looks. */
export function AlertHistory({ alert, me }: { alert: Alert; me: string }): JSX.Element {
  return (
    <>
      <ol class="alert-history">
        {stepsOf(alert, me).map(({ icon, text, at }) => (
          <li key={text}>
            <Icon name={icon} />
            <span>{text}</span>
            {at && <time dateTime={at}>{formatMoment(at)}</time>}
          </li>
        ))}
      </ol>
      {alert.false_positive && teaches(alert) && <Mark alert={alert} />}
    </>
  );
}

function stepsOf(alert: Alert, me: string): Step[] {
  const { occurrences, status, acknowledged_at, snoozed_until, resolved_at, false_positive } = alert;
  const who = (by: string | null) => (by === me ? t`you` : (by ?? t`somebody`));
  const steps: Step[] = [{ icon: 'bell', text: t`Raised`, at: alert.created_at }];
  const again = occurrences - 1;
  if (again > 0) {
    const text = plural(again, { one: 'Fired once more', other: 'Fired # more times, last' });
    steps.push({ icon: 'retry', text, at: alert.last_fired_at });
  }
  if (acknowledged_at) {
    steps.push({ icon: 'check', text: t`Acknowledged by ${{ who: who(alert.acknowledged_by) }}`, at: acknowledged_at });
  }
  if (status === 'snoozed' && snoozed_until) steps.push({ icon: 'clock', text: t`Snoozed until`, at: snoozed_until });
  if (resolved_at) {
    const byItself = alert.resolved_by === CLEARED;
    const text = byItself ? t`Cleared by itself` : t`Resolved by ${{ who: who(alert.resolved_by) }}`;
    steps.push({ icon: 'check', text, at: resolved_at });
  }
  if (false_positive) steps.push({ icon: 'flag', text: t`Marked as a false positive`, at: undefined });
  return steps;
}

function Mark({ alert }: { alert: Alert }): JSX.Element {
  const days = useMarkDays(alert);
  const { suppressed, resolved_at } = alert;
  const until = days === undefined || !resolved_at ? undefined : Date.parse(resolved_at) + days * DAY_MS;
  return (
    <p class="alert-mark">
      {suppressed === 0
        ? t`Nothing has been kept quiet because of it yet.`
        : plural(suppressed, {
            one: '# firing was kept quiet because of it.',
            other: '# firings were kept quiet because of it.',
          })}{' '}
      {until !== undefined &&
        until > Date.now() &&
        t`Like ones stay quiet until ${{ until: formatMoment(new Date(until).toISOString()) }}.`}
    </p>
  );
}
