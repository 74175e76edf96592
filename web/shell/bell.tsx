/** The bell: the number of pending alerts, the latest of them, and a link to all. A native popover. */
import './bell.css';
import { plural, t } from '@lingui/core/macro';
import type { JSX } from 'preact';
import type { Alert } from '../base/api/live.ts';
import { useNow } from '../base/time/clock.ts';
import { formatAge, formatValue } from '../base/words/format.ts';
import { AlertTitle } from '../base/words/sentence.ts';
import { Icon } from '../parts/data/icon.tsx';
import { Severity } from '../parts/data/severity.tsx';
import { MAX_PENDING, useFeed } from './alert-feed.ts';

const SHOWN = 6;

/** The address of an alert, or of all of them. */
export const alertUrl = (id?: string): string => `/alerts${id ? `?alert=${encodeURIComponent(id)}` : ''}`;

const close = () => document.getElementById('bell-menu')?.hidePopover();

/** The button and its popover. Gets alerts through the feed of the frame. */
export function Bell(): JSX.Element {
  const { pending } = useFeed();
  const unread = pending?.length ?? 0;
  const more = unread >= MAX_PENDING;
  const count = formatValue(more ? MAX_PENDING - 1 : unread, 'count', '') + (more ? '+' : '');
  return (
    <>
      <button type="button" class="bell" popovertarget="bell-menu">
        <Icon name="bell" size={18} />
        {unread > 0 && (
          <span class="bell-count" aria-hidden="true">
            {count}
          </span>
        )}
        <span class="visually-hidden">
          {unread > 0 ? plural(unread, { one: '# new alert', other: '# new alerts' }) : t`No new alerts`}
        </span>
      </button>
      <div id="bell-menu" class="bell-menu" popover="auto">
        <p class="bell-head">{t`New alerts`}</p>
        {unread > 0 ? (
          <Latest alerts={pending!.slice(0, SHOWN)} />
        ) : (
          <p class="bell-none">{t`Nothing new. All quiet.`}</p>
        )}
        <a class="bell-all" href={alertUrl()} onClick={close}>
          {t`See all alerts`}
        </a>
      </div>
    </>
  );
}

function Latest({ alerts }: { alerts: Alert[] }): JSX.Element {
  const now = useNow(10_000);
  return (
    <ul>
      {alerts.map((alert) => (
        <li key={alert.id}>
          <a class="bell-alert" href={alertUrl(alert.id)} onClick={close}>
            <Severity level={alert.severity} />
            <span class="bell-title">
              <AlertTitle alert={alert} />
            </span>
            <time class="bell-age" dateTime={alert.created_at}>
              {formatAge(Date.parse(alert.created_at), now)}
            </time>
          </a>
        </li>
      ))}
    </ul>
  );
}
