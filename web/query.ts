/** A read that keeps itself fresh: loading, error, retry, and polling that sleeps while the tab is hidden. */
import { useCallback, useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { ApiError } from './client.ts';

export interface Query<T> {
  /** The last answer; of an earlier key while `stale`. */
  data: T | undefined;
  /** The key that `data` answers. */
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
  const pace = useRef<(every: number) => void>(undefined);
  // Before the paint: what boot.js has asked for may be here already, and a frame is long on a slow phone.
  useLayoutEffect(() => {
    if (key === null) return;
    // What went wrong with another key is not this one's.
    setState((last) => (last.error ? { ...last, error: undefined } : last));
    const polling = poll({
      every,
      load: (signal) => loader.current(signal),
      done: (data) => setState({ data, key, at: Date.now() }),
      failed: (error) => setState((last) => ({ ...last, error: error as ApiError })),
    });
    pace.current = polling.pace;
    return polling.stop;
  }, [key, turn]);
  // Another pace is no reason to ask twice.
  useEffect(() => pace.current?.(every), [every]);
  const retry = useCallback(() => {
    setState((last) => ({ ...last, error: undefined }));
    setTurn((count) => count + 1);
  }, []);
  return { data: state.data, key: state.key, error: state.error, at: state.at, stale: state.key !== key, retry };
}

interface Poll<T> {
  every: number;
  load: (signal: AbortSignal) => Promise<T>;
  done: (data: T) => void;
  failed: (error: unknown) => void;
}

interface Polling {
  pace: (every: number) => void;
  stop: () => void;
}

function poll<T>({ every: first, load, done, failed }: Poll<T>): Polling {
  const abort = new AbortController();
  let timer = 0;
  let busy = false;
  let every = first;
  let wait = every;
  let broken = false;
  const run = async () => {
    clearTimeout(timer);
    if (busy) return;
    busy = true;
    try {
      const data = await load(abort.signal);
      if (abort.signal.aborted) return;
      wait = every;
      broken = false;
      done(data);
    } catch (error) {
      if (abort.signal.aborted) return;
      wait = Math.min(wait * 2, SLOWEST_MS);
      broken = true;
      failed(error);
    } finally {
      busy = false;
    }
    later();
  };
  const later = () => {
    clearTimeout(timer);
    if (every && !busy && !document.hidden) timer = setTimeout(run, wait) as unknown as number;
  };
  const wake = () => {
    if (every && !document.hidden) run();
    else clearTimeout(timer);
  };
  const { signal } = abort;
  document.addEventListener('visibilitychange', wake, { signal });
  addEventListener('online', () => (every || broken) && run(), { signal });
  run();
  return {
    pace(next) {
      if (next === every) return;
      every = next;
      wait = next;
      later();
    },
    stop() {
      abort.abort();
      clearTimeout(timer);
    },
  };
}
