/** Where lists of events that nothing followed in time come from. */
import { request } from '../base/api/api.ts';
import type { Project } from '../base/api/client.ts';
import type { Source } from './event-list.tsx';

/** What was begun, what should have followed and within how long, on which days; the API fills in what is left out. */
interface Unanswered {
  event_type?: string;
  follow_up?: string;
  within_minutes: number;
  from: string;
  to: string;
}

/** Pages of such events of a project, newest receipt first. Never live: only time makes an event one of them. */
export function unansweredSource(project: Project, query: Unanswered): Source {
  const load: Source['load'] = (cursor, limit, signal) =>
    request.get('/v1/events/unanswered', {
      query: { ...query, limit, ...(cursor && { cursor }) },
      project: project.id,
      signal,
    }) as ReturnType<Source['load']>;
  return { key: JSON.stringify(query), load, live: false };
}
