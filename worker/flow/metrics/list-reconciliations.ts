/** What reconciliations of a project have found and healed, newest first. */
import { type Ctx, requirePermission, requireProject } from '../../base/context.ts';
import { missing } from '../../base/errors.ts';
import { decodeCursor, encodeCursor } from '../../base/page.ts';
import { findProjectAnyTenant } from '../../tenants/orgs/index.ts';
import type { ReconciliationPage, ReconciliationsQuery } from './schema.ts';
import { pageReconciliations } from './store.ts';

/** A page of the project that the caller has chosen. */
export async function listReconciliations(ctx: Ctx, query: ReconciliationsQuery): Promise<ReconciliationPage> {
  requirePermission(ctx, 'metrics:read');
  return await read(ctx, ctx.tenant_id, requireProject(ctx), query);
}

/** A page of any project, for the operator. */
export async function listReconciliationsAsOperator(
  ctx: Ctx,
  project_id: string,
  query: ReconciliationsQuery,
): Promise<ReconciliationPage> {
  requirePermission(ctx, 'admin');
  const project = await findProjectAnyTenant(ctx.db, project_id);
  if (!project) throw missing('project');
  return await read(ctx, project.tenant_id, project_id, query);
}

async function read(
  { db }: Ctx,
  tenant_id: string,
  project_id: string,
  { limit, cursor }: ReconciliationsQuery,
): Promise<ReconciliationPage> {
  const before = cursor ? String(decodeCursor(cursor, ['string'])[0]) : '~';
  const rows = await pageReconciliations(db, tenant_id, project_id, { before, limit: limit + 1 });
  const data = rows.slice(0, limit).map((row) => ({ ...row, healed: row.differences.length }));
  return { data, next_cursor: rows.length > limit ? encodeCursor([data.at(-1)!.id]) : null };
}
