/** What a rule would have raised over the last days, by the code that judges rules; nothing is saved. */

import { type Ctx, requirePermission } from '../../../base/context.ts';
import { DAY_MS, MINUTE_MS } from '../../../shared/durations.ts';
import type { Project } from '../../../tenants/orgs/index.ts';
import { flushLedger } from '../../metrics/index.ts';
import { validRule } from '../draft-rule.ts';
import { ownProject } from '../read-rules.ts';
import type { Preview, PreviewAlert, PreviewInput, RuleFields } from '../schema.ts';
import { backTest, type Signal } from './back-test.ts';
import { eventSignals, followUpSignals } from './event-signals.ts';
import { judgePast, pastOf } from './past.ts';
import { pastEvents } from './past-events.ts';
import { scheduleRuns } from './signals.ts';

/** Runs of a schedule that a preview lists. */
const MAX_RUNS = 1_000;

type Job = Pick<Ctx, 'env' | 'db' | 'now'>;

/** Back-tests an unsaved rule over the last `days` days; the same checks as for one that is saved. */
export async function previewRule(ctx: Ctx, { days, ...input }: PreviewInput): Promise<Preview> {
  requirePermission(ctx, 'rules:read');
  const project = await ownProject(ctx);
  const fields = validRule(input, project);
  const none = { points: [], grain: null, timezone: project.points_timezone, unit: null, currency: null, rule: fields };
  if (fields.type === 'schedule') return { alerts: runsOf(fields, ctx.now, days), ...none };
  if (fields.type === 'event' || fields.type === 'missing_follow_up') {
    const signals = await signalsOfEvents(ctx, project, fields, days);
    return { alerts: backTest(signals, { ...fields, end: ctx.now }), ...none };
  }
  await flushLedger(ctx, project.id);
  const past = await pastOf(ctx, project, fields, days);
  const { question } = past;
  const { alerts, ranges } = judgePast(past);
  const points = past.points.map((point, i) => ({ ...point, ...ranges[i] }));
  const unit = question.delta ? ('percent' as const) : question.metric.unit;
  const shown = { grain: question.grain, unit, currency: question.currency ?? null };
  return { alerts, ...none, ...shown, points };
}

/** Each run is an alert of its own here, although a real one stays open until it is resolved: a preview shows all runs. */
function runsOf(fields: RuleFields, now: number, days: number): PreviewAlert[] {
  return scheduleRuns(fields, now - days * DAY_MS, now, MAX_RUNS).map((run) => {
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
    pastEvents(job, id, follow_up!, { from: before, to: now + 1, where: null, answer: true }),
  ]);
  return followUpSignals(asked, answers, fields, now).filter(({ time }) => time >= from);
}
