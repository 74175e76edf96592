/** Where lists of events come from: events under filters, and events that nothing followed in time. */
import { type Query, request } from '../base/api/api.ts';
import type { Project } from '../base/api/types.ts';
import type { Source } from './event-list.tsx';

/** Pages of a project's events under a filter, newest occurrence first; `today` is the project's day. */
export function filteredSource(
  { id }: Project,
  filter: Omit<Query<'/v1/events'>, 'cursor' | 'limit' | 'sort'>,
  today: string,
): Source {
  const live = filter.to === undefined || filter.to >= today;
  return {
    key: JSON.stringify(filter),
    load: (cursor, limit, signal) =>
      request.get('/v1/events', { query: { ...filter, sort: 'occurred_at', limit, cursor }, project: id, signal }),
    received: live
      ? (limit, signal) => request.get('/v1/events', { query: { ...filter, limit }, project: id, signal })
      : undefined,
  };
}

/** Pages of events that none of another type followed in time. Nothing received is news: only time makes an event one of them. */
export function unansweredSource(
  { id }: Project,
  query: Omit<Query<'/v1/events/unanswered'>, 'cursor' | 'limit'>,
): Source {
  return {
    key: JSON.stringify(query),
    load: (cursor, limit, signal) =>
      request.get('/v1/events/unanswered', {
        query: { ...query, limit, cursor },
        project: id,
        signal,
      }),
  };
}
