/** A list that the API returns page by page. */
import { useCallback, useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { ApiError } from './call.ts';
import type { Page } from './types.ts';

export interface List<T> {
  /** Undefined until the first page is here. */
  rows: T[] | undefined;
  /** Whether there are more pages. */
  more: boolean;
  busy: boolean;
  error: ApiError | undefined;
  loadMore: () => void;
  /** Loads again from the start; the rows stay on screen meanwhile. */
  reload: () => void;
}

interface State<T> {
  key: string | null;
  rows?: T[];
  cursor: string | null;
  error?: ApiError;
}

type Load<T> = (cursor: string | null, signal: AbortSignal) => Promise<Page<T>>;

/** Loads the first page when `key` changes (null waits), further ones on demand. */
export function useList<T>(key: string | null, load: Load<T>): List<T> {
  const [state, setState] = useState<State<T>>({ key, cursor: null });
  const [ask, setAsk] = useState({ turn: 0, cursor: null as string | null });
  const [busy, setBusy] = useState(true);
  const loader = useRef(load);
  loader.current = load;
  const cursor = state.key === key ? ask.cursor : null;
  useLayoutEffect(() => {
    if (key === null) return;
    const abort = new AbortController();
    setBusy(true);
    loader
      .current(cursor, abort.signal)
      .then((page) => beyondEmpty(page, loader.current, abort.signal))
      .then(({ data, next_cursor }) => {
        // A newer request has taken over: its reply counts.
        if (abort.signal.aborted) return;
        setState((last) => ({ key, rows: cursor ? [...(last.rows ?? []), ...data] : data, cursor: next_cursor }));
      })
      .catch((error) => !abort.signal.aborted && setState((last) => ({ ...kept(last, key), error })))
      .finally(() => !abort.signal.aborted && setBusy(false));
    return () => abort.abort();
  }, [key, ask]);
  const loadMore = useCallback(() => setAsk(({ turn }) => ({ turn: turn + 1, cursor: state.cursor })), [state.cursor]);
  const reload = useCallback(() => setAsk(({ turn }) => ({ turn: turn + 1, cursor: null })), []);
  const { rows, error } = kept(state, key);
  return { rows, error, busy, more: state.cursor !== null, loadMore, reload };
}

/** Reads on while pages are empty and there is more: the API looks at a bounded number of rows for one page, and none may match. */
async function beyondEmpty<T>(page: Page<T>, load: Load<T>, signal: AbortSignal): Promise<Page<T>> {
  let found = page;
  while (found.data.length === 0 && found.next_cursor !== null) found = await load(found.next_cursor, signal);
  return found;
}

/** Rows and errors of another key are not this one's. */
function kept<T>(state: State<T>, key: string | null): State<T> {
  return state.key === key ? state : { key, cursor: null };
}
