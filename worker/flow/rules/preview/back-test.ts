/** Pure: which alerts a rule would have raised, from when its condition was found to hold and to hold no longer. */
import { MINUTE_MS } from '../../../shared/durations.ts';
import type { PreviewAlert } from '../schema.ts';

/** A condition that was found to hold at an instant (ms), or to hold no longer. `holds_until` ends it by itself. */
export interface Signal {
  time: number;
  /** Name of the hour or day in which it came about. */
  at: string;
  firing: boolean;
  holds_until: number | null;
  observed: number | null;
  expected: number | null;
  threshold: number | null;
  low?: number;
  high?: number;
}

/**
 * Goes through signals in time as the Hub does while no person acts on an alert: one open alert at a time, repeated while its
 * condition holds, resolved when it clears, and none within the cooldown after one ended; a condition that still holds at its end
 * raises then.
 */
export function backTest(
  signals: readonly Signal[],
  { cooldown_minutes, end }: { cooldown_minutes: number; end: number },
): PreviewAlert[] {
  const alerts: PreviewAlert[] = [];
  let open: { alert: PreviewAlert; until: number | null } | undefined;
  let waiting: { signal: Signal; from: number } | undefined;
  let quietUntil = Number.NEGATIVE_INFINITY;
  const close = (time: number) => {
    if (!open) return;
    open.alert.cleared_at = new Date(time).toISOString();
    quietUntil = time + cooldown_minutes * MINUTE_MS;
    open = undefined;
  };
  const raise = (signal: Signal) => {
    const alert = alertOf(signal);
    alerts.push(alert);
    open = { alert, until: signal.holds_until };
    waiting = undefined;
  };
  /** What time alone brings about until then. */
  const pass = (time: number) => {
    if (open && open.until !== null && open.until <= time) close(open.until);
    if (!waiting || waiting.from > time) return;
    const { signal, from } = waiting;
    waiting = undefined;
    if (signal.holds_until !== null && signal.holds_until <= from) return;
    raise(signal);
    if (open && open.until !== null && open.until <= time) close(open.until);
  };
  for (const signal of signals) {
    // At the instant at which a cooldown ends, a condition that ends raises nothing any more.
    if (!signal.firing && waiting?.from === signal.time) waiting = undefined;
    pass(signal.time);
    if (!signal.firing) {
      close(signal.time);
      waiting = undefined;
    } else if (open) {
      open.alert.occurrences += 1;
      open.until = signal.holds_until;
    } else if (signal.time < quietUntil) waiting = { signal, from: quietUntil };
    else raise(signal);
  }
  pass(end);
  return alerts;
}

function alertOf({ time: _, firing: __, holds_until: ___, ...told }: Signal): PreviewAlert {
  return { ...told, occurrences: 1, cleared_at: null };
}
