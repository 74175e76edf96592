/** The cards of one day. */
import type { Ctx } from '../../base/context.ts';
import { addDays, dayAt } from '../../base/time.ts';
import {
  bucketsOf,
  cardMetrics,
  currencyOf,
  datedProject,
  deltaPct,
  hasPoints,
  type Metric,
  measuresOf,
  readPoints,
  seriesOf,
} from '../../flow/metrics/index.ts';
import type { Project } from '../../tenants/orgs/index.ts';
import { clockAt, upToClock } from './by-now.ts';
import type { KpiCard, Kpis, KpisQuery } from './schema.ts';

const SPARKLINE_DAYS = 14;
/** The one bucket of what a day had so far. */
const BY_NOW = 'by now';

/** The industry's cards for a day of the project's time zone, today by default. Conversion is left out while there are no sessions. */
export async function readKpis(ctx: Ctx, query: KpisQuery): Promise<Kpis> {
  const project = await datedProject(ctx);
  const timezone = project.points_timezone;
  const today = dayAt(ctx.now, timezone);
  const date = query.date ?? today;
  const range = { from: addDays(date, 1 - SPARKLINE_DAYS), to: date };
  const metrics = cardMetrics(project.industry);
  const event_types = [...new Set(metrics.flatMap((metric) => measuresOf(metric.formula)).map((m) => m.event_type))];
  const [sums, by_now, has_events] = await Promise.all([
    readPoints(ctx.db, project, 'day', event_types, [range.from, addDays(date, 1)]),
    date === today ? readByNow(ctx, project, event_types, today) : undefined,
    hasPoints(ctx.db, project),
  ]);
  const buckets = bucketsOf(range, 'day', timezone);
  const day = bucketsOf({ from: date, to: date }, 'day', timezone);
  const cards = metrics.map((metric) => {
    const currency = currencyOf(metric, query.currency, project);
    const sparkline = seriesOf(metric, sums, buckets, currency).points.map((point) => point.value);
    const { note } = seriesOf(metric, sums, day, currency);
    return {
      ...cardOf(metric, sparkline, by_now ? valueByNow(metric, by_now, currency) : null),
      ...(note && { note }),
    };
  });
  return {
    date,
    timezone,
    industry: project.industry,
    currency: query.currency ?? project.currency,
    has_events,
    cards: cards.filter((card) => card.unit !== 'ratio' || card.note || card.sparkline.some((value) => value !== null)),
  };
}

type Sums = Awaited<ReturnType<typeof readPoints>>;

/** What yesterday had by the same time on the clock. */
async function readByNow(ctx: Ctx, project: Project, event_types: string[], today: string): Promise<Sums> {
  const zone = project.points_timezone;
  const yesterday = addDays(today, -1);
  const hours = await readPoints(ctx.db, project, 'hour', event_types, [addDays(yesterday, -1), addDays(today, 1)]);
  const names = new Set(bucketsOf({ from: yesterday, to: yesterday }, 'hour', zone).names);
  return upToClock(
    hours.filter(({ at }) => names.has(at)),
    clockAt(ctx.now, today, zone),
  );
}

/** Parts of an hour give fractions of orders and cents, which are rounded. */
function valueByNow(metric: Metric, sums: Sums, currency: string | undefined): number | null {
  const { total } = seriesOf(metric, sums, { names: [BY_NOW], nameOf: () => BY_NOW }, currency);
  return total === null || metric.unit === 'ratio' ? total : Math.round(total);
}

function cardOf({ id, label, unit }: Metric, sparkline: (number | null)[], previous_by_now: number | null): KpiCard {
  const value = sparkline.at(-1) ?? null;
  const previous = sparkline.at(-2) ?? null;
  const deltas = { delta_pct: deltaPct(value, previous), delta_by_now_pct: deltaPct(value, previous_by_now) };
  return { metric: id, label, unit, value, previous, previous_by_now, ...deltas, sparkline };
}
