/** Pure: lines of our own exports (docs/privacy.md) as events that can be sent again. */

interface ExportLine {
  kind: string;
  id?: string;
  project_id?: string;
  data?: { id?: string; idempotency_key?: string; [field: string]: unknown };
}

/**
 * A reader of the lines of one file. It returns undefined for a line that is no export's: such a line is an event as it is.
 * Throws when the export holds several projects and none was chosen.
 */
export function exportReader(chosen?: string): (line: unknown) => { text: string } | { skipped: string } | undefined {
  const projects = new Set<string>();
  return (line) => {
    if (!isExportLine(line)) return undefined;
    const { kind, id, project_id, data } = line;
    if (kind === 'project') projects.add(String(data?.id));
    if (kind !== 'event') return { skipped: kind };
    if (chosen === undefined && projects.size > 1) {
      throw new Error(
        `The export holds ${projects.size} projects. Choose one: --project ${[...projects].join(' or ')}`,
      );
    }
    if (chosen !== undefined && project_id !== chosen) return { skipped: 'event of another project' };
    const { erased: _, ...event } = data ?? {};
    // An erased event has lost its key. Its id does as well: a second import finds the event again.
    return { text: JSON.stringify({ ...event, idempotency_key: event.idempotency_key ?? id }) };
  };
}

function isExportLine(line: unknown): line is ExportLine {
  return typeof line === 'object' && line !== null && 'kind' in line && !('event_type' in line);
}
