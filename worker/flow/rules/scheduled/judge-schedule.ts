/** Pure: what a schedule's alert says: that it is time, and how its metric went since. */
import { AppError } from '../../../base/errors.ts';
import { addDays, type Bucket, dayAt } from '../../../base/time.ts';
import { deltaPct, type Metric, measuresOf, type PointBook, type PointSpan } from '../../metrics/index.ts';
import { headOf } from '../explain.ts';
import type { AlertPayload } from '../judgement.ts';
import { currencyOfRule, metricOf, type Terms } from '../metric-of.ts';
import type { RuleFields } from '../schema.ts';
import { comparison, dayName } from '../wording.ts';
import { nextRun } from './cron.ts';
import { completePeriods } from './periods.ts';

const DAY_MS = 86_400_000;

/** One planned run: the days that its alert tells of, and as many days before them. */
export interface ScheduleRun {
  planned: number;
  metric: Metric | undefined;
  currency: string | undefined;
  zone: string;
  days: Bucket[];
  before: Bucket[];
}

/** The run planned for the instant `planned`: daily schedules tell of a day, weekly ones of a week, rarer ones of 30 days. */
export function scheduleRun(fields: RuleFields, project: Terms, planned: number): ScheduleRun {
  const zone = fields.timezone ?? 'UTC';
  const gap = nextRun(fields.schedule ?? '', zone, planned) - planned;
  const found = metricOf(fields, project);
  if (fields.metric !== null && (!found || found.delta))
    throw new AppError('missing', 'metric.not_found', `There is no metric ${fields.metric} to tell of.`);
  const count = gap < 1.5 * DAY_MS ? 1 : gap < 14 * DAY_MS ? 7 : 30;
  const days = completePeriods('day', project.points_timezone, planned, 2 * count);
  const metric = found?.metric;
  const currency = currencyOfRule(fields, metric, project);
  return { planned, metric, currency, zone, days: days.slice(count), before: days.slice(0, count) };
}

/** The stored points that the run's alert is made from. */
export function spansOfRun({ metric, days, before }: ScheduleRun): PointSpan[] {
  if (!metric) return [];
  const [from, end] = [before[0]!.at, addDays(days.at(-1)!.at, 1)];
  return measuresOf(metric.formula).map(({ event_type }) => ({ grain: 'day', event_type, from, before: end }));
}

/** What the run's alert tells. */
export function payloadOfRun(run: ScheduleRun, book: PointBook): AlertPayload {
  const { metric, currency, days, before } = run;
  const total = (part: Bucket[]) =>
    metric
      ? book.value(
          metric,
          'day',
          part.map(({ at }) => at),
          currency,
        )
      : null;
  const [observed, expected] = [total(days), total(before)];
  const window = { from: new Date(days[0]!.from).toISOString(), to: new Date(days.at(-1)!.to).toISOString() };
  return {
    metric: metric?.id ?? null,
    unit: metric?.unit ?? null,
    observed,
    expected,
    threshold: null,
    window,
    explanation: explanation(run, observed, expected),
    change_pct: deltaPct(observed, expected),
  };
}

function explanation(
  { planned, metric, currency, days, zone }: ScheduleRun,
  now: number | null,
  before: number | null,
) {
  if (!metric) return `It is ${dayName(dayAt(planned, zone))}: what this rule was set to remind you of.`;
  const span =
    days.length === 1 ? `on ${dayName(days[0]!.at)}` : `in the ${days.length} days to ${dayName(days.at(-1)!.at)}`;
  if (now === null) return `Nothing to tell of ${metric.label.toLowerCase()} ${span}: there was nothing to divide by.`;
  const when = days.length === 1 ? 'on the day before' : `in the ${days.length} days before`;
  const compared = comparison(now, before, { unit: metric.unit, currency, when });
  const head = headOf({ metric, currency, delta: false }, now);
  return `${head.charAt(0).toUpperCase()}${head.slice(1)} ${span}${compared ? `, ${compared}` : ''}.`;
}
