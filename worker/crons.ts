/** Which job each cron expression of wrangler.toml runs. Jobs are idempotent: a cron may fire twice or not at all. */
import { describeError } from './base/log.ts';
import { sendFacts, sweepOutbox } from './base/outbox.ts';
import { newFact } from './facts.ts';
import type { Job } from './pipeline.ts';
import { sealAllAudits } from './tenants/audit/index.ts';
import { listAllProjects } from './tenants/orgs/index.ts';

/** Days that the daily reconciliation looks back. */
const RECONCILE_DAYS = 7;
const PAGE = 100;

export const CRONS: Record<string, (job: Job) => Promise<unknown>> = {
  '* * * * *': inTurn(sweepOutbox, sealAllAudits),
  '17 3 * * *': startReconciliations,
};

/** Several jobs on one expression; one that fails does not keep the next from running. */
function inTurn(...jobs: ((job: Job) => Promise<unknown>)[]): (job: Job) => Promise<void> {
  return async (job) => {
    for (const run of jobs) {
      await run(job).catch((error) => job.log('error', 'job failed', { job: run.name, ...describeError(error) }));
    }
  };
}

/** One message a project; a project that is missed today is covered by tomorrow's look back. */
async function startReconciliations(job: Job): Promise<void> {
  for (let after = ''; ; ) {
    const projects = await listAllProjects(job.db, after, PAGE);
    await sendFacts(
      job,
      projects.map(({ id, tenant_id }) =>
        newFact('project.reconciliation_due', { tenant_id, project_id: id, days: RECONCILE_DAYS }),
      ),
    );
    if (projects.length < PAGE) return;
    after = projects.at(-1)!.id;
  }
}
