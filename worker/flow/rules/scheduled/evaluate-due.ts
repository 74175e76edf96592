/** Judging a project's due rules: one reading of points, one call to the Hub, one update, a page at a time. */

import { hubOf } from '../../../../durable/stubs.ts';
import type { Ctx } from '../../../base/context.ts';
import { batch } from '../../../base/db.ts';
import { describeError } from '../../../base/log.ts';
import { callObject } from '../../../base/retry.ts';
import { MINUTE_MS } from '../../../shared/durations.ts';
import { findProjectAnyTenant, findTenant, type Project } from '../../../tenants/orgs/index.ts';
import { flushLedger, hasPoints, PointBook, readSpans } from '../../metrics/index.ts';
import type { Judgement } from '../judgement.ts';
import { pushRules } from '../live/push-rules.ts';
import { isLive } from '../metric-of.ts';
import type { RulesHub } from '../objects.ts';
import { spanUnion } from '../preview/span-union.ts';
import { type StoredRule, shownRule } from '../store.ts';
import { addDimensions, type Firing } from './add-dimensions.ts';
import { dueRules, NO_ERROR, type Run, saveRuns } from './due-store.ts';
import { failedRun, MAX_BACKOFF } from './failed-run.ts';
import { judgementsOf, nextDue, type Plan, planOf } from './judge-rule.ts';

type Job = Pick<Ctx, 'env' | 'db' | 'now' | 'log'>;

/** Rules of one reading and one call to the Hub. */
const PAGE = 500;
/** What is known of a rule before and after it was judged. */
interface Case {
  rule: StoredRule;
  plan?: Plan;
  error?: unknown;
}

/**
 * Judges every rule of the project that is due at `job.now`. Safe to repeat, to run twice at once and to lose half-way: the
 * Hub takes each period of a revision once, and a rule stays due until its judgements have arrived. Rules of archived
 * projects and suspended tenants are not judged: they get their next due time.
 */
export async function evaluateDue(job: Job, tenant_id: string, project_id: string): Promise<number> {
  const [project, tenant] = await Promise.all([
    findProjectAnyTenant(job.db, project_id),
    findTenant(job.db, tenant_id),
  ]);
  const isResting = project?.status !== 'active' || tenant?.status !== 'active';
  const now = new Date(job.now).toISOString();
  for (let judged = 0; ; ) {
    const due = await dueRules(job.db, { tenant_id, project_id }, now, PAGE);
    if (due.length === 0) return judged;
    if (!project || isResting)
      await batch(job.db, [
        saveRuns(
          job.db,
          tenant_id,
          due.map((rule) => rest(rule, project, job.now)),
        ),
      ]);
    else {
      // What the ledger has not carried to D1 yet would be missing from its last complete hour.
      if (judged === 0) await flushLedger(job, project_id);
      const [live, timed] = [due.filter((rule) => isLive(rule, project)), due.filter((rule) => !isLive(rule, project))];
      if (timed.length > 0) await evaluatePage(job, project, timed);
      // A live rule is due when its ledger could not judge it the last time.
      if (live.length > 0) await pushRules(job, tenant_id, project_id);
    }
    judged += due.length;
    if (due.length < PAGE) return judged;
  }
}

async function evaluatePage(job: Job, project: Project, due: StoredRule[]): Promise<void> {
  const cases = due.map((rule) => planned(rule, project, job.now));
  const judgements = await judgeCases(job, project, cases);
  if (judgements.length > 0) {
    const { tenant_id } = project;
    await callObject(async () => await hubOf<RulesHub>(job.env, tenant_id).judge(tenant_id, judgements));
  }
  for (const { rule, error } of cases) {
    if (error) job.log('warn', 'rule failed', { rule_id: rule.id, project_id: project.id, ...describeError(error) });
  }
  await batch(job.db, [
    saveRuns(
      job.db,
      project.tenant_id,
      cases.map((one) => runOf(one, project, job.now)),
    ),
  ]);
}

function planned(rule: StoredRule, project: Project, now: number): Case {
  try {
    return { rule, plan: planOf(shownRule(rule), project, now, Date.parse(rule.next_run_at!)) };
  } catch (error) {
    return { rule, error };
  }
}

/** The judgements of all cases from one reading; a case that throws keeps its error and stops no other. */
async function judgeCases(job: Job, project: Project, cases: Case[]): Promise<Judgement[]> {
  const spans = spanUnion(cases.flatMap(({ plan }) => plan?.spans ?? []));
  const book = new PointBook(spans.length > 0 ? await readSpans(job.db, project, spans) : []);
  const hasBegun = cases.some(({ rule }) => waitsForData(rule)) ? await hasPoints(job.db, project) : true;
  const firings: Firing[] = [];
  const judgements = cases.flatMap((one) => {
    const { plan, rule } = one;
    if (!plan || (!hasBegun && waitsForData(rule))) return [];
    try {
      const found = judgementsOf(shownRule(rule), plan, book);
      firings.push(...firingsOf(plan, found));
      return found;
    } catch (error) {
      one.error = error;
      return [];
    }
  });
  await addDimensions(job, project.id, firings);
  return judgements;
}

/** The newest period's firing, which is what an alert will show. */
function firingsOf(plan: Plan, judgements: Judgement[]): Firing[] {
  const judgement = judgements.at(-1);
  if (plan.kind !== 'periods' || judgement?.verdict !== 'firing') return [];
  const period = plan.periods.find(({ from }) => from === judgement.window);
  return period ? [{ judgement, question: plan.question, at: period.at }] : [];
}

/** Judges one rule now, whether it is due or not; the newest complete period, or the schedule's alert. */
export async function judgeNow(job: Job, project: Project, rule: StoredRule): Promise<Judgement[]> {
  const one: Case = { rule, plan: planOf(shownRule(rule), project, job.now, job.now) };
  await flushLedger(job, project.id);
  const judgements = await judgeCases(job, project, [one]);
  if (one.error) throw one.error;
  return judgements;
}

/** Events that stopped arriving must have begun: a project without any data is not silent. */
function waitsForData({ metric, operator }: StoredRule): boolean {
  return metric === 'usage.ingest_unit' && (operator === 'lt' || operator === 'lte');
}

function runOf({ rule, error }: Case, project: Project, now: number): Run {
  const { id, revision, next_run_at: judged } = rule;
  const done = { id, revision, judged };
  if (error === undefined) {
    const last_run_at = new Date(now).toISOString();
    return { ...done, last_run_at, next_run_at: due(rule, project, now), ...NO_ERROR };
  }
  return failedRun(rule, error, now);
}

/** Sets the next due time without a judgement; none without a project. */
function rest(rule: StoredRule, project: Project | undefined, now: number): Run {
  const { id, revision, next_run_at: judged, last_error, last_error_code, failures } = rule;
  return {
    id,
    revision,
    judged,
    last_run_at: null,
    next_run_at: project ? due(rule, project, now) : null,
    last_error,
    last_error_code,
    failures,
  };
}

/** When it is due next; one whose schedule cannot be read is due again in an hour. */
function due(rule: StoredRule, project: Project, now: number): string | null {
  try {
    const next = nextDue(shownRule(rule), project, now);
    return next === null ? null : new Date(next).toISOString();
  } catch {
    return new Date(now + MAX_BACKOFF * MINUTE_MS).toISOString();
  }
}
