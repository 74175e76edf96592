/** Carrying out an erasure: the ledger's steps one after another, then the receipt. */
import { hubOf, ledgerOf } from '../../../durable/stubs.ts';
import type { Ctx } from '../../base/context.ts';
import { batch } from '../../base/db.ts';
import { recordFact, sendFacts } from '../../base/outbox.ts';
import { callObject } from '../../base/retry.ts';
import { newFact } from '../../facts.ts';
import { eventKeys, personOf } from '../../flow/events/index.ts';
import { eraseFromMessages } from '../../flow/notifications/index.ts';
import { recordAudit } from '../../tenants/audit/index.ts';
import { type ErasureRow, findErasure, updateErasure } from './erasure-store.ts';
import type { PrivacyHub, PrivacyLedger } from './objects.ts';
import { purge } from './purge.ts';
import { eraseFromReports } from './reports-store.ts';
import type { ExportReference } from './schema.ts';
import { auditedEnding, closeExport, type ExportRow, listHolding } from './store.ts';

type Job = Pick<Ctx, 'env' | 'db' | 'now' | 'log'>;

const TURNS_A_MESSAGE = 500;
const MESSAGE_MS = 30_000;

/** Continues an erasure; what is left after a while is left to another message. */
export async function runErasure(job: Job, tenant_id: string, erasure_id: string): Promise<void> {
  const row = await findErasure(job.db, tenant_id, erasure_id);
  if (row?.status !== 'running') return;
  // Whom to erase cannot be read: it must not end as if it were done.
  if (Object.keys(row.subject ?? {}).length === 0) return job.log('error', 'erasure cannot be read', { erasure_id });
  if (await advanceErasure(job, row, { turns: TURNS_A_MESSAGE, ms: MESSAGE_MS })) return;
  const { project_id } = row;
  const fact = newFact('erasure.requested', { tenant_id, project_id, erasure_id });
  await batch(job.db, [recordFact(job.db, fact, job.now)]);
  await sendFacts(job, [fact]);
}

/** Runs up to so many steps of the ledger; true once the erasure is done and its receipt written. */
export async function advanceErasure(
  job: Job,
  row: ErasureRow,
  budget: { turns: number; ms: number },
): Promise<boolean> {
  const { id, tenant_id, project_id, subject } = row;
  const person = personOf(subject ?? {}, eventKeys(job.env.EVENT_SECRET, project_id));
  for (let turn = 1; ; turn++) {
    const ledger = () => ledgerOf<PrivacyLedger>(job.env, project_id);
    // While the events still tell what their alerts may say: after a lost step both come again.
    const labels = await callObject(async () => await ledger().personLabels(id, person));
    if (labels.length > 0) {
      await callObject(
        async () => await hubOf<PrivacyHub>(job.env, tenant_id).eraseLabels(tenant_id, project_id, labels),
      );
      await eraseFromMessages(job.db, row, labels);
      await eraseFromReports(job.db, row, labels);
    }
    const progress = await callObject(async () => await ledger().erase(id, person));
    const { scanned, erased } = progress;
    if (progress.next >= progress.upto) {
      const exports = await endExports(job, row);
      const finished_at = new Date().toISOString();
      // Whom it was about is deleted with the last step.
      const done = { status: 'done', subject: null, scanned, erased, exports, finished_at } as const;
      await batch(job.db, [updateErasure(job.db, row, done)]);
      return true;
    }
    if (turn >= budget.turns || Date.now() > job.now + budget.ms) {
      await batch(job.db, [updateErasure(job.db, row, { scanned, erased })]);
      return false;
    }
  }
}

/** Deletes the exports that were made before, which may hold the person; returns them for the receipt, also those of a lost run. */
async function endExports(job: Job, row: ErasureRow): Promise<ExportReference[]> {
  const { tenant_id, project_id } = row;
  const ended = new Map(row.exports?.map((each) => [each.id, each]));
  for (;;) {
    const held = await listHolding(job.db, tenant_id, project_id);
    if (held.length === 0) return [...ended.values()];
    const now = new Date().toISOString();
    for (const { id, created_at, expires_at } of held) {
      ended.set(id, ended.get(id) ?? { id, created_at, expires_at: [expires_at, now].sort()[0]! });
    }
    await batch(job.db, [updateErasure(job.db, row, { exports: [...ended.values()] })]);
    for (const each of held) {
      await batch(job.db, [recordAudit(inNameOf(job, row), endingOf(each, now)), closeExport(job.db, each, now)]);
      await purge(job, each);
    }
  }
}

function inNameOf({ db }: Job, { id, tenant_id }: ErasureRow) {
  return { db, tenant_id, now: Date.now(), request_id: id, actor: { type: 'system' as const, id: 'erasure' } };
}

function endingOf(row: ExportRow, now: string) {
  const { project_id } = row;
  return {
    action: 'export.deleted',
    target_type: 'export',
    target: auditedEnding(row, now),
    before: { project_id },
  };
}
