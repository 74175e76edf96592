/** The bell: how many notifications the person has not read, on every page. What it opens is loaded when it is opened. */
import './bell.css';
import { plural, t } from '@lingui/core/macro';
import type { JSX } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { request } from '../base/api/api.ts';
import { useQuery } from '../base/api/query.ts';
import type { Session } from '../base/api/types.ts';
import { formatValue } from '../base/words/format.ts';
import { Icon } from '../parts/data/icon.tsx';
import { useFeed, useFrames } from './alert-feed.ts';

/** Asks for the drawer, of the session in its `detail`. */
export const NOTIFICATIONS_ASKED = 'signalbox:notifications';

const MAX_SHOWN = 99;
/** A storm of frames is one question. */
const AFTER_MS = 300;
const RETRY_MS = 10_000;
/** Only while no frames come. */
const POLL_MS = 60_000;

/** As the last page knew it: the next one begins with it. */
let known = { key: '', count: 0 };

/** Without a session it only keeps its place. */
export function Bell({ session }: { session: Session | undefined }): JSX.Element {
  const unread = useUnread(session);
  const count = formatValue(Math.min(unread, MAX_SHOWN), 'count', '') + (unread > MAX_SHOWN ? '+' : '');
  const open = (event: MouseEvent) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    // The router follows every link that reaches it.
    event.stopPropagation();
    setAsked(true);
  };
  // Pressed before it is known who is there, it opens as soon as it is.
  const [asked, setAsked] = useState(false);
  useEffect(() => {
    if (!asked || !session) return;
    setAsked(false);
    dispatchEvent(new CustomEvent(NOTIFICATIONS_ASKED, { detail: session }));
  }, [asked, session]);
  return (
    // A link, so that it leads somewhere before the code has loaded, and in a new tab.
    <a class="bell" href="/notifications" aria-haspopup="dialog" onClick={open}>
      <Icon name="bell" size={18} />
      {unread > 0 && (
        <span class="bell-count" aria-hidden="true">
          {count}
        </span>
      )}
      <span class="visually-hidden">
        {unread > 0
          ? plural(unread, { one: '# unread notification', other: '# unread notifications' })
          : t`No unread notifications`}
      </span>
    </a>
  );
}

function useUnread(session: Session | undefined): number {
  const { live } = useFeed();
  const key = session ? `${session.user.id} ${session.tenant?.id}` : null;
  const load = async (signal: AbortSignal) => {
    const { count } = await request.get('/v1/notifications/unread', { signal });
    known = { key: key!, count };
    return count;
  };
  const { data, error, retry } = useQuery(key, load, live ? 0 : POLL_MS);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useFrames(({ type }) => {
    if (type !== 'notification.changed' || timer.current !== undefined) return;
    timer.current = setTimeout(() => {
      timer.current = undefined;
      retry();
    }, AFTER_MS);
  });
  useEffect(() => () => clearTimeout(timer.current), []);
  // What changed before the line stood.
  useEffect(() => {
    if (live) retry();
  }, [live]);
  // While frames come nothing else asks again.
  useEffect(() => {
    if (!error || !live) return;
    const later = setTimeout(retry, RETRY_MS);
    return () => clearTimeout(later);
  }, [error, live]);
  return data ?? (known.key === key ? known.count : 0);
}
