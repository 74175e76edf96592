/** Pure: a tenant's requests of one minute, handed out to isolates in blocks. */

export const WINDOW_MS = 60_000;

/** A minute that began with its first request, and how many requests of it are given out. */
export interface RequestWindow {
  started_at: number;
  granted: number;
}

/** What an isolate may spend, and the numbers for its callers. */
export interface Grant {
  /** Names the window: a block is only good within its own. */
  window: number;
  limit: number;
  quantity: number;
  /** What the tenant has left beside all blocks. */
  remaining: number;
  resets_in_ms: number;
}

/**
 * A block for an isolate that has none left: one request, or as many as it has spent already, but never more than an eighth
 * of the rest. So an idle isolate holds back little, a busy one calls seldom, and the last requests are granted one by one.
 */
export function grantRequests(
  known: RequestWindow | undefined,
  limit: number,
  spent: number,
  now: number,
): { window: RequestWindow; grant: Grant } {
  // A clock that went back keeps the window, so that it cannot be used up twice.
  const isOver = !known || now >= known.started_at + WINDOW_MS;
  const window = isOver ? { started_at: now, granted: 0 } : { ...known };
  const free = Math.max(0, limit - window.granted);
  const wanted = Math.max(1, Math.min(Math.floor(free / 8), Math.max(spent, Math.floor(limit / 1_000))));
  const quantity = Math.min(free, wanted);
  window.granted += quantity;
  const resets_in_ms = Math.min(WINDOW_MS, window.started_at + WINDOW_MS - now);
  return {
    window,
    grant: { window: window.started_at, limit, quantity, remaining: free - quantity, resets_in_ms },
  };
}
