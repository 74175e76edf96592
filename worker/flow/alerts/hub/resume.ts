/** What a client that comes back to a live socket has missed. */
import { FRAMES_KEPT, messageOf, sequenceOf } from './frame.ts';
import { firstFrame, listFrames, listOpen } from './hub-alerts-store.ts';
import { shownAlert } from './rule-state.ts';

/** Where a client was; of a project, or of all projects when it is null. */
interface Position {
  cursor: string;
  project_id: string | null;
}

/**
 * The messages since `cursor`, or every open alert where those are gone; `rev` is the last revision. All but the last of these carry
 * a cursor that brings them again, should the client not get to the end.
 */
export function resumeFrom(sql: SqlStorage, rev: number, { cursor, project_id }: Position): string[] {
  const seen = sequenceOf(cursor, firstFrame(sql), rev);
  if (seen !== undefined) {
    return listFrames(sql, seen, project_id).map(({ seq, type, data }) => messageOf(seq, type, data));
  }
  const open = listOpen(sql, project_id, FRAMES_KEPT);
  return open.map((alert, i) => {
    const isLast = i === open.length - 1;
    return messageOf(isLast ? String(rev) : '', 'alert.changed', JSON.stringify(shownAlert(alert)));
  });
}
