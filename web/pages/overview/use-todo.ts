/** How much there is to do, read rarely: a few cheap reads, each of which may fail without the others. */

import { usualFollowUp } from '../../../worker/shared/follow-up.ts';
import { request } from '../../base/api/api.ts';
import { useQuery } from '../../base/api/query.ts';
import type { Project } from '../../base/api/types.ts';
import { addDays } from '../../base/time/calendar.ts';

interface Count {
  count: number;
  /** There are more than that. */
  more: boolean;
}

export interface Todo {
  leads: Count;
  checkouts: Count;
  /** Failed payments of the last days. */
  failures: number;
  /** The project has no rule at all. */
  ruleless: boolean;
}

/** A day, as in the lists. */
const WITHIN_MINUTES = 1440;
/** As far back as the lists behind the numbers look. */
export const LOOKS_BACK_DAYS = 7;
/** Beyond this the exact number is not needed. */
const COUNTED = 99;
const EVERY_MS = 300_000;
const NONE: Count = { count: 0, more: false };

/** What waits in a project; undefined until it is known. */
export function useTodo(project: Project, today: string): Todo | undefined {
  const from = addDays(today, 1 - LOOKS_BACK_DAYS);
  const { data } = useQuery(
    `todo ${today}`,
    async (signal): Promise<Todo> => {
      const input = { project: project.id, signal };
      const unanswered = (event_type: string, follow_up: string) =>
        request
          .get('/v1/events/unanswered', {
            ...input,
            query: { event_type, follow_up, within_minutes: WITHIN_MINUTES, from, limit: COUNTED },
          })
          .then(({ data: events, next_cursor }) => ({ count: events.length, more: next_cursor !== null }));
      const path = { metric: 'payment_failures' };
      const [leads, checkouts, failures, ruleless] = await Promise.all([
        orElse(unanswered('lead_created', usualFollowUp(project.industry)), NONE),
        orElse(unanswered('checkout_started', 'payment_succeeded'), NONE),
        orElse(
          request
            .get('/v1/metrics/{metric}', { ...input, path, query: { from, to: today, grain: 'day' } })
            .then(({ total }) => total ?? 0),
          0,
        ),
        orElse(
          request.get('/v1/rules', { ...input, query: { limit: 1 } }).then(({ data: rules }) => rules.length === 0),
          false,
        ),
      ]);
      return { leads, checkouts, failures, ruleless };
    },
    EVERY_MS,
  );
  return data;
}

/** What cannot be read is not offered. */
const orElse = <T>(asked: Promise<T>, fallback: T): Promise<T> => asked.catch(() => fallback);
