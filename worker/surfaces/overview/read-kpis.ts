/** The cards of one day. */
import type { Ctx } from '../../base/context.ts';
import { addDays, dayAt } from '../../base/time.ts';
import { bandDays, bandOf, clockAt, upToClock } from '../../flow/metrics/baseline/index.ts';
import {
  bucketsOf,
  cardMetrics,
  currencyOf,
  datedProject,
  deltaPct,
  firstDay,
  type Largest,
  type Metric,
  measuresOf,
  readPoints,
  rounded,
  selectLargest,
  seriesOf,
} from '../../flow/metrics/index.ts';
import { HOUR_MS } from '../../shared/durations.ts';
import type { Project } from '../../tenants/orgs/index.ts';
import { type DayCourse, usualAtClock } from './day-course.ts';
import { dominatedBy } from './dominated.ts';
import { readCourse } from './read-course.ts';
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
  const days = query.band === 'true' ? bandDays(range, 'day') : range;
  const metrics = cardMetrics(project.industry);
  const event_types = [...new Set(metrics.flatMap((metric) => measuresOf(metric.formula)).map((m) => m.event_type))];
  const [past, by_now, first, largest] = await Promise.all([
    readPoints(ctx.db, project, 'day', event_types, [days.from, addDays(date, 1)]),
    date === today ? readByNow(ctx, project, event_types, today) : undefined,
    firstDay(ctx.db, project),
    selectLargest(ctx.db, project, event_types, { from: date, to: date }),
  ]);
  const currency = query.currency ?? project.currency;
  const asked = metrics.map((metric) => ({ metric, currency: currencyOf(metric, query.currency, project) }));
  const course =
    by_now && days !== range
      ? await readCourse(ctx, project, { metrics: asked, event_types, today, currency, past })
      : undefined;
  const read: Read = { project, date, range, days, past, by_now, first, largest, course, now: ctx.now };
  const cards = asked.map((each) => cardOf(each, read));
  return {
    date,
    timezone,
    industry: project.industry,
    currency,
    has_events: first !== undefined,
    cards: cards.filter((card) => card.unit !== 'ratio' || card.note || card.sparkline.some((value) => value !== null)),
  };
}

/** All that was read for a day's cards. */
interface Read {
  project: Project;
  date: string;
  range: { from: string; to: string };
  /** More than `range` where usual ranges are asked for. */
  days: { from: string; to: string };
  past: Sums;
  /** Yesterday and the same weekday a week before, by now; of today only. */
  by_now: Sums[] | undefined;
  first: string | undefined;
  largest: Largest[];
  course: DayCourse | undefined;
  now: number;
}

interface Asked {
  metric: Metric & { under?: string };
  currency: string | undefined;
}

function cardOf({ metric, currency }: Asked, read: Read): KpiCard {
  const { date, range, past, by_now, first, largest } = read;
  const zone = read.project.points_timezone;
  const { id, label, unit, under } = metric;
  const sparkline = seriesOf(metric, past, bucketsOf(range, 'day', zone), currency).points.map((point) => point.value);
  const { note } = seriesOf(metric, past, bucketsOf({ from: date, to: date }, 'day', zone), currency);
  const value = sparkline.at(-1) ?? null;
  const previous = sparkline.at(-2) ?? null;
  const [yesterday = null, lastWeek = null] = (by_now ?? []).map((part) => valueByNow(metric, part, currency));
  const week = addDays(date, -7);
  const then = by_now ? lastWeek : (sparkline.at(-8) ?? null);
  const compared = { day: week, value: then, by_now: by_now !== undefined, delta_pct: deltaPct(value, then) };
  const dominated = dominatedBy(metric, largest, currency);
  return {
    ...{ metric: id, label, unit, value, previous, previous_by_now: yesterday },
    ...{ delta_pct: deltaPct(value, previous), delta_by_now_pct: deltaPct(value, yesterday), sparkline },
    ...(under && { under }),
    compared: first === undefined || week < first ? null : compared,
    ...(dominated && { dominated }),
    ...(note && { note }),
    ...usualOf({ metric, currency }, read),
  };
}

/** The usual ranges of a card's days, where they are asked for; of a day under way by now. */
function usualOf({ metric, currency }: Asked, { days, range, past, project, course, now, date }: Read) {
  if (days === range) return {};
  const zone = project.points_timezone;
  const { points } = seriesOf(metric, past, bucketsOf(days, 'day', zone), currency);
  const band = bandOf(points, SPARKLINE_DAYS, { grain: 'day', unit: metric.unit });
  const today = course && usualAtClock(course[metric.id], clockAt(now, date, zone) / HOUR_MS);
  const { usual_low, usual_high } = today ?? band.at(-1)!;
  return {
    usual_low: rounded(metric, usual_low),
    usual_high: rounded(metric, usual_high),
    sparkline_low: band.map((each) => each.usual_low),
    sparkline_high: band.map((each) => each.usual_high),
  };
}

type Sums = Awaited<ReturnType<typeof readPoints>>;

/** What yesterday, and the same weekday a week before, had by the same time on the clock. */
async function readByNow(ctx: Ctx, project: Project, event_types: string[], today: string): Promise<Sums[]> {
  const zone = project.points_timezone;
  const clock = clockAt(ctx.now, today, zone);
  const days = [-1, -7].map(async (back) => {
    const day = addDays(today, back);
    const hours = await readPoints(ctx.db, project, 'hour', event_types, [addDays(day, -1), addDays(day, 2)]);
    const names = new Set(bucketsOf({ from: day, to: day }, 'hour', zone).names);
    return upToClock(
      hours.filter(({ at }) => names.has(at)),
      clock,
    );
  });
  return await Promise.all(days);
}

function valueByNow(metric: Metric, sums: Sums, currency: string | undefined): number | null {
  return rounded(metric, seriesOf(metric, sums, { names: [BY_NOW], nameOf: () => BY_NOW }, currency).total);
}
