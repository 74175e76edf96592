/** The cards of one day. */
import type { Ctx } from '../../base/context.ts';
import { addDays, dayAt } from '../../base/time.ts';
import {
  bucketsOf,
  currencyOf,
  deltaPct,
  hasPoints,
  type Metric,
  measuresOf,
  readableProject,
  readPoints,
  seriesOf,
} from '../../flow/metrics/index.ts';
import { cardMetrics } from './cards.ts';
import type { KpiCard, Kpis, KpisQuery } from './schema.ts';

const SPARKLINE_DAYS = 14;

/** The industry's cards for a day of the project's time zone, today by default. Conversion is left out while there are no sessions. */
export async function readKpis(ctx: Ctx, query: KpisQuery): Promise<Kpis> {
  const project = await readableProject(ctx);
  const timezone = project.points_timezone;
  const date = query.date ?? dayAt(ctx.now, timezone);
  const range = { from: addDays(date, 1 - SPARKLINE_DAYS), to: date };
  const metrics = cardMetrics(project.industry);
  const event_types = [...new Set(metrics.flatMap((metric) => measuresOf(metric.formula)).map((m) => m.event_type))];
  const [sums, has_events] = await Promise.all([
    readPoints(ctx.db, project, 'day', event_types, [range.from, addDays(date, 1)]),
    hasPoints(ctx.db, project),
  ]);
  const buckets = bucketsOf(range, 'day', timezone);
  const cards = metrics.map((metric) => {
    const { points } = seriesOf(metric, sums, buckets, currencyOf(metric, query.currency, project));
    return cardOf(
      metric,
      points.map((point) => point.value),
    );
  });
  return {
    date,
    timezone,
    industry: project.industry,
    currency: query.currency ?? project.currency,
    has_events,
    cards: cards.filter((card) => card.unit !== 'ratio' || card.sparkline.some((value) => value !== null)),
  };
}

function cardOf({ id, label, unit }: Metric, sparkline: (number | null)[]): KpiCard {
  const value = sparkline.at(-1) ?? null;
  const previous = sparkline.at(-2) ?? null;
  return { metric: id, label, unit, value, previous, delta_pct: deltaPct(value, previous), sparkline };
}
