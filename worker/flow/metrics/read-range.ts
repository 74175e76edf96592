/** Reading one metric over days: its buckets, the usual range of each, and the earlier days that it is compared with. */
import type { Ctx } from '../../base/context.ts';
import { addDays, dayAt, daysBetween, startOfPeriod } from '../../base/time.ts';
import type { Project } from '../../tenants/orgs/index.ts';
import { bandDays, bandOf, clockAt, UNKNOWN, upToClock } from './baseline/index.ts';
import { type Metric, measuresOf } from './catalogue.ts';
import { readPoints } from './read-points.ts';
import type { Grain, MetricSeries } from './schema.ts';
import { alignedRange, bucketsOf, type DayRange, mostlyPrecedes, rounded, seriesOf, storedRange } from './series.ts';
import { firstDay, type PointSum } from './store.ts';

/** Which metric, of whom. */
export interface Asked {
  ctx: Pick<Ctx, 'db' | 'now'>;
  project: Project;
  metric: Metric;
  grain: Grain;
  currency: string | undefined;
}

/** The buckets of a range and their total. */
export async function readRange(asked: Asked, range: DayRange) {
  const sums = await readSums(asked, range, asked.grain);
  return seriesOf(asked.metric, sums, bucketsOf(range, asked.grain, asked.project.points_timezone), asked.currency);
}

/** The same with the usual range of each bucket. A week or month that the range cuts has none, and what has not begun. */
export async function readBanded(asked: Asked, range: DayRange) {
  const { ctx, project, metric, grain, currency } = asked;
  const zone = project.points_timezone;
  const days = bandDays(range, grain);
  const sums = await readSums(asked, days, grain);
  const own = sums.filter(({ at }) => at.slice(0, 10) >= range.from);
  const series = seriesOf(metric, own, bucketsOf(range, grain, zone), currency);
  const longer = seriesOf(metric, sums, bucketsOf(days, grain, zone), currency).points;
  const band = bandOf(longer, series.points.length, { grain, unit: metric.unit });
  const points = series.points.map((point, i) => {
    return {
      ...point,
      ...(isWhole(point.at, grain, range) && hasBegun(point.at, grain, zone, ctx.now) ? band[i]! : UNKNOWN),
    };
  });
  return { ...series, points };
}

/**
 * The days that a range is fairly compared with; of one that reaches today no more than they had by now. Undefined where most of
 * them lie before the first event.
 */
export async function readAligned(asked: Asked, range: DayRange): Promise<MetricSeries['previous']> {
  const { ctx, project, metric, currency } = asked;
  const zone = project.points_timezone;
  const before = alignedRange(range);
  if (mostlyPrecedes(before, await firstDay(ctx.db, project))) return undefined;
  const { points, total } = await readRange(asked, before);
  const today = dayAt(ctx.now, zone);
  if (today < range.from || today > range.to) return { points, total, ...before, by_now: false };
  const last = addDays(before.from, daysBetween(range.from, today));
  const span = { from: before.from, to: last };
  const [days, hours] = await Promise.all([
    readSums(asked, span, 'day'),
    readSums(asked, { from: last, to: last }, 'hour'),
  ]);
  const names = new Set(bucketsOf({ from: last, to: last }, 'hour', zone).names);
  const part = upToClock(
    hours.filter(({ at }) => names.has(at)),
    clockAt(ctx.now, today, zone),
  );
  const sums = [...days.filter(({ at }) => at < last), ...part.map((hour) => ({ ...hour, at: last }))];
  const now = seriesOf(metric, sums, bucketsOf(span, 'day', zone), currency).total;
  return { points, total: rounded(metric, now), ...span, by_now: true };
}

async function readSums({ ctx, project, metric }: Asked, range: DayRange, asked: Grain): Promise<PointSum[]> {
  const { grain, bounds } = storedRange(range, asked);
  const event_types = measuresOf(metric.formula).map(({ event_type }) => event_type);
  return await readPoints(ctx.db, project, grain, event_types, bounds);
}

function isWhole(at: string, grain: Grain, { from, to }: DayRange): boolean {
  if (grain === 'hour' || grain === 'day') return true;
  const next = addDays(to, 1);
  return at >= from && (startOfPeriod(next, grain) === next || at < startOfPeriod(to, grain));
}

function hasBegun(at: string, grain: Grain, zone: string, now: number): boolean {
  return grain === 'hour' ? Date.parse(at) <= now : at <= dayAt(now, zone);
}
