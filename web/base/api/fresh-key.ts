/** A key that was made a moment ago, carried from the page that made it to the one that shows it; never stored. */

const made = new Map<string, string>();

/** Keeps a project's new key for as long as the document lives. */
export function keepFreshKey(project_id: string, key: string): void {
  made.set(project_id, key);
}

/** The project's new key, if it was made in this document. */
export function freshKey(project_id: string): string | undefined {
  return made.get(project_id);
}
