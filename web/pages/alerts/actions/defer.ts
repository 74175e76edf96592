/** Work that waits for a moment, so that it can be taken back; leaving the page does it at once. */

interface Deferred {
  /** Takes it back; returns whether there was still time. */
  cancel: () => boolean;
}

const waiting = new Set<(leaving: boolean) => void>();

/** Does `work` after `wait_ms`; `leaving` tells it that the page is going away. */
export function defer(work: (leaving: boolean) => void, wait_ms: number): Deferred {
  const run = (leaving: boolean) => {
    clearTimeout(timer);
    if (waiting.delete(run)) work(leaving);
  };
  const timer = setTimeout(run, wait_ms, false);
  waiting.add(run);
  return {
    cancel: () => {
      clearTimeout(timer);
      return waiting.delete(run);
    },
  };
}

if (typeof addEventListener === 'function') {
  addEventListener('pagehide', () => {
    for (const run of [...waiting]) run(true);
  });
}
