/** Reading metrics: the catalogue of a project, and one metric as a series. */
import { type Ctx, requirePermission, requireProject } from '../../base/context.ts';
import { AppError, missing } from '../../base/errors.ts';
import { checkRange, isTimeZone } from '../../base/time.ts';
import { findProject, type Project } from '../../tenants/orgs/index.ts';
import { UNKNOWN } from './baseline/index.ts';
import { coreMetrics, customMetrics, deltaPct, findMetric, type Metric } from './catalogue.ts';
import { type Asked, readAligned, readBanded, readRange } from './read-range.ts';
import type { MetricEntry, MetricSeries, SeriesQuery } from './schema.ts';
import { type DayRange, periodBefore, previousRange } from './series.ts';
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
  const asked = { ctx, project, metric: found.metric, grain: query.grain, currency };
  const range = { from: query.from, to: query.to };
  const reply = { metric: id, grain: query.grain, timezone: project.points_timezone, currency: currency ?? null };
  if (found.delta) return { ...reply, unit: 'percent', ...(await readDeltas(asked, range, query)) };
  const [now, before] = await Promise.all([
    query.band === 'true' ? readBanded(asked, range) : readRange(asked, range),
    readBefore(asked, range, query.compare),
  ]);
  const series = { ...reply, unit: found.metric.unit, ...now };
  if (query.compare === undefined) return series;
  return {
    ...series,
    ...(before && { previous: before }),
    delta_pct: before ? deltaPct(now.total, before.total) : null,
  };
}

async function readBefore(asked: Asked, range: DayRange, compare: SeriesQuery['compare']) {
  if (compare === undefined) return undefined;
  if (compare === 'aligned') return await readAligned(asked, range);
  const { points, total } = await readRange(asked, previousRange(range));
  return { points, total };
}

/** Changes have no usual range: what they are changes of has one. */
async function readDeltas(asked: Asked, range: DayRange, { grain, band }: SeriesQuery) {
  const ranges = [range, previousRange(range), periodBefore(range, grain)];
  const [now, before, earlier] = await Promise.all(ranges.map((part) => readRange(asked, part)));
  const points = deltasOf(earlier!.points, now!.points);
  const total = deltaPct(now!.total, before!.total);
  return { points: band === 'true' ? points.map((point) => ({ ...point, ...UNKNOWN })) : points, total };
}

/** Each bucket against the one before it; the first one against the last of the earlier range. */
function deltasOf(before: MetricSeries['points'], now: MetricSeries['points']): MetricSeries['points'] {
  return now.map(({ at, value }, i) => {
    const previous = i === 0 ? before.at(-1) : now[i - 1];
    return { at, value: deltaPct(value, previous?.value ?? null) };
  });
}

/** Money is of one currency, the project's without a query parameter; counts are of all currencies without one, customers always. */
export function currencyOf(metric: Metric, asked: string | undefined, project: Project): string | undefined {
  if (metric.source === 'customers') return undefined;
  return asked ?? (metric.unit === 'money' ? project.currency : undefined);
}
