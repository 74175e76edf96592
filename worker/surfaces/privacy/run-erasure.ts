/** Carrying out an erasure: the ledger's steps one after another, then the receipt. */
import { hubOf, ledgerOf } from '../../../durable/stubs.ts';
import type { Ctx } from '../../base/context.ts';
import { batch } from '../../base/db.ts';
import { recordFact, sendFacts } from '../../base/outbox.ts';
import { callObject } from '../../base/retry.ts';
import { newFact } from '../../facts.ts';
import { eventKeys, personOf } from '../../flow/events/index.ts';
import { eraseFromMessages } from '../../flow/notifications/index.ts';
import { type ErasureRow, findErasure, updateErasure } from './erasure-store.ts';
import type { PrivacyHub, PrivacyLedger } from './objects.ts';
import { eraseFromReports } from './reports-store.ts';
import { listHolding } from './store.ts';

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
      const exports = await listHolding(job.db, tenant_id, project_id);
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
