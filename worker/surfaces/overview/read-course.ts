/** The usual course of a day under way, kept until the days before it change. */
import type { Ctx } from '../../base/context.ts';
import { addDays, daysOf } from '../../base/time.ts';
import { type Metric, readPoints } from '../../flow/metrics/index.ts';
import type { Project } from '../../tenants/orgs/index.ts';
import { type DayCourse, dayCourse } from './day-course.ts';
import { findByNow, putByNow } from './store.ts';

/** As many days before today as bands rest on. */
const DAYS = 30;

export interface CourseTerms {
  metrics: readonly { metric: Metric; currency: string | undefined }[];
  event_types: string[];
  today: string;
  /** The project's currency, or the one that was asked for. */
  currency: string;
  /** The points of the days before today: when they change, the course is made anew. */
  past: readonly { at: string; n: number; sum: number }[];
}

/** By metric, what today usually has by each full hour. */
export async function readCourse(ctx: Pick<Ctx, 'db'>, project: Project, terms: CourseTerms): Promise<DayCourse> {
  const { today, metrics, event_types, currency } = terms;
  const basis = basisOf(project, terms);
  const kept = await findByNow(ctx.db, project, currency, basis);
  if (kept !== undefined) return JSON.parse(kept) as DayCourse;
  const from = addDays(today, -DAYS);
  const hours = await readPoints(ctx.db, project, 'hour', event_types, [from, today]);
  const course = dayCourse(hours, daysOf(from, addDays(today, -1)), today, metrics);
  await putByNow(ctx.db, project, currency, { basis, body: JSON.stringify(course) });
  return course;
}

/** Events only add to sums, so that these change with every event that comes late. */
function basisOf({ points_zone_rev, points_timezone }: Project, { today, metrics, past }: CourseTerms): string {
  let [n, sum] = [0, 0];
  for (const point of past) {
    if (point.at >= today) continue;
    n += point.n;
    sum += point.sum;
  }
  const names = metrics.map(({ metric }) => metric.id).join();
  return [today, points_timezone, points_zone_rev, names, n, sum].join(' ');
}
