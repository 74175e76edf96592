/** One notification: a link to what it tells of. Following it marks it as read. */
import { t } from '@lingui/core/macro';
import type { JSX } from 'preact';
import type { Notification } from '../../base/api/types.ts';
import { formatAge, formatMoment, formatValue } from '../../base/words/format.ts';
import { Severity } from '../../parts/data/severity.tsx';

interface Props {
  row: Notification;
  now: number;
  read: (row: Notification) => void;
}

/** Unread ones have a dot, and a word for screen readers. */
export function NotificationRow({ row, now, read }: Props): JSX.Element {
  const { id, severity, title, body, url, count, read_at, created_at } = row;
  const unread = read_at === null;
  return (
    <a class={unread ? 'note note-unread' : 'note'} href={url} data-id={id} onClick={() => read(row)}>
      <Severity level={severity} />
      <span class="note-text">
        {unread && <span class="visually-hidden">{t`Unread:`} </span>}
        <bdi class="note-title">{title}</bdi>
        {count > 1 && <span class="note-times">×{formatValue(count, 'count', '')}</span>}
        <span class="note-body" dir="auto">
          {body}
        </span>
      </span>
      <time class="note-age" dateTime={created_at} title={formatMoment(created_at)}>
        {formatAge(Date.parse(created_at), now)}
      </time>
    </a>
  );
}
