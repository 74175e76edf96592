/** Pure: what a socket is sent, and where a client that was away resumes. */
import type { Change } from './lifecycle.ts';
import { shownAlert } from './rule-state.ts';

/** A change as it was sent; its sequence is the cursor, and the revision of the alert that it made. */
export interface Frame {
  seq: number;
  project_id: string;
  alert_id: string;
  type: Change['type'];
  /** JSON of the alert as it was at that moment. */
  data: string;
}

/** Frames that are kept for clients that come back. */
export const FRAMES_KEPT = 1_000;

/** The frame of a change. */
export function frameOf({ type, alert }: Change): Frame {
  return {
    seq: alert.rev,
    project_id: alert.project_id,
    alert_id: alert.id,
    type,
    data: JSON.stringify(shownAlert(alert)),
  };
}

/** What goes over the wire; `cursor` brings back everything after it. */
export function messageOf(
  cursor: number | string,
  type: Frame['type'] | 'kpi.changed' | 'notification.changed',
  data: string,
): string {
  return `{"cursor":"${cursor}","type":"${type}","data":${data}}`;
}

/** The sequence in a client's cursor; undefined for one that was never handed out or whose frames are gone. */
export function sequenceOf(cursor: string, first: number | null, last: number): number | undefined {
  if (!/^\d{1,15}$/.test(cursor)) return undefined;
  const seq = Number(cursor);
  return seq <= last && seq >= (first ?? last + 1) - 1 ? seq : undefined;
}

/**
 * Changes of one alert that follow each other without a new status become one: a thousand firings in one go are one frame with
 * the last numbers. Returned by revision, ascending.
 */
export function mergeChanges(changes: readonly Change[]): Change[] {
  const merged: Change[] = [];
  const last = new Map<string, number>();
  for (const change of changes) {
    const at = last.get(change.alert.id);
    const before = at === undefined ? undefined : merged[at];
    if (at !== undefined && before?.alert.status === change.alert.status) {
      merged[at] = { type: before.type, alert: change.alert };
    } else {
      last.set(change.alert.id, merged.length);
      merged.push(change);
    }
  }
  return merged.sort((a, b) => a.alert.rev - b.alert.rev);
}
