/** Putting a project's retention into force at its ledger, whether or not events still arrive. */
import { ledgerOf } from '../../../../durable/stubs.ts';
import type { Ctx } from '../../../base/context.ts';
import { callObject } from '../../../base/retry.ts';
import { findProjectAnyTenant, findTenant } from '../../../tenants/orgs/index.ts';
import { planOf, retentionOf } from '../../../tenants/plans/index.ts';
import type { EventsLedger } from '../objects.ts';

/** Tells the ledger for how many days it keeps raw events; it drops older ones at once. */
export async function applyRetention(job: Pick<Ctx, 'env' | 'db'>, project_id: string): Promise<void> {
  const project = await findProjectAnyTenant(job.db, project_id);
  const tenant = project && (await findTenant(job.db, project.tenant_id));
  if (!tenant) return;
  const retention_days = retentionOf(planOf(tenant.plan), project.retention_days);
  await callObject(async () => await ledgerOf<EventsLedger>(job.env, project_id).retain(retention_days));
}
