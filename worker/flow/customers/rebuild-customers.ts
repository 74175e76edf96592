/** Rebuilding a project's customers from its events, for the operator. */
import { ledgerOf } from '../../../durable/stubs.ts';
import { type Ctx, requirePermission } from '../../base/context.ts';
import { batch } from '../../base/db.ts';
import { missing } from '../../base/errors.ts';
import { callObject } from '../../base/retry.ts';
import { recordAudit } from '../../tenants/audit/index.ts';
import { findProjectAnyTenant } from '../../tenants/orgs/index.ts';
import { flushLedger, type MetricsLedger } from '../metrics/index.ts';

/** Reads everybody's payments again and carries the counts to D1; they are right when this returns. */
export async function rebuildCustomers(ctx: Ctx, project_id: string): Promise<void> {
  requirePermission(ctx, 'admin');
  const project = await findProjectAnyTenant(ctx.db, project_id);
  if (!project) throw missing('project');
  const act = { action: 'project.customers_rebuilt', target_type: 'project', target: project_id };
  await batch(ctx.db, [recordAudit({ ...ctx, tenant_id: project.tenant_id }, act)]);
  await callObject(async () => await ledgerOf<MetricsLedger>(ctx.env, project_id).rebuildDerived());
  await flushLedger(ctx, project_id);
}
