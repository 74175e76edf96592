/** Pure: the order in which notifications are shown: by project and rule, what is unread and severe first. */
import type { Notification } from '../../base/api/types.ts';
import { LEVELS } from '../../parts/data/severity.tsx';

/** What one rule of a project has told, newest first. */
export interface Group {
  key: string;
  rows: Notification[];
}

export interface ProjectGroups {
  project_id: string;
  groups: Group[];
}

/** Groups rows that are sorted newest first; `isDone` tells those that were read before the reader came. */
export function groupsOf(rows: readonly Notification[], isDone: (row: Notification) => boolean): ProjectGroups[] {
  const rank = (row: Notification) => (isDone(row) ? LEVELS.length : LEVELS.indexOf(row.severity));
  const rankOf = (list: readonly Notification[]) => Math.min(...list.map(rank));
  const projects = [...collect(rows, ({ project_id }) => project_id)].map(([project_id, told]) => ({
    project_id,
    rank: rankOf(told),
    groups: [...collect(told, ({ group }) => group)]
      .map(([group, list]) => ({ key: `${project_id} ${group}`, rows: list, rank: rankOf(list) }))
      .sort(byRank),
  }));
  return projects.sort(byRank);
}

/** Sorting keeps the order of equals: the newest first. */
const byRank = (a: { rank: number }, b: { rank: number }) => a.rank - b.rank;

function collect<T>(rows: readonly T[], keyOf: (row: T) => string): Map<string, T[]> {
  const found = new Map<string, T[]>();
  for (const row of rows) {
    const key = keyOf(row);
    const list = found.get(key);
    if (list) list.push(row);
    else found.set(key, [row]);
  }
  return found;
}
