/** When today's numbers are loaded again: as soon as they change while the socket is open, every few seconds while it is not. */
import { useEffect, useRef } from 'preact/hooks';
import { useFeed, useFrames } from '../../shell/alert-feed.ts';

const POLL_MS = 5000;
/** Also without a change: the values for comparison depend on the time of day. */
const LIVE_MS = 60_000;
/** The first change shows at once, a stream of them this often. */
const APART_MS = 5000;

/** Milliseconds between reads. */
export function usePace(): number {
  return useFeed().live ? LIVE_MS : POLL_MS;
}

/** Calls `renew` when the project's numbers have changed; undefined does not care. */
export function useKpiChanges(renew: (() => void) | undefined): void {
  const last = useRef(0);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const latest = useRef(renew);
  latest.current = renew;
  useFrames(({ type }) => {
    if (type !== 'kpi.changed' || timer.current !== undefined) return;
    const wait = Math.max(0, last.current + APART_MS - Date.now());
    timer.current = setTimeout(() => {
      timer.current = undefined;
      last.current = Date.now();
      latest.current?.();
    }, wait);
  });
  useEffect(() => () => clearTimeout(timer.current), []);
}
