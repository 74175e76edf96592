/** The columns of the list. One and the same array, so that rows are drawn again only when they change. */
import { t } from '@lingui/core/macro';
import type { JSX } from 'preact';
import type { Alert } from '../../../base/api/live.ts';
import { formatTime, formatValue } from '../../../base/words/format.ts';
import { useSentence } from '../../../base/words/sentence.ts';
import { sayName } from '../../../base/words/template-names.ts';
import { Badge } from '../../../parts/data/badge.tsx';
import { Severity } from '../../../parts/data/severity.tsx';
import type { Column } from '../../../parts/data/table.tsx';
import { STATUS_ICONS, STATUS_TONES, statusName } from '../words.ts';

/** Their heads are in the language of the page when they are shown. */
export const columns = (): Column<Alert>[] => [
  { id: 'alert', head: t`Alert`, width: 'minmax(0, 1fr)', cell: (alert) => <What alert={alert} /> },
  { id: 'status', head: t`Status`, width: '9rem', hide: 'phone', cell: (alert) => <Status alert={alert} /> },
  { id: 'at', head: t`Raised`, width: '5rem', align: 'end', hide: 'phone', cell: (alert) => <When alert={alert} /> },
];

function What({ alert }: { alert: Alert }): JSX.Element {
  const { severity, title, status, occurrences, created_at } = alert;
  return (
    <span class={status === 'pending' ? 'alert-what alert-new' : 'alert-what'}>
      <Severity level={severity} />
      <span class="alert-words">
        <span class="alert-title">
          {sayName(title)}
          {occurrences > 1 && <Times count={occurrences} />}
        </span>
        <span class="alert-why">
          <span class="alert-small">
            {formatTime(Date.parse(created_at))} · {statusName(status)} ·{' '}
          </span>
          {useSentence(alert)}
        </span>
      </span>
    </span>
  );
}

/** How often it fired while open. */
export function Times({ count }: { count: number }): JSX.Element {
  return (
    <span class="alert-times" title={t`Fired ${{ count }} times`}>
      ×{formatValue(count, 'count', '')}
    </span>
  );
}

/** The status as a badge, and what a false positive has kept quiet since. */
export function Status({ alert }: { alert: Alert }): JSX.Element {
  if (alert.false_positive) return <Badge icon="flag">{t`False positive`}</Badge>;
  const icon = STATUS_ICONS[alert.status];
  return (
    <Badge kind={STATUS_TONES[alert.status]} {...(icon ? { icon } : {})}>
      {statusName(alert.status)}
    </Badge>
  );
}

function When({ alert: { created_at } }: { alert: Alert }): JSX.Element {
  return (
    <time dateTime={created_at} class="alert-at">
      {formatTime(Date.parse(created_at))}
    </time>
  );
}
