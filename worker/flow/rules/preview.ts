/** What a rule would have raised over the last days, by the code that judges rules; nothing is saved. */
import { type Ctx, requirePermission } from '../../base/context.ts';
import type { Bucket } from '../../base/time.ts';
import type { Project } from '../../tenants/orgs/index.ts';
import { flushLedger, PointBook, readSpans } from '../metrics/index.ts';
import { backTest, type Signal } from './back-test.ts';
import { validRule } from './draft-rule.ts';
import { eventSignals, followUpSignals } from './event-signals.ts';
import { historyPeriods, type Question, questionOf, spansOf, valueOf } from './judge-series.ts';
import { isLive } from './metric-of.ts';
import { pastEvents } from './past-events.ts';
import { completePeriods, periodAt } from './periods.ts';
import { ownProject } from './read-rules.ts';
import type { Preview, PreviewAlert, PreviewInput, RuleFields } from './schema.ts';
import { liveSignals, periodSignals, scheduleRuns } from './signals.ts';
import { spanUnion } from './span-union.ts';

const DAY_MS = 86_400_000;
const MINUTE_MS = 60_000;
/** Runs of a schedule that a preview lists. */
const MOST_RUNS = 1_000;

type Job = Pick<Ctx, 'env' | 'db' | 'now'>;

/** Back-tests an unsaved rule over the last `days` days; the same checks as for one that is saved. */
export async function previewRule(ctx: Ctx, { days, ...input }: PreviewInput): Promise<Preview> {
  requirePermission(ctx, 'rules:read');
  const project = await ownProject(ctx);
  const fields = validRule(input, project);
  const none = { points: [], grain: null, timezone: project.points_timezone, unit: null, currency: null, rule: fields };
  if (fields.type === 'schedule') return { ...none, alerts: runsOf(fields, ctx.now, days) };
  if (fields.type === 'event' || fields.type === 'missing_follow_up') {
    const signals = await signalsOfEvents(ctx, project, fields, days);
    return { ...none, alerts: backTest(signals, { ...fields, end: ctx.now }) };
  }
  await flushLedger(ctx, project.id);
  const past = await pastOf(ctx, project, fields, days);
  const { question, points } = past;
  const unit = question.delta ? ('percent' as const) : question.metric.unit;
  const shown = { grain: question.grain, unit, currency: question.currency ?? null };
  return { ...none, ...shown, alerts: alertsOver(past), points };
}

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
  job: Pick<Job, 'db' | 'now'>,
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
  const points = judged.map(({ at }, i) => ({ at, value: valueOf(question, book, at, periods[first + i - 1]?.at) }));
  return { question, book, periods, first, live, points, now: job.now };
}

/** The alerts of a past, or those that it would have brought at another threshold. */
export function alertsOver(past: Past, threshold = past.question.fields.threshold): PreviewAlert[] {
  const { book, periods, first, live, now } = past;
  const fields = { ...past.question.fields, threshold };
  const question = { ...past.question, fields };
  const signals = live
    ? liveSignals(question, book, periods.slice(first), now)
    : periodSignals(question, book, periods, first);
  return backTest(signals, { cooldown_minutes: fields.cooldown_minutes, end: now });
}

/** Each run by itself: a schedule's alert waits for somebody to resolve it, and who reads a preview wants to see them all. */
function runsOf(fields: RuleFields, now: number, days: number): PreviewAlert[] {
  return scheduleRuns(fields, now - days * DAY_MS, now, MOST_RUNS).map((run) => {
    const numbers = { observed: null, expected: null, threshold: null };
    return { at: new Date(run).toISOString(), ...numbers, occurrences: 1, cleared_at: null };
  });
}

async function signalsOfEvents(job: Job, { id }: Project, fields: RuleFields, days: number): Promise<Signal[]> {
  const { now } = job;
  const from = now - days * DAY_MS;
  const { event_type, follow_up, where } = fields;
  if (fields.type === 'event') {
    const before = from - (fields.window_minutes ?? 0) * MINUTE_MS;
    const events = await pastEvents(job, id, event_type!, { from: before, to: now + 1, where });
    return eventSignals(events, fields).filter(({ time }) => time >= from);
  }
  const before = from - (fields.within_minutes ?? 0) * MINUTE_MS;
  const [asked, answers] = await Promise.all([
    pastEvents(job, id, event_type!, { from: before, to: now + 1, where }),
    pastEvents(job, id, follow_up!, { from: before, to: now + 1, where: null }),
  ]);
  return followUpSignals(asked, answers, fields, now).filter(({ time }) => time >= from);
}
