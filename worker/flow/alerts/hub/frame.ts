/** Pure: what a socket is told, and where a client that was away goes on. */
import type { Change } from './lifecycle.ts';
import { shownAlert } from './rule-state.ts';

/** A change as it was told; its place is the cursor, and the revision of the alert it made. */
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
export function messageOf(cursor: number | string, type: Frame['type'] | 'kpi.changed', data: string): string {
  return `{"cursor":"${cursor}","type":"${type}","data":${data}}`;
}

/** The place in a client's cursor; undefined for one that was never handed out or whose frames are gone. */
export function sequenceOf(cursor: string, first: number | null, last: number): number | undefined {
  if (!/^\d{1,15}$/.test(cursor)) return undefined;
  const place = Number(cursor);
  return place <= last && place >= (first ?? last + 1) - 1 ? place : undefined;
}

/**
 * Changes of one alert that follow each other without a new status are told once: a thousand firings in one go are one
 * frame with the last numbers.
 */
export function mergeChanges(changes: readonly Change[]): Change[] {
  const merged: Change[] = [];
  const last = new Map<string, number>();
  for (const change of changes) {
    const place = last.get(change.alert.id);
    const before = place === undefined ? undefined : merged[place];
    if (place !== undefined && before?.alert.status === change.alert.status) {
      merged[place] = { type: before.type, alert: change.alert };
    } else {
      last.set(change.alert.id, merged.length);
      merged.push(change);
    }
  }
  return merged;
}
