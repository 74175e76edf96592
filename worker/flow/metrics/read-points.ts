/** Reading stored points, those of meters included, which are kept as usage. */
import type { Db } from '../../base/db.ts';
import { addDays } from '../../base/time.ts';
import type { Project } from '../../tenants/orgs/index.ts';
import { sumUsage } from '../../tenants/usage/index.ts';
import { type PointSpan, type PointSum, type StoredPoint, selectSpans } from './store.ts';

const USAGE = 'usage.';

/** The points of many spans, in the zone revision that is served; one reading for all events. Spans that overlap return a point twice. */
export async function readSpans(db: Db, project: Project, spans: PointSpan[]): Promise<StoredPoint[]> {
  const ofUsage = spans.filter(({ event_type }) => event_type.startsWith(USAGE));
  if (ofUsage.length === 0) return await selectSpans(db, project, spans);
  const ofEvents = spans.filter(({ event_type }) => !event_type.startsWith(USAGE));
  const [points, ...usage] = await Promise.all([
    ofEvents.length > 0 ? selectSpans(db, project, ofEvents) : [],
    ...ofUsage.map((span) => readUsage(db, project, span)),
  ]);
  return [...points, ...usage.flat()];
}

/** Points of the given types whose `at` lies in `[from, before)`, compared as text, in the zone revision that is served. */
export async function readPoints(
  db: Db,
  project: Project,
  grain: 'day' | 'hour',
  event_types: string[],
  [from, before]: [string, string],
): Promise<PointSum[]> {
  const spans = [...new Set(event_types)].map((event_type) => ({ grain, event_type, from, before }));
  return await readSpans(db, project, spans);
}

/** A meter by UTC day. */
async function readUsage(db: Db, project: Project, { grain, event_type, ...span }: PointSpan): Promise<StoredPoint[]> {
  if (grain !== 'day') return [];
  const range = { from: span.from.slice(0, 10), to: addDays(span.before.slice(0, 10), -1), holders: [project.id] };
  const days = await sumUsage(db, project.tenant_id, range);
  return days
    .filter(({ meter }) => meter === event_type.slice(USAGE.length))
    .map(({ date, quantity }) => ({ grain, event_type, at: date, currency: '', n: quantity, sum: 0 }));
}
