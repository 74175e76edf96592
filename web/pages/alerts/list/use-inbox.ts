/** The list of alerts as it is on screen: what the API listed, brought up to date by every frame without moving what is being read. */
import { useCallback, useEffect, useMemo, useRef, useState } from 'preact/hooks';
import { request } from '../../../base/api/api.ts';
import { type List, useList } from '../../../base/api/list.ts';
import { type Alert, isOfAlert } from '../../../base/api/live.ts';
import type { Project } from '../../../base/api/types.ts';
import { useFeed, useFrames } from '../../../shell/alert-feed.ts';
import { matches, queryOf, type View } from '../view.ts';

const PAGE = 50;
/** New rows wait while the pointer or the keyboard is in the list. */
const IN_USE = '.alerts-list:hover, .alerts-list:focus-within';

export interface Inbox {
  list: List<Alert>;
  /** How many new ones wait to be shown. */
  held: number;
  showHeld: () => void;
}

/** The alerts of a view. */
export function useInbox(project: Project, view: View, today: string): Inbox {
  const query = queryOf(view, today);
  const key = JSON.stringify(query);
  const list = useList<Alert>(key, (cursor, signal) =>
    request.get('/v1/alerts', {
      project: project.id,
      query: { ...query, limit: PAGE, ...(cursor ? { cursor } : {}) },
      signal,
    }),
  );
  const [changes, setChanges] = useState<Changes>(NONE);
  const known = changes.key === key ? changes : { ...NONE, key };
  useFrames((frame) => {
    if (!isOfAlert(frame)) return;
    const alert = frame.data;
    const isListed = known.added.has(alert.id) || list.rows?.some(({ id }) => id === alert.id);
    const belongs = isListed || matches(alert, view, { timezone: project.timezone, today });
    if (belongs) setChanges((last) => withChange(last.key === key ? last : { ...NONE, key }, alert, !isListed));
  });
  useRenewal(list, () => setChanges(NONE));
  const rows = useMemo(() => merged(list.rows, known), [list.rows, changes, key]);
  const showHeld = useCallback(() => setChanges((last) => ({ ...last, held: new Set() })), []);
  return { list: { ...list, rows }, held: known.held.size, showHeld };
}

interface Changes {
  key: string;
  /** Alerts as they are since the list was read. */
  now: ReadonlyMap<string, Alert>;
  /** Those that the list did not have. */
  added: ReadonlySet<string>;
  /** Those of them that wait. */
  held: ReadonlySet<string>;
}

const NONE: Changes = { key: '', now: new Map(), added: new Set(), held: new Set() };

function withChange({ key, now, added, held }: Changes, alert: Alert, isNew: boolean): Changes {
  const waits = isNew && document.querySelector(IN_USE) !== null;
  return {
    key,
    now: new Map(now).set(alert.id, alert),
    added: isNew ? new Set(added).add(alert.id) : added,
    held: waits ? new Set(held).add(alert.id) : held,
  };
}

function merged(rows: Alert[] | undefined, { now, added, held }: Changes): Alert[] | undefined {
  if (!rows || now.size === 0) return rows;
  const listed = new Set(rows.map(({ id }) => id));
  const more = [...added].filter((id) => !listed.has(id) && !held.has(id)).map((id) => now.get(id)!);
  const all = rows.map((row) => now.get(row.id) ?? row);
  return more.length === 0 ? all : [...more, ...all].sort((a, b) => (a.id < b.id ? 1 : -1));
}

/** Loads again once a broken connection is back, where that loses nothing of the list. */
function useRenewal({ error, rows, reload }: List<Alert>, forget: () => void): void {
  const { live } = useFeed();
  const line = useRef<'new' | 'live' | 'lost'>('new');
  useEffect(() => {
    if (!live) {
      if (line.current === 'live') line.current = 'lost';
      return;
    }
    const wasLost = line.current === 'lost';
    line.current = 'live';
    if (!wasLost || (rows?.length ?? 0) > PAGE) return;
    forget();
    reload();
  }, [live]);
  useEffect(() => {
    const again = () => error && reload();
    addEventListener('online', again);
    return () => removeEventListener('online', again);
  }, [error, reload]);
}
