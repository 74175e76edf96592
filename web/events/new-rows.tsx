/** Shows that a list has new rows, without moving what is being read. */
import { t } from '@lingui/core/macro';
import type { JSX } from 'preact';
import { useMemo } from 'preact/hooks';
import type { List } from '../base/api/list.ts';
import { useQuery } from '../base/api/query.ts';
import type { Page, StoredEvent } from '../base/api/types.ts';
import { Button } from '../parts/form/button.tsx';
import { hasNews } from './news.ts';

/** How often a list that includes today looks for news, and at how many of the last received events. */
const LOOK_MS = 15_000;
const LOOKED_AT = 10;

interface Props {
  list: List<StoredEvent>;
  /** Of the list; null: do not look. */
  listKey: string | null;
  /** What was received last under the list's filters. */
  received: (limit: number, signal: AbortSignal) => Promise<Page<StoredEvent>>;
}

/** A button above the list when events came in that belong among its rows. */
export function Newer({ list, listKey, received }: Props): JSX.Element | null {
  const last = useQuery(listKey && `received ${listKey}`, (signal) => received(LOOKED_AT, signal), LOOK_MS);
  const events = last.stale ? undefined : last.data?.data;
  // With thousands of rows they are not looked through again because something else has changed.
  const news = useMemo(
    () => list.rows !== undefined && events !== undefined && hasNews(list.rows, list.more, events),
    [list.rows, list.more, events],
  );
  if (list.busy || !news) return null;
  return (
    <p class="events-newer" role="status">
      <Button icon="up" onClick={list.reload}>
        {t`Show what is new`}
      </Button>
    </p>
  );
}
