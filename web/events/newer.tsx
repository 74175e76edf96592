/** Says that a list has news, without moving what is being read. */
import { t } from '@lingui/core/macro';
import type { JSX } from 'preact';
import type { List } from '../base/api/list.ts';
import { useQuery } from '../base/api/query.ts';
import type { Page, StoredEvent } from '../base/api/types.ts';
import { Button } from '../parts/form/button.tsx';

/** How often a list that includes today looks for news. */
const LOOK_MS = 15_000;

interface Props {
  list: List<StoredEvent>;
  /** Of the list; null looks for nothing. */
  listKey: string | null;
  load: (cursor: string | null, limit: number, signal: AbortSignal) => Promise<Page<StoredEvent>>;
}

/** A button above the list when the newest event is not the list's first. */
export function Newer({ list, listKey, load }: Props): JSX.Element | null {
  const newest = useQuery(listKey, (signal) => load(null, 1, signal), LOOK_MS);
  const first = newest.stale ? undefined : newest.data?.data[0]?.id;
  const known = list.rows === undefined || list.busy || first === undefined;
  if (known || list.rows?.some(({ id }, at) => at < LOOKED_AT && id === first)) return null;
  return (
    <p class="events-newer" role="status">
      <Button icon="up" onClick={list.reload}>
        {t`Show what is new`}
      </Button>
    </p>
  );
}

/** Events that came in since the look are before it. */
const LOOKED_AT = 50;
