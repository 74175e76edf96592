/** Reading metrics: the catalogue of a project, and one metric as a series. */
import { type Ctx, requirePermission, requireProject } from '../../base/context.ts';
import { AppError, missing } from '../../base/errors.ts';
import { checkRange, isTimeZone } from '../../base/time.ts';
import { findProject, type Project } from '../../tenants/orgs/index.ts';
import { coreMetrics, customMetrics, deltaPct, findMetric, type Metric, measuresOf } from './catalogue.ts';
import { readPoints } from './read-points.ts';
import type { MetricEntry, MetricSeries, SeriesQuery } from './schema.ts';
import { bucketsOf, type DayRange, periodBefore, previousRange, seriesOf, storedRange } from './series.ts';
import { listCustomEvents } from './store.ts';

/** The project of a reading call; checks the permission. */
async function readableProject(ctx: Ctx): Promise<Project> {
  requirePermission(ctx, 'metrics:read');
  const project = await findProject(ctx.db, ctx.tenant_id, requireProject(ctx));
  if (!project) throw missing('project');
  return project;
}

/** The same for a call about days: those of a project whose time zone cannot be read are shown to nobody (503). */
export async function datedProject(ctx: Ctx): Promise<Project> {
  const project = await readableProject(ctx);
  if (isTimeZone(project.points_timezone)) return project;
  const message = 'The time zone of this project cannot be read. Its events are taken; the operator has to mend it.';
  throw new AppError('unavailable', 'project.unreadable', message, { retry_after: 60 });
}

/** Every metric of the project: the core ones and two for each custom event that has occurred. */
export async function listMetrics(ctx: Ctx): Promise<MetricEntry[]> {
  const project = await readableProject(ctx);
  const custom = await listCustomEvents(ctx.db, project.tenant_id, project.id);
  const metrics = [...coreMetrics(project.industry), ...custom.flatMap(customMetrics)];
  return metrics.map(({ id, label, unit, formula, description }) => ({
    id,
    label,
    unit,
    kind: formula.kind,
    description,
  }));
}

/** One metric over days of the project's time zone; `.delta` gives each bucket's change against the one before. */
export async function readSeries(ctx: Ctx, id: string, query: SeriesQuery): Promise<MetricSeries> {
  const project = await datedProject(ctx);
  const found = findMetric(id, project.industry);
  if (!found) throw new AppError('missing', 'metric.not_found', `There is no metric ${id.slice(0, 100)}.`);
  checkRange(query.from, query.to);
  const currency = currencyOf(found.metric, query.currency, project);
  const range = { from: query.from, to: query.to };
  const wanted = found.delta || query.compare === 'previous' ? [range, previousRange(range)] : [range];
  if (found.delta) wanted.push(periodBefore(range, query.grain));
  const [now, before, earlier] = await Promise.all(
    wanted.map((part) => readRange(ctx, project, found.metric, part, query.grain, currency)),
  );
  const delta_pct = before && deltaPct(now!.total, before.total);
  const reply = {
    metric: id,
    grain: query.grain,
    timezone: project.points_timezone,
    currency: currency ?? null,
  };
  if (found.delta)
    return { ...reply, unit: 'percent', points: deltasOf(earlier!.points, now!.points), total: delta_pct ?? null };
  if (!before) return { ...reply, unit: found.metric.unit, ...now! };
  const previous = { points: before.points, total: before.total };
  return { ...reply, unit: found.metric.unit, ...now!, previous, delta_pct };
}

/** Each bucket against the one before it; the first one against the last of the earlier range. */
function deltasOf(before: MetricSeries['points'], now: MetricSeries['points']): MetricSeries['points'] {
  return now.map(({ at, value }, i) => {
    const previous = i === 0 ? before.at(-1) : now[i - 1];
    return { at, value: deltaPct(value, previous?.value ?? null) };
  });
}

/** Money is of one currency, the project's without a query parameter; counts are of all currencies without one. */
export function currencyOf(metric: Metric, asked: string | undefined, project: Project): string | undefined {
  return asked ?? (metric.unit === 'money' ? project.currency : undefined);
}

async function readRange(
  ctx: Ctx,
  project: Project,
  metric: Metric,
  range: DayRange,
  asked: SeriesQuery['grain'],
  currency: string | undefined,
) {
  const { grain, bounds } = storedRange(range, asked);
  const event_types = measuresOf(metric.formula).map((measure) => measure.event_type);
  const sums = await readPoints(ctx.db, project, grain, event_types, bounds);
  return seriesOf(metric, sums, bucketsOf(range, asked, project.points_timezone), currency);
}
