/** The past of a rule's metric, for previews and suggestions. */
import type { Ctx } from '../../../base/context.ts';
import type { Bucket } from '../../../base/time.ts';
import type { Project } from '../../../tenants/orgs/index.ts';
import { PointBook, readSpans } from '../../metrics/index.ts';
import { isLive } from '../metric-of.ts';
import {
  historyPeriods,
  judgePeriods,
  periodValue,
  type Question,
  questionOf,
  spansOf,
} from '../scheduled/judge-series.ts';
import { completePeriods, periodAt } from '../scheduled/periods.ts';
import type { PreviewAlert, RuleFields } from '../schema.ts';
import { backTest } from './back-test.ts';
import { liveSignals, periodSignals } from './signals.ts';
import { spanUnion } from './span-union.ts';

const DAY_MS = 86_400_000;

/** The past of a metric, read once and judged as often as one likes. */
export interface Past {
  question: Question;
  book: PointBook;
  /** Complete periods, oldest first; those before `first` are history. A live threshold's current period is the last. */
  periods: Bucket[];
  first: number;
  live: boolean;
  points: { at: string; value: number | null }[];
  now: number;
}

/** Reads what judging a rule of a metric over the last days takes. */
export async function pastOf(
  job: Pick<Ctx, 'db' | 'now'>,
  project: Project,
  fields: RuleFields,
  days: number,
): Promise<Past> {
  const question = questionOf(fields, project);
  const { grain, zone } = question;
  const live = isLive(fields, project);
  const count = grain === 'day' ? days : Math.round((days * DAY_MS) / 3_600_000);
  const first = historyPeriods(question);
  const complete = completePeriods(grain, zone, job.now, first + count);
  const periods = live ? [...complete, periodAt(grain, zone, job.now)] : complete;
  const spans = spansOf(question, periods);
  // A live threshold of days is crossed within one: its hours tell when.
  const hours = live ? spans.map((span) => ({ ...span, grain: 'hour' as const })) : [];
  const book = new PointBook(await readSpans(job.db, project, spanUnion([...spans, ...hours])));
  const judged = periods.slice(first);
  const points = judged.map(({ at }, i) => ({
    at,
    value: periodValue(question, book, at, periods[first + i - 1]?.at),
  }));
  return { question, book, periods, first, live, points, now: job.now };
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
  const signals = live ? liveSignals(question, book, periods.slice(first), now) : periodSignals(judged);
  const alerts = backTest(signals, { cooldown_minutes: fields.cooldown_minutes, end: now });
  return { alerts, ranges: judged.map(({ range }) => range) };
}
