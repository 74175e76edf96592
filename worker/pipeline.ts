/** The flow as executed code: which fact goes to which subscriber. Start reading here. */
import type { Ctx } from './base/context.ts';
import { openDb } from './base/db.ts';
import type { Env } from './base/env.ts';
import type { AppError } from './base/errors.ts';
import { createLog, describeError } from './base/log.ts';
import { quarantineFact, settleFact } from './base/outbox.ts';
import { backoffSeconds, isTransient } from './base/retry.ts';
import { type Fact, type FactType, factOf } from './facts.ts';
import { recordHead } from './flow/events/heads/record-head.ts';
import { applyRetention } from './flow/events/ledger/apply-retention.ts';
import { flushLedger, rebuildZone } from './flow/metrics/flush.ts';
import { reconcileProject } from './flow/metrics/reconcile.ts';
import { retimeDigests } from './flow/notifications/digests/digests.ts';
import { tellRaised, tellResolved } from './flow/notifications/sources/alerts.ts';
import { tellEvents } from './flow/notifications/sources/business-events.ts';
import { tellHead } from './flow/notifications/sources/heads.ts';
import { listAsideRows } from './flow/rules/live/aside-rows.ts';
import { endAlerts, pushRules, reviseProjectRules } from './flow/rules/live/push-rules.ts';
import { evaluateDue } from './flow/rules/scheduled/evaluate-due.ts';
import { startRules } from './flow/rules/starter-rules.ts';
import { recordDeadLetter, settleDeadLetters } from './surfaces/operations/index.ts';
import { runErasure } from './surfaces/privacy/run-erasure.ts';
import { runExport } from './surfaces/privacy/run-export.ts';
import { runDigest } from './surfaces/reports/run-digest.ts';
import { sealTenants } from './tenants/audit/index.ts';

export type Job = Pick<Ctx, 'env' | 'db' | 'now' | 'log'>;
type Subscriber<T extends FactType> = (job: Job, fact: Extract<Fact, { type: T }>) => Promise<unknown>;

/** Every subscriber is idempotent: a fact may come twice, late, or out of order. */
export const SUBSCRIBERS: { [T in FactType]: Subscriber<T> } = {
  'ledger.advanced': async (job, fact) => {
    await flushLedger(job, fact.project_id);
    await tellEvents(job, fact);
  },
  'project.created': (job, fact) => startRules(job, fact.tenant_id, fact.project_id, fact.locale),
  'project.settings_changed': (job, fact) => reviseProjectRules(job, fact, fact.other_currency),
  'project.zone_changed': async (job, fact) => {
    await rebuildZone(job, fact.project_id);
    await reviseProjectRules(job, fact, false);
    await retimeDigests(job, fact.tenant_id, fact.project_id);
  },
  'rules.due': (job, fact) => evaluateDue(job, fact.tenant_id, fact.project_id),
  'rules.changed': (job, fact) => pushRules(job, fact.tenant_id, fact.project_id),
  'ledger.rows_set_aside': (job, fact) => listAsideRows(job, fact.tenant_id, fact.project_id),
  'rule.ended': (job, fact) => endAlerts(job, fact),
  'alert.raised': (job, fact) => tellRaised(job, fact),
  'alert.resolved': (job, fact) => tellResolved(job, fact),
  'digest.due': (job, fact) => runDigest(job, fact),
  // For webhooks.
  'report.ready': async () => {},
  'project.reconciliation_due': (job, fact) => reconcileProject(job, fact.project_id, fact.days),
  'project.retention_due': (job, fact) => applyRetention(job, fact.project_id),
  'ledger.head_due': async (job, fact) => {
    await tellHead(job, await recordHead(job, fact));
  },
  'export.requested': (job, fact) => runExport(job, fact.tenant_id, fact.export_id),
  'erasure.requested': (job, fact) => runErasure(job, fact.tenant_id, fact.erasure_id),
};

/** Facts without a row in the outbox: the next one is sent by itself while there is something to do. */
const POKES: ReadonlySet<FactType> = new Set(['ledger.advanced', 'ledger.rows_set_aside', 'rules.due', 'digest.due']);

/** Deliveries after which a message is given up; the queue itself would give up after one more (wrangler.toml). */
const MAX_ATTEMPTS = 8;
const MAX_POKE_ATTEMPTS = 3;

type Work = Map<string, Promise<void>>;

/** Consumes a batch of the `pipeline` queue: transient failures are retried with back-off, the rest is recorded and dropped. */
export async function consumePipeline(messages: MessageBatch<unknown>, env: Env): Promise<void> {
  const job = jobOf(messages, env);
  const handled: Work = new Map();
  await Promise.all(
    messages.messages.map(async (message) => {
      try {
        await handleOnce(job, handled, message.body);
        message.ack();
      } catch (error) {
        await giveUpOrRetry(job, message, error);
      }
    }),
  );
  await sealWrittenBy(job, messages.messages);
}

/** Audit entries of the facts' subscribers are sealed with them, also those of one that failed later. Pokes write none. */
async function sealWrittenBy(job: Job, messages: readonly Message<unknown>[]): Promise<void> {
  const facts = messages.map(({ body }) => (body ?? {}) as { type?: FactType; tenant_id?: unknown });
  const tenants = facts.flatMap(({ type, tenant_id }) =>
    typeof tenant_id === 'string' && !POKES.has(type!) ? tenant_id : [],
  );
  await sealTenants(job, [...new Set(tenants)]).catch((error) =>
    job.log('warn', 'audit log not sealed, the minute’s job retries', describeError(error)),
  );
}

/** Consumes messages that the queue gave up on, because no consumer finished them. */
export async function consumeDeadLetters(messages: MessageBatch<unknown>, env: Env): Promise<void> {
  const job = jobOf(messages, env);
  const queue = messages.queue.replace(/-dead$/, '');
  for (const { body } of messages.messages) await recordDeadLetter(job, queue, body);
}

function jobOf({ queue }: MessageBatch<unknown>, env: Env): Job {
  return { env, db: openDb(env.DB), now: Date.now(), log: createLog(env.LOG_LEVEL, { queue }) };
}

/** Facts of the same work, such as pokes of one ledger, are handled once when they arrive together. */
async function handleOnce(job: Job, handled: Work, body: unknown): Promise<void> {
  const fact = factOf(body);
  const work = JSON.stringify({ ...fact, id: '' });
  const running = handled.get(work) ?? handle(job, fact);
  handled.set(work, running);
  await running;
  const isPoke = POKES.has(fact.type);
  if (!isPoke) await settleFact(job.db, fact.id);
  if (!isPoke || isReplay(body)) await settleDeadLetters(job, fact);
}

async function handle(job: Job, fact: Fact): Promise<void> {
  const subscriber = SUBSCRIBERS[fact.type] as Subscriber<FactType>;
  await subscriber(job, fact);
}

/**
 * A failure that time may mend is tried again, less and less often; the outbox sends a fact again long after that. What no
 * retry can help is quarantined. One line of log when a fact first fails, one when its group of dead letters doubles.
 */
async function giveUpOrRetry(job: Job, message: Message<unknown>, error: unknown): Promise<void> {
  const { id, type } = (message.body ?? {}) as { id?: unknown; type?: unknown };
  const isPoke = POKES.has(type as FactType);
  const { attempts } = message;
  const level = attempts === 1 && !isPoke ? 'warn' : 'debug';
  job.log(level, 'fact failed', { fact_id: id, type, attempt: attempts, ...describeError(error) });
  try {
    if (isTransient(error) && attempts < (isPoke ? MAX_POKE_ATTEMPTS : MAX_ATTEMPTS)) {
      return message.retry({ delaySeconds: backoffSeconds(attempts) });
    }
    const isHopeless = !isTransient(error) && typeof id === 'string';
    const isQuarantined = isHopeless && (await quarantineFact(job, id, (error as AppError).code));
    if (!isQuarantined) await recordDeadLetter(job, 'pipeline', message.body, error);
    message.ack();
  } catch (cause) {
    // D1 cannot be reached: the queue keeps the message, and in the end its own dead letters do.
    job.log('warn', 'dead letter not recorded', describeError(cause));
    message.retry({ delaySeconds: backoffSeconds(attempts) });
  }
}

function isReplay(body: unknown): boolean {
  return (body as { is_replay?: unknown }).is_replay === true;
}
