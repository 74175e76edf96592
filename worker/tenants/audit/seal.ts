/** Sealing: links entries into the tenant's chain. It is a pure function of the entries, so two sealers cannot fork it. */
import { hubOf } from '../../../durable/stubs.ts';
import type { Ctx } from '../../base/context.ts';
import { batch } from '../../base/db.ts';
import { describeError } from '../../base/log.ts';
import { callObject } from '../../base/retry.ts';
import { type Anchor, sealsOf } from './chain.ts';
import type { AuditHub } from './objects.ts';
import { listOpen, listUnsealed, listWritten, readEntries, sealEntries } from './store.ts';

const PAGE = 500;
/** Tenants that one minute's run visits; those left have the oldest entries of the next. */
const MAX_TENANTS = 500;

/** Seals what is open in a tenant's log and returns the end of its chain, which the tenant's hub keeps. */
export async function sealAudit(job: Pick<Ctx, 'env' | 'db'>, tenant_id: string): Promise<Anchor> {
  let anchor = await callObject(async () => await hubOf<AuditHub>(job.env, tenant_id).auditAnchor());
  for (;;) {
    const entries = await readEntries(job.db, tenant_id, {}, anchor.seq, PAGE);
    if (entries.length === 0) return anchor;
    const seals = sealsOf(entries, anchor).map((seal, i) => ({ seq: entries[i]!.seq, ...seal }));
    await batch(job.db, sealEntries(job.db, tenant_id, seals));
    const { seq, hash } = seals.at(-1)!;
    const [from, to] = [anchor.seq, { seq, hash }];
    anchor = await callObject(async () => await hubOf<AuditHub>(job.env, tenant_id).moveAuditAnchor(from, to));
  }
}

/** Seals what a call has just written, in whichever logs that is; the minute's job finds what this could not. */
export async function sealWritten(job: Pick<Ctx, 'env' | 'db' | 'log' | 'request_id'>): Promise<void> {
  await sealEach(job, await listWritten(job.db, job.request_id));
}

/** Seals what jobs have written in the logs of tenants. */
export async function sealTenants(job: Pick<Ctx, 'env' | 'db' | 'log'>, tenants: readonly string[]): Promise<void> {
  if (tenants.length > 0) await sealEach(job, await listOpen(job.db, tenants));
}

/** The minute's job: seals the logs whose open entries have waited longest; one that fails does not hold up the others. */
export async function sealAllAudits(job: Pick<Ctx, 'env' | 'db' | 'log'>, limit = MAX_TENANTS): Promise<void> {
  await sealEach(job, await listUnsealed(job.db, limit));
}

async function sealEach(job: Pick<Ctx, 'env' | 'db' | 'log'>, tenants: string[]): Promise<void> {
  for (const tenant_id of tenants) {
    try {
      await sealAudit(job, tenant_id);
    } catch (error) {
      job.log('error', 'audit log not sealed', { tenant_id, ...describeError(error) });
    }
  }
}
