/** Putting rules in force: the project's ledger gets its live rules, the Hub ends the alerts of those that ended. */
import { hubOf, ledgerOf } from '../../../../durable/stubs.ts';
import type { Ctx } from '../../../base/context.ts';
import { batch, type Statement } from '../../../base/db.ts';
import { AppError } from '../../../base/errors.ts';
import { describeError } from '../../../base/log.ts';
import { recordFact, sendFacts, settleFact } from '../../../base/outbox.ts';
import { callObject } from '../../../base/retry.ts';
import { type Fact, type FactOf, newFact } from '../../../facts.ts';
import { findProject } from '../../../tenants/orgs/index.ts';
import { currencyOfRule, metricOf } from '../metric-of.ts';
import type { RulesHub, RulesLedger } from '../objects.ts';
import { NO_ERROR, type Run, saveRuns } from '../scheduled/due-store.ts';
import { failedRun } from '../scheduled/failed-run.ts';
import { findRule, raiseSet, readSet, reviseRules, type StoredRule, shownRule } from '../store.ts';
import { compileRules } from './compile.ts';

type Job = Pick<Ctx, 'env' | 'db' | 'now' | 'log'>;

/**
 * Hands the project's live rules to its ledger; an older set that arrives later is ignored there. A rule that cannot be judged
 * has the error in its row and is due again later, until it can.
 */
export async function pushRules(job: Job, tenant_id: string, project_id: string): Promise<void> {
  const project = await findProject(job.db, tenant_id, project_id);
  if (!project) return;
  const { rev, rules } = await readSet(job.db, tenant_id, project_id);
  const { timezone } = project;
  const { live, failures } = compileRules(rules.map(shownRule), project);
  const set = { tenant_id, project_id, rev, timezone, rules: live };
  const reply = await callObject(async () => await ledgerOf<RulesLedger>(job.env, project_id).putRules(set));
  // A newer set was put meanwhile: that call records its result.
  if (reply.rev !== rev) return;
  const failed = new Map([...failures, ...reply.failures].map(({ rule_id, message }) => [rule_id, message]));
  const judged = new Set(live.map(({ id }) => id).filter((id) => !failed.has(id)));
  await noteFailures(job, tenant_id, rules, { judged, failed });
}

/** Writes down which live rules cannot be judged, and that those that could not be before now can. */
async function noteFailures(
  job: Job,
  tenant_id: string,
  rules: readonly StoredRule[],
  { judged, failed }: { judged: ReadonlySet<string>; failed: ReadonlyMap<string, string> },
): Promise<void> {
  const runs = rules.flatMap((rule): Run[] => {
    const { id, revision, next_run_at, last_error } = rule;
    const message = failed.get(id);
    if (message !== undefined) return [failedRun(rule, new AppError('internal', 'rule.not_judged', message), job.now)];
    if (!judged.has(id) || (last_error === null && next_run_at === null)) return [];
    return [{ id, revision, judged: next_run_at, last_run_at: null, next_run_at: null, ...NO_ERROR }];
  });
  if (runs.length > 0) await batch(job.db, [saveRuns(job.db, tenant_id, runs)]);
}

/** Ends the alerts of a rule that was deleted, switched off or given another condition. */
export async function endAlerts(job: Job, fact: FactOf<'rule.ended'>): Promise<void> {
  const { tenant_id, project_id, rule_id, revision, by } = fact;
  const rule = await findRule(job.db, tenant_id, project_id, rule_id);
  // A message that was long on its way must not end what the rule has found since.
  if (rule?.enabled && rule.revision > revision + 1) return;
  await callObject(async () => await hubOf<RulesHub>(job.env, tenant_id).closeRule(tenant_id, rule_id, by, revision));
}

/** What a change of a rule brings with it: a new set for the ledger, alerts that end. */
export interface Consequences {
  tenant_id: string;
  project_id: string;
  /** The ledger's set is another one. */
  live: boolean;
  ended?: { rule_id: string; revision: number; by: string };
}

/** The facts of a change, and the statements that record them in its batch. */
export function consequencesOf(job: Job, { tenant_id, project_id, live, ended }: Consequences) {
  const whose = { tenant_id, project_id };
  const facts: Fact[] = [];
  if (live) facts.push(newFact('rules.changed', whose));
  if (ended) facts.push(newFact('rule.ended', { ...whose, ...ended }));
  const statements: Statement[] = facts.map((fact) => recordFact(job.db, fact, job.now));
  if (live) statements.push(raiseSet(job.db, tenant_id, project_id));
  return { facts, statements };
}

/**
 * Puts a committed change in force before its reply. When the ledger or the Hub cannot be reached the caller gets 503; the
 * change stays, and the facts in the outbox put it in force as soon as possible.
 */
export async function putInForce(job: Job, facts: readonly Fact[]): Promise<void> {
  try {
    for (const fact of facts) {
      if (fact.type === 'rules.changed') await pushRules(job, fact.tenant_id, fact.project_id);
      if (fact.type === 'rule.ended') await endAlerts(job, fact);
      await settleFact(job.db, fact.id);
    }
  } catch (error) {
    job.log('error', 'rules not in force yet', describeError(error));
    await sendFacts(job, [...facts]);
    const message = 'The change is saved and takes effect shortly; its rules could not be reached just now.';
    throw new AppError('unavailable', 'rule.not_in_force', message, { retry_after: 5 });
  }
}

/**
 * A project has another time zone, currency or industry: its rules of metrics mean something else, so they become new
 * revisions that are judged at once, and alerts of money in the old currency end.
 */
export async function reviseProjectRules(
  job: Job,
  { tenant_id, project_id }: { tenant_id: string; project_id: string },
  other_currency: boolean,
): Promise<void> {
  const project = await findProject(job.db, tenant_id, project_id);
  if (!project) return;
  const { rev, rules } = await readSet(job.db, tenant_id, project_id);
  const revised = reviseRules(job.db, tenant_id, project_id, new Date(job.now).toISOString());
  // A ledger that never had a set needs no empty one.
  await batch(job.db, rev === 0 ? [revised] : [revised, raiseSet(job.db, tenant_id, project_id)]);
  if (rev > 0) await pushRules(job, tenant_id, project_id);
  if (!other_currency) return;
  const inProjectCurrency = rules.filter((rule) => {
    return rule.currency === null && currencyOfRule(rule, metricOf(rule, project)?.metric, project) !== undefined;
  });
  for (const { id, revision } of inProjectCurrency) {
    await callObject(
      async () => await hubOf<RulesHub>(job.env, tenant_id).closeRule(tenant_id, id, 'condition_cleared', revision),
    );
  }
}
