/** Pure: one rule that time decides, from what is due to the judgements for the Hub. */

import type { Bucket } from '../../../base/time.ts';
import { DAY_MS, HOUR_MS } from '../../../shared/durations.ts';
import type { PointBook, PointSpan } from '../../metrics/index.ts';
import { payloadOf } from '../explain.ts';
import type { AlertPayload, Judgement } from '../judgement.ts';
import { isLive, type Terms } from '../metric-of.ts';
import type { Rule } from '../schema.ts';
import { nextRun } from './cron.ts';
import type { Finding } from './finding.ts';
import { payloadOfRun, type ScheduleRun, scheduleRun, spansOfRun } from './judge-schedule.ts';
import { findingsOf, periodsToJudge, type Question, questionOf, spansOf } from './judge-series.ts';
import { isDueSince, judgedAt } from './periods.ts';

/** What is to be judged of a rule. */
export type Plan =
  | { kind: 'periods'; question: Question; periods: Bucket[]; first: number; spans: PointSpan[] }
  | { kind: 'run'; run: ScheduleRun; spans: PointSpan[] };

/** Complete periods that a late evaluation catches up on at most. */
const MAX_MISSED = { hour: 48, day: 31 } as const;
const PERIOD_MS = { hour: HOUR_MS, day: DAY_MS } as const;

/**
 * What a rule has to be judged by at `now`, when it was due at `due_at`: every complete period since then, the newest one at
 * least; of a schedule one run, however many were missed. Throws when the rule cannot be judged.
 */
export function planOf(rule: Rule, project: Terms, now: number, due_at: number): Plan {
  if (rule.type === 'schedule') {
    const run = scheduleRun(rule, project, due_at);
    return { kind: 'run', run, spans: spansOfRun(run) };
  }
  const question = questionOf(rule, project);
  const { grain } = question;
  const missed = Math.ceil((now - due_at) / PERIOD_MS[grain]) + 1;
  const { periods, first: earliest } = periodsToJudge(question, now, Math.min(MAX_MISSED[grain], Math.max(1, missed)));
  const due = periods.findIndex((period) => isDueSince(period, due_at));
  const first = Math.max(earliest, due === -1 ? periods.length - 1 : due);
  return { kind: 'periods', question, periods, first, spans: spansOf(question, periods) };
}

/** The judgements of a plan, oldest window first; none where nothing can be decided. */
export function judgementsOf(rule: Rule, plan: Plan, book: PointBook): Judgement[] {
  if (plan.kind === 'run') {
    const { planned } = plan.run;
    const of = { window: planned, at: planned, verdict: 'firing', deviation: null } as const;
    return [judgement(rule, '', of, payloadOfRun(plan.run, book))];
  }
  const { question, periods, first } = plan;
  return findingsOf(question, book, periods, first).map((finding) => {
    const payload = finding.firing ? payloadOf(question, book, finding) : clearPayload(question, finding);
    const verdict = finding.firing ? 'firing' : 'clear';
    const { period } = finding;
    const deviation = { ...finding.deviation, of: measuredBy(question) };
    return judgement(
      rule,
      question.currency ?? '',
      { window: period.from, at: period.to, verdict, deviation },
      payload,
    );
  });
}

/** When the rule is due next after `now` (ms); null for rules that their ledger judges, and those switched off. */
export function nextDue(
  rule: Pick<Rule, 'type' | 'operator' | 'metric' | 'enabled' | 'schedule' | 'timezone' | 'grain' | 'for_minutes'>,
  project: Terms,
  now: number,
): number | null {
  if (!rule.enabled || isLive(rule, project)) return null;
  if (rule.type === 'schedule') return nextRun(rule.schedule ?? '', rule.timezone ?? 'UTC', now);
  return judgedAt(rule.grain ?? 'day', project.points_timezone, now);
}

/** When a new or changed rule is due first: metrics at once, schedules at their next time. */
export function firstDue(...[rule, project, now]: Parameters<typeof nextDue>): number | null {
  const due = nextDue(rule, project, now);
  return due === null || rule.type === 'schedule' ? due : now;
}

/** What the sizes of deviations are sizes of. */
function measuredBy({ fields, grain, currency }: Question): string {
  return [fields.type, fields.metric, grain, currency].join(' ');
}

type Of = Pick<Judgement, 'window' | 'at' | 'verdict' | 'deviation'>;

function judgement(rule: Rule, currency: string, of: Of, payload: AlertPayload): Judgement {
  return {
    project_id: rule.project_id,
    rule_id: rule.id,
    revision: rule.revision,
    currency,
    ...of,
    occurrences: 1,
    holds_until: null,
    title: rule.name,
    severity: rule.severity,
    cooldown_minutes: rule.cooldown_minutes,
    mark_days: rule.window_days ?? 30,
    payload,
  };
}

/** What clears an alert needs no reasons. */
function clearPayload({ fields, metric, delta }: Question, finding: Finding): AlertPayload {
  const { observed, expected, threshold, period } = finding;
  const window = { from: new Date(period.from).toISOString(), to: new Date(period.to).toISOString() };
  const unit = delta ? 'percent' : metric.unit;
  return { metric: fields.metric, unit, observed, expected, threshold, window, explanation: '' };
}
