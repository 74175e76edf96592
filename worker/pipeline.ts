/** The flow as executed code: which fact goes to which subscriber. Start reading here. */
import type { Ctx } from './base/context.ts';
import { openDb } from './base/db.ts';
import type { Env } from './base/env.ts';
import { createLog, describeError } from './base/log.ts';
import { settleFact } from './base/outbox.ts';
import { backoffSeconds, isTransient } from './base/retry.ts';
import { type Fact, type FactType, factOf } from './facts.ts';
import { applyRetention } from './flow/events/ledger/apply-retention.ts';
import { flushLedger, rebuildZone } from './flow/metrics/flush.ts';
import { reconcileProject } from './flow/metrics/reconcile.ts';
import { endAlerts, pushRules, reviseProjectRules } from './flow/rules/live/push-rules.ts';
import { evaluateDue } from './flow/rules/scheduled/evaluate-due.ts';
import { startRules } from './flow/rules/starter-rules.ts';
import { runErasure } from './surfaces/privacy/run-erasure.ts';
import { runExport } from './surfaces/privacy/run-export.ts';

export type Job = Pick<Ctx, 'env' | 'db' | 'now' | 'log'>;
type Subscriber<T extends FactType> = (job: Job, fact: Extract<Fact, { type: T }>) => Promise<unknown>;

/** Every subscriber is idempotent: a fact may come twice, late, or out of order. */
export const SUBSCRIBERS: { [T in FactType]: Subscriber<T> } = {
  'ledger.advanced': (job, fact) => flushLedger(job, fact.project_id),
  'project.created': (job, fact) => startRules(job, fact.tenant_id, fact.project_id),
  'project.settings_changed': (job, fact) => reviseProjectRules(job, fact, fact.other_currency),
  'project.zone_changed': async (job, fact) => {
    await rebuildZone(job, fact.project_id);
    await reviseProjectRules(job, fact, false);
  },
  'rules.due': (job, fact) => evaluateDue(job, fact.tenant_id, fact.project_id),
  'rules.changed': (job, fact) => pushRules(job, fact.tenant_id, fact.project_id),
  'rule.ended': (job, fact) => endAlerts(job, fact),
  'project.reconciliation_due': (job, fact) => reconcileProject(job, fact.project_id, fact.days),
  'project.retention_due': (job, fact) => applyRetention(job, fact.project_id),
  'export.requested': (job, fact) => runExport(job, fact.tenant_id, fact.export_id),
  'erasure.requested': (job, fact) => runErasure(job, fact.tenant_id, fact.erasure_id),
};

/** Facts without a row in the outbox: another one comes by itself while there is something to do. */
const POKES: ReadonlySet<FactType> = new Set(['ledger.advanced', 'rules.due']);

/** Consumes a batch of the `pipeline` queue: transient failures are retried with back-off, the rest recorded and dropped. */
export async function consumePipeline(messages: MessageBatch<unknown>, env: Env): Promise<void> {
  const job: Job = {
    env,
    db: openDb(env.DB),
    now: Date.now(),
    log: createLog(env.LOG_LEVEL, { queue: messages.queue }),
  };
  const handled = new Map<string, Promise<void>>();
  await Promise.all(
    messages.messages.map(async (message) => {
      try {
        const fact = factOf(message.body);
        // Facts that say the same, such as pokes of one ledger, are one piece of work when they arrive together.
        const work = JSON.stringify({ ...fact, id: '' });
        const running = handled.get(work) ?? handle(job, fact);
        handled.set(work, running);
        await running;
        if (!POKES.has(fact.type)) await settleFact(job.db, fact.id);
        message.ack();
      } catch (error) {
        job.log('error', 'fact failed', { message_id: message.id, attempt: message.attempts, ...describeError(error) });
        if (isTransient(error)) message.retry({ delaySeconds: backoffSeconds(message.attempts) });
        else message.ack();
      }
    }),
  );
}

async function handle(job: Job, fact: Fact): Promise<void> {
  const subscriber = SUBSCRIBERS[fact.type] as Subscriber<FactType>;
  await subscriber(job, fact);
}
