/** Why a metric is what it is: its parts against the days before, and the single events that make much of it. */
import type { Ctx } from '../../base/context.ts';
import { AppError } from '../../base/errors.ts';
import { addDays, checkRange, dayAt, dayBucket, daysBetween, daysOf } from '../../base/time.ts';
import {
  currencyOf,
  datedProject,
  findMetric,
  firstDay,
  type Metric,
  measuresOf,
  mostlyPrecedes,
  PointBook,
  readSpans,
  selectLargest,
} from '../../flow/metrics/index.ts';
import { dimensionsOf, partsBetween, singleEvents } from '../../flow/rules/index.ts';
import { en } from '../../words/languages/en.ts';
import type { Part, ReportReason, Told } from '../../words/reason.ts';
import { explain } from '../../words/sentence.ts';
import { decompose } from './decompose.ts';
import type { ExplainQuery, Explanation } from './schema.ts';

const MAX_DAYS = 366;
/** Fields are compared event by event, which a ledger does for a few weeks. */
const MAX_DIMENSION_DAYS = 31;

interface Range {
  from: string;
  to: string;
}

/** The sentence and its parts; a range that is not over is compared with nothing. */
export async function readExplanation(ctx: Ctx, query: ExplainQuery): Promise<Explanation> {
  const asked = await askedOf(ctx, query);
  const { project, metric, currency, range, earlier, days } = asked;
  const types = [...new Set(measuresOf(metric.formula).map(({ event_type }) => event_type))];
  const spans = [earlier, range].flatMap(({ from, to }) =>
    types.map((event_type) => ({ grain: 'day' as const, event_type, from, before: addDays(to, 1) })),
  );
  const [points, first, largest] = await Promise.all([
    readSpans(ctx.db, project, spans),
    firstDay(ctx.db, project),
    selectLargest(ctx.db, project, [...types, 'refund_issued'], range),
  ]);
  const book = new PointBook(points);
  const worth = ({ from, to }: Range) => book.value(metric, 'day', daysOf(from, to), currency);
  const value = worth(range);
  const isOver = range.to < dayAt(ctx.now, project.points_timezone);
  const previous = isOver && !mostlyPrecedes(earlier, first) ? worth(earlier) : null;
  const change = value !== null && previous !== null && value !== previous ? value - previous : null;
  const totals = totalsOf(metric, book, range, currency);
  const moved = change === null ? [] : await movers(ctx, asked, book);
  const parts = [...moved, ...singleEvents(metric, largest, currency, totals)];
  const told = toldOf(metric, { observed: value, expected: previous, parts }, { days, to: range.to, currency });
  const minus = metric.formula.kind === 'difference' ? metric.formula.minus.event_type : undefined;
  return {
    ...{ metric: metric.id, ...range, value, previous, currency: currency ?? null },
    sentence: explain(en, told, currency) ?? '',
    parts: decompose(parts, change, { minus, totals }),
    told,
  };
}

type Asked = Awaited<ReturnType<typeof askedOf>>;

/** What is asked, and the days that it is compared with: of one day the same weekday, else as many days right before. */
async function askedOf(ctx: Ctx, { metric: id, from, to, currency }: ExplainQuery) {
  const project = await datedProject(ctx);
  const found = findMetric(id, project.industry);
  if (!found || found.delta)
    throw new AppError('missing', 'metric.not_found', `There is no metric ${id.slice(0, 100)}.`);
  checkRange(from, to);
  const days = daysBetween(from, to) + 1;
  if (days > MAX_DAYS) throw new AppError('unprocessable', 'range.invalid', `Up to ${MAX_DAYS} days can be explained.`);
  const shift = days === 1 ? 7 : days;
  const earlier = { from: addDays(from, -shift), to: addDays(to, -shift) };
  const { metric } = found;
  return { project, metric, currency: currencyOf(metric, currency, project), range: { from, to }, earlier, days };
}

async function movers(ctx: Ctx, { project, metric, currency, range, earlier, days }: Asked, book: PointBook) {
  const of = { metric, grain: 'day' as const, currency };
  const parts = partsBetween(of, book, daysOf(range.from, range.to), daysOf(earlier.from, earlier.to));
  if (days > MAX_DIMENSION_DAYS) return parts;
  const spanOf = ({ from, to }: Range) =>
    [dayBucket(from, project.points_timezone).from, dayBucket(to, project.points_timezone).to] as const;
  return [...parts, ...(await dimensionsOf(ctx, project.id, of, [spanOf(range), spanOf(earlier)]))];
}

/** The sum of each of the metric's event types. */
function totalsOf({ formula }: Metric, book: PointBook, { from, to }: Range, currency: string | undefined) {
  const names = daysOf(from, to);
  return new Map(
    measuresOf(formula).map(({ event_type }) => [
      event_type,
      book.measure({ event_type, field: 'sum' }, 'day', names, currency),
    ]),
  );
}

function toldOf(
  { id, unit, formula }: Metric,
  numbers: { observed: number | null; expected: number | null; parts: Part[] },
  { days, to, currency }: { days: number; to: string; currency: string | undefined },
): Told {
  const reason: ReportReason = {
    ...{ kind: 'report', day: to, until: to, days, week: true },
    ...(formula.kind === 'count' ? { event_type: formula.measure.event_type } : {}),
    ...(currency === undefined ? {} : { currency }),
  };
  return { metric: id, unit, ...numbers, threshold: null, reason };
}
