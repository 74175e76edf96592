/** The past of a rule's metric, for previews and suggestions. */

import type { Ctx } from '../../../base/context.ts';
import type { Bucket } from '../../../base/time.ts';
import { DAY_MS, HOUR_MS } from '../../../shared/durations.ts';
import type { Project } from '../../../tenants/orgs/index.ts';
import { PointBook, readSpans } from '../../metrics/index.ts';
import { compileRule } from '../live/compile.ts';
import type { LiveThreshold } from '../live/live-rule.ts';
import { isLive } from '../metric-of.ts';
import {
  historyPeriods,
  judgePeriods,
  lastWeek,
  periodValue,
  type Question,
  questionOf,
  spansOf,
} from '../scheduled/judge-series.ts';
import { bucketsOfDay, completePeriods, periodAt } from '../scheduled/periods.ts';
import type { PreviewAlert, RuleFields } from '../schema.ts';
import { backTest } from './back-test.ts';
import { periodSignals } from './signals.ts';
import { spanUnion } from './span-union.ts';
import { type PastHour, thresholdSignals } from './threshold-signals.ts';

/** The past of a metric, read once and judged as often as needed. */
export interface Past {
  question: Question;
  book: PointBook;
  /** Complete periods, oldest first; those before `first` are history. A live threshold's current period is the last. */
  periods: Bucket[];
  first: number;
  /** Of a live threshold: the rule as its ledger has it, and the hours of the judged periods. */
  live: { rule: LiveThreshold; hours: PastHour[] } | undefined;
  points: { at: string; value: number | null }[];
  now: number;
}

/** Reads what is needed to judge a rule of a metric over the last days. */
export async function pastOf(
  job: Pick<Ctx, 'db' | 'now'>,
  project: Project,
  fields: RuleFields,
  days: number,
): Promise<Past> {
  const question = questionOf(fields, project);
  const { grain, zone } = question;
  const rule = liveRule(fields, project);
  const count = grain === 'day' ? days : Math.round((days * DAY_MS) / HOUR_MS);
  const first = historyPeriods(question);
  const complete = completePeriods(grain, zone, job.now, first + count);
  const periods = rule ? [...complete, periodAt(grain, zone, job.now)] : complete;
  const spans = spansOf(question, periods);
  // A live threshold of days is crossed within a day: the hours are needed to tell when.
  const hours = rule ? spans.map((span) => ({ ...span, grain: 'hour' as const })) : [];
  const book = new PointBook(await readSpans(job.db, project, spanUnion([...spans, ...hours])));
  const judged = periods.slice(first);
  const points = judged.map(({ at }, i) => ({
    at,
    value: periodValue(question, book, at, periods[first + i - 1]?.at),
  }));
  const live = rule && { rule, hours: hoursOf(question, rule, book, judged) };
  return { question, book, periods, first, live, points, now: job.now };
}

function liveRule(fields: RuleFields, project: Project): LiveThreshold | undefined {
  if (!isLive(fields, project)) return undefined;
  return compileRule({ ...fields, id: '', revision: 1 }, project) as LiveThreshold;
}

function hoursOf(
  { grain, zone }: Question,
  { measure }: LiveThreshold,
  book: PointBook,
  periods: readonly Bucket[],
): PastHour[] {
  const hours = grain === 'hour' ? periods : periods.flatMap(({ at }) => bucketsOfDay('hour', zone, at));
  return hours.map((hour) => ({ hour, portions: book.portions(measure.event_type, 'hour', hour.at) }));
}

/** The alerts of a past, and the ranges that an anomaly's rule expected, one a judged period. */
export interface Judged {
  alerts: PreviewAlert[];
  ranges: ({ low: number; high: number } | undefined)[];
}

/** Judges a past by its rule, or as the rule would have at another threshold; each period once. */
export function judgePast(past: Past, threshold = past.question.fields.threshold): Judged {
  const { book, periods, first, live, now } = past;
  const fields = { ...past.question.fields, threshold };
  const question = { ...past.question, fields };
  const judged = live ? [] : judgePeriods(question, book, periods, first);
  const expected = ({ at }: Bucket) => lastWeek(question, book, at);
  const signals = live
    ? thresholdSignals({ ...live.rule, threshold: threshold! }, live.hours, {
        timezone: question.zone,
        end: now,
        expected,
      })
    : periodSignals(judged);
  const alerts = backTest(signals, { cooldown_minutes: fields.cooldown_minutes, end: now });
  return { alerts, ranges: judged.map(({ range }) => range) };
}
