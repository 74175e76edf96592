/** Which job each cron expression of wrangler.toml runs. Jobs are idempotent: a cron may fire twice or not at all. */
import { describeError } from './base/log.ts';
import { sendFacts, sweepOutbox } from './base/outbox.ts';
import { newFact } from './facts.ts';
import { dayBefore, publishHeads, purgeHeads } from './flow/events/heads/publish-heads.ts';
import { sendDueDigests } from './flow/notifications/digests/digests.ts';
import { escalateAlerts, purgeEscalations } from './flow/notifications/escalation/escalate.ts';
import { purgeNotifications } from './flow/notifications/in-app/in-app.ts';
import { tellEndedWindows } from './flow/notifications/sources/business-events.ts';
import { purgeWhatsApp } from './flow/notifications/whatsapp/whatsapp-channel.ts';
import { sendDueRules } from './flow/rules/scheduled/send-due.ts';
import type { Job } from './pipeline.ts';
import { checkRows, purgeDeadLetters } from './surfaces/operations/index.ts';
import { runDeletions } from './surfaces/privacy/deletion/run-deletion.ts';
import { purgeExports } from './surfaces/privacy/purge.ts';
import { resumeExports } from './surfaces/privacy/run-export.ts';
import { sealAllAudits } from './tenants/audit/index.ts';
import { sweepOperators } from './tenants/auth/operator/operators.ts';
import { sweepAccounts } from './tenants/auth/session/sweep.ts';
import { purgeDeliveries, sweepDeliveries } from './tenants/deliveries/index.ts';
import { purgeMailDays } from './tenants/mail/index.ts';
import { listAllProjects } from './tenants/orgs/index.ts';

/** Days that the daily reconciliation looks back. */
const RECONCILE_DAYS = 7;
const PAGE = 100;

type Part = (job: Job) => Promise<unknown>;

export const CRONS: Record<string, Part> = {
  '* * * * *': (job) =>
    runEach(job, [
      sendDueRules,
      sweepOutbox,
      resumeExports,
      sealAllAudits,
      runDeletions,
      sweepDeliveries,
      tellEndedWindows,
      escalateAlerts,
      publishHeads,
      sendDueDigests,
    ]),
  '17 3 * * *': (job) =>
    runEach(job, [
      visitProjects,
      purgeExports,
      purgeDeadLetters,
      checkRows,
      sweepAccounts,
      sweepOperators,
      purgeDeliveries,
      purgeNotifications,
      purgeEscalations,
      purgeMailDays,
      purgeHeads,
      purgeWhatsApp,
    ]),
};

/** One part after the other; one that fails is logged and does not keep the next from running. */
async function runEach(job: Job, parts: readonly Part[]): Promise<void> {
  for (const part of parts) {
    await part(job).catch((error) => job.log('error', 'job failed', { job: part.name, ...describeError(error) }));
  }
}

/** Three messages a project; one that is missed today is covered by tomorrow's look back. */
async function visitProjects(job: Job): Promise<void> {
  for (let after = ''; ; ) {
    const projects = await listAllProjects(job.db, after, PAGE);
    await sendFacts(
      job,
      projects.map(({ id, tenant_id }) =>
        newFact('project.reconciliation_due', { tenant_id, project_id: id, days: RECONCILE_DAYS }),
      ),
    );
    await sendFacts(
      job,
      projects.map(({ id, tenant_id }) => newFact('project.retention_due', { tenant_id, project_id: id })),
    );
    const day = dayBefore(job.now);
    await sendFacts(
      job,
      projects.map(({ id, tenant_id }) => newFact('ledger.head_due', { tenant_id, project_id: id, day })),
    );
    if (projects.length < PAGE) return;
    after = projects.at(-1)!.id;
  }
}
