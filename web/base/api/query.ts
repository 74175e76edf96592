/** A read that keeps itself fresh: loading, error, retry, and polling that sleeps while the tab is hidden. */
import { useCallback, useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { ApiError } from './call.ts';

export interface Query<T> {
  /** The last reply; of an earlier key while `stale`. */
  data: T | undefined;
  /** The key that `data` belongs to. */
  key: string | undefined;
  error: ApiError | undefined;
  /** When `data` arrived, in epoch milliseconds. */
  at: number;
  stale: boolean;
  retry: () => void;
}

interface State<T> {
  data?: T;
  key?: string;
  error?: ApiError;
  at: number;
}

const SLOWEST_MS = 60_000;

/** Loads when `key` changes (null waits), and again every `every` milliseconds when that is not 0. */
export function useQuery<T>(key: string | null, load: (signal: AbortSignal) => Promise<T>, every = 0): Query<T> {
  const [state, setState] = useState<State<T>>({ at: 0 });
  const [turn, setTurn] = useState(0);
  const loader = useRef(load);
  loader.current = load;
  const pace = useRef(every);
  pace.current = every;
  const polling = useRef<Polling>(undefined);
  // Before the paint: the reply that boot.js requested may be here already, and a frame is long on a slow phone.
  useLayoutEffect(() => {
    if (key === null) return;
    // What went wrong with another key is not this one's.
    setState((last) => (last.error ? { ...last, error: undefined } : last));
    polling.current = poll({
      every: () => pace.current,
      load: (signal) => loader.current(signal),
      done: (data) => setState({ data, key, at: Date.now() }),
      failed: (error) => setState((last) => ({ ...last, error: error as ApiError })),
    });
    return polling.current.stop;
  }, [key, turn]);
  // Another interval is no reason to load twice.
  useEffect(() => polling.current?.later(), [every]);
  const retry = useCallback(() => {
    setState((last) => ({ ...last, error: undefined }));
    setTurn((count) => count + 1);
  }, []);
  return { data: state.data, key: state.key, error: state.error, at: state.at, stale: state.key !== key, retry };
}

interface Poll<T> {
  /** Milliseconds between reads, as they are now; 0 reads once. */
  every: () => number;
  load: (signal: AbortSignal) => Promise<T>;
  done: (data: T) => void;
  failed: (error: unknown) => void;
}

interface Polling {
  /** Plans the next read anew. */
  later: () => void;
  stop: () => void;
}

function poll<T>({ every, load, done, failed }: Poll<T>): Polling {
  const abort = new AbortController();
  const { signal } = abort;
  let timer = 0;
  let busy = false;
  let failures = 0;
  const later = () => {
    clearTimeout(timer);
    const wait = failures > 0 ? Math.min(every() * 2 ** failures, SLOWEST_MS) : every();
    if (wait && !busy && !signal.aborted && !document.hidden) timer = setTimeout(run, wait) as unknown as number;
  };
  const run = async () => {
    clearTimeout(timer);
    if (busy) return;
    busy = true;
    try {
      const data = await load(signal);
      if (signal.aborted) return;
      failures = 0;
      done(data);
    } catch (error) {
      if (signal.aborted) return;
      failures += 1;
      failed(error);
    } finally {
      busy = false;
    }
    later();
  };
  const wake = () => (every() && !document.hidden ? run() : clearTimeout(timer));
  document.addEventListener('visibilitychange', wake, { signal });
  addEventListener('online', () => (every() || failures > 0) && run(), { signal });
  signal.addEventListener('abort', () => clearTimeout(timer));
  run();
  return { later, stop: () => abort.abort() };
}
