/** The numbers of a report: those of the industry's cards, compared with the week before, and what moved them. */

import type { Ctx } from '../../base/context.ts';
import { addDays, dayBucket, daysOf } from '../../base/time.ts';
import {
  bucketsOf,
  cardMetrics,
  currencyOf,
  deltaPct,
  type Metric,
  measuresOf,
  PointBook,
  readSpans,
  seriesOf,
} from '../../flow/metrics/index.ts';
import { type Period, periodBefore } from '../../flow/notifications/index.ts';
import { dimensionsOf, partsBetween } from '../../flow/rules/index.ts';
import type { Project } from '../../tenants/orgs/index.ts';
import { en } from '../../words/languages/en.ts';
import type { Part, ReportReason, Told } from '../../words/reason.ts';
import { explain } from '../../words/sentence.ts';
import type { ReportNumber } from './schema.ts';

type Job = Pick<Ctx, 'env' | 'db' | 'log'>;

/** Days of the small chart of each number; a week and the week before. */
const CHART_DAYS = 14;

/** Every number of the period, in the order of the cards. Conversion is left out while there are no sessions. */
export async function readNumbers(job: Job, project: Project, period: Period): Promise<ReportNumber[]> {
  const metrics = cardMetrics(project.industry);
  const first = addDays(period.to, 1 - CHART_DAYS);
  const types = new Set(metrics.flatMap(({ formula }) => measuresOf(formula)).map(({ event_type }) => event_type));
  const spans = [...types].map((event_type) => ({
    ...{ grain: 'day' as const, event_type },
    ...{ from: first, before: addDays(period.to, 1) },
  }));
  const points = await readSpans(job.db, project, spans);
  const reading = { job, project, period, points, book: new PointBook(points) };
  const numbers = await Promise.all(metrics.map((metric) => numberOf(reading, metric)));
  return numbers.filter(({ unit, note, days }) => unit !== 'ratio' || note || days.some((value) => value !== null));
}

interface Reading {
  job: Job;
  project: Project;
  period: Period;
  points: Awaited<ReturnType<typeof readSpans>>;
  book: PointBook;
}

async function numberOf(reading: Reading, metric: Metric): Promise<ReportNumber> {
  const { project, period, points } = reading;
  const currency = currencyOf(metric, undefined, project);
  const over = (range: { from: string; to: string }) =>
    seriesOf(metric, points, bucketsOf(range, 'day', project.points_timezone), currency);
  const { total: value, note } = over(period);
  const previous = over(periodBefore(period)).total;
  const days = over({ from: addDays(period.to, 1 - CHART_DAYS), to: period.to }).points.map((point) => point.value);
  const parts = value !== null && previous !== null && value !== previous ? await movers(reading, metric) : [];
  const reason = reasonOf(metric, period, { currency, isOver: note !== undefined });
  const { id, label, unit } = metric;
  const told: Told = { metric: id, unit, observed: value, expected: previous, threshold: null, parts, reason };
  return {
    ...{ metric: id, label, unit, value, ...(note && { note }), previous, delta_pct: deltaPct(value, previous) },
    ...{ explanation: explain(en, told, currency) ?? '', reason, parts, days },
  };
}

/** What the number is made of, and the values of the events' own fields that moved it most. */
async function movers({ job, project, period, book }: Reading, metric: Metric): Promise<Part[]> {
  const before = periodBefore(period);
  const currency = currencyOf(metric, undefined, project);
  const asked = { metric, grain: 'day' as const, currency };
  const parts = partsBetween(asked, book, daysOf(period.from, period.to), daysOf(before.from, before.to));
  const spanOf = ({ from, to }: Period) =>
    [dayBucket(from, project.points_timezone).from, dayBucket(to, project.points_timezone).to] as const;
  return [...parts, ...(await dimensionsOf(job, project.id, asked, [spanOf(period), spanOf(before)]))];
}

function reasonOf(
  { formula }: Metric,
  { kind, to }: Period,
  { currency, isOver }: { currency: string | undefined; isOver: boolean },
): ReportReason {
  return {
    ...{ kind: 'report', day: to, until: to, days: kind === 'daily' ? 1 : 7, week: true },
    ...(formula.kind === 'count' ? { event_type: formula.measure.event_type } : {}),
    ...(currency === undefined ? {} : { currency }),
    ...(isOver ? { over_whole: true } : {}),
  };
}
