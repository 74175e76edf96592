/** The person's notifications: page by page, kept up to date by frames, read here and on all their devices. */
import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import { request } from '../../base/api/api.ts';
import type { ApiError } from '../../base/api/call.ts';
import { type List, useList } from '../../base/api/list.ts';
import type { Notification } from '../../base/api/types.ts';
import { errorText } from '../../base/words/error-words.ts';
import { say } from '../../parts/layer/toast.tsx';
import { tellNotifications, useFrames } from '../../shell/alert-feed.ts';
import { type News, newsOf, withNews } from './news.ts';

const PAGE = 100;
/** A storm of frames is one read. */
const AFTER_MS = 300;

export interface Notifications {
  list: List<Notification>;
  /** Whether it was read before the reader came: what is read here keeps its place. */
  isDone: (row: Notification) => boolean;
  /** Marks one as read; again is the same. */
  read: (row: Notification) => void;
  /** Marks one as unread that was read. */
  unread: (row: Notification) => void;
  readAll: () => void;
}

const NONE: News = new Map();

/** Those that are unread, or all. */
export function useNotifications(unread: boolean): Notifications {
  const key = unread ? 'unread' : 'all';
  const load = (cursor: string | null, signal?: AbortSignal) => {
    const query = { limit: PAGE, unread: unread ? ('true' as const) : null, cursor };
    return request.get('/v1/notifications', { query, ...(signal && { signal }) });
  };
  const list = useList<Notification>(key, load);
  const [changes, setChanges] = useState({ key, news: NONE });
  const news = changes.key === key ? changes.news : NONE;
  const rows = useMemo(() => list.rows && [...withNews(list.rows, news)], [list.rows, news]);
  const [opened, setOpened] = useState<ReadonlySet<string>>(new Set());
  const add = (more: News) =>
    setChanges((last) => ({ key, news: new Map([...(last.key === key ? last.news : NONE), ...more]) }));
  useNews(() => {
    if (!rows) return;
    load(null).then(
      (page) => add(newsOf(rows, page, { unread, now: new Date().toISOString() })),
      // The next frame or visit shows it.
      () => undefined,
    );
  });
  const mark = (marked: Notification[], read_at: string | null, send: () => Promise<unknown>) => {
    setOpened((last) => new Set([...last, ...marked.map(({ id }) => id)]));
    add(new Map(marked.map((row) => [row.id, { ...row, read_at }])));
    send().then(tellNotifications, (error: ApiError) => {
      add(new Map(marked.map((row) => [row.id, row])));
      say(errorText(error), undefined, { icon: 'alert' });
    });
  };
  const unreadRows = rows?.filter(({ read_at }) => read_at === null) ?? [];
  return {
    list: { ...list, rows },
    isDone: ({ id, read_at }) => read_at !== null && !opened.has(id),
    read: (row) => {
      const path = { id: row.id };
      if (row.read_at === null)
        mark([row], new Date().toISOString(), () =>
          request.post('/v1/notifications/{id}/read', { path, keepalive: true }),
        );
    },
    unread: (row) => {
      const path = { id: row.id };
      if (row.read_at !== null) mark([row], null, () => request.post('/v1/notifications/{id}/unread', { path }));
    },
    readAll: () => mark(unreadRows, new Date().toISOString(), () => request.post('/v1/notifications/read', {})),
  };
}

/** Calls when a frame says that the list changed, once for many. */
function useNews(look: () => void): void {
  const latest = useRef(look);
  latest.current = look;
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useFrames(({ type }) => {
    if (type !== 'notification.changed' || timer.current !== undefined) return;
    timer.current = setTimeout(() => {
      timer.current = undefined;
      latest.current();
    }, AFTER_MS);
  });
  useEffect(() => () => clearTimeout(timer.current), []);
}
