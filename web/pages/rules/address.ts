/** Pure: the part of this page's state that is in its address. */

export type View = 'rules' | 'templates' | 'noise';

export interface Place {
  view: View;
  /** The rule that is open; `new` is one to be made. */
  rule: string | undefined;
  /** A new rule begins as a copy of this one. */
  from: string | undefined;
}

/** Reads the address. */
export function readPlace(query: Record<string, string>): Place {
  const view = query.view === 'templates' || query.view === 'noise' ? query.view : 'rules';
  return { view, rule: query.rule || undefined, from: query.from || undefined };
}

/** The address of a view; the project is kept when it is named. */
export function placeUrl({ view, rule, from }: Partial<Place>, project: string | undefined): string {
  const query = new URLSearchParams();
  if (project) query.set('project', project);
  if (view && view !== 'rules') query.set('view', view);
  if (rule) query.set('rule', rule);
  if (from) query.set('from', from);
  return `/rules${query.size > 0 ? `?${query}` : ''}`;
}
