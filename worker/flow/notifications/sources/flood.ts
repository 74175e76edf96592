/** Pure: flood control. Of one type of event in a project, five in ten minutes are told one by one, the rest as one summary. */
import { MINUTE_MS } from '../../../shared/durations.ts';

/** Length of a window, from its first event on. */
export const WINDOW_MINUTES = 10;
export const WINDOW_MS = WINDOW_MINUTES * MINUTE_MS;
const ONE_BY_ONE = 5;

/** What is known of the window of a type. */
export interface Window {
  /** ms. */
  started_at: number;
  /** Told one by one. */
  told: number;
  /** Waiting for the summary. */
  held: number;
}

/** Takes an event that was received at an instant (ms); `ended` is the window that it closes, if that has a summary to tell. */
export function takeEvent(window: Window | undefined, at: number): { window: Window; isTold: boolean; ended?: Window } {
  const isOver = window === undefined || at >= window.started_at + WINDOW_MS;
  const open = isOver ? { started_at: at, told: 0, held: 0 } : window;
  const isTold = open.told < ONE_BY_ONE;
  const after = isTold ? { ...open, told: open.told + 1 } : { ...open, held: open.held + 1 };
  return { window: after, isTold, ...(isOver && window && window.held > 0 ? { ended: window } : {}) };
}
