/** Pure: the alert of a schedule: that it is time, and how its metric developed since the last run. */

import { AppError } from '../../../base/errors.ts';
import { addDays, type Bucket, dayAt } from '../../../base/time.ts';
import { DAY_MS } from '../../../shared/durations.ts';
import type { ReportReason } from '../../../words/reason.ts';
import { deltaPct, type Metric, measuresOf, type PointBook, type PointSpan } from '../../metrics/index.ts';
import { explained } from '../explain.ts';
import type { AlertPayload } from '../judgement.ts';
import { currencyOfRule, metricOf, type Terms } from '../metric-of.ts';
import type { RuleFields } from '../schema.ts';
import { nextRun } from './cron.ts';
import { completePeriods } from './periods.ts';

/** One planned run: the days that its alert is about, and as many days before them. */
export interface ScheduleRun {
  planned: number;
  metric: Metric | undefined;
  currency: string | undefined;
  zone: string;
  days: Bucket[];
  before: Bucket[];
}

/** The run planned for the instant `planned`: daily schedules cover a day, weekly ones a week, rarer ones 30 days. */
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

/** The payload of the run's alert. */
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
  const payload = {
    metric: metric?.id ?? null,
    unit: metric?.unit ?? null,
    observed,
    expected,
    threshold: null,
    window,
    reason: reasonOf(run),
    change_pct: deltaPct(observed, expected),
  };
  return explained(payload, currency);
}

function reasonOf({ planned, metric, currency, days, zone }: ScheduleRun): ReportReason {
  const formula = metric?.formula;
  return {
    kind: 'report',
    day: dayAt(planned, zone),
    until: days.at(-1)!.at,
    days: days.length,
    ...(formula?.kind === 'count' ? { event_type: formula.measure.event_type } : {}),
    ...(currency === undefined ? {} : { currency }),
  };
}
