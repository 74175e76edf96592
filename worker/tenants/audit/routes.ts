/** The audit log: by its owners, and by the operator for any tenant. */
import type { Context } from 'hono';
import { type Ctx, requirePermission } from '../../base/context.ts';
import { pageOf } from '../../base/page.ts';
import { createRoute, createRouter, errorResponses, type HonoEnv, json, z } from '../../base/router.ts';
import { exportAudit, listAudit } from './list.ts';
import { AuditEntry, AuditFilter, AuditQuery, AuditVerdict } from './schema.ts';
import { verifyAudit } from './verify.ts';

const tags = ['Audit'];
const security = [{ session: [] }];
const IdParam = z.object({ id: z.string().max(64) });
const page = { 200: json(pageOf(AuditEntry), 'A page of entries'), ...errorResponses(400, 401, 403, 404, 422) };
const verdict = { 200: json(AuditVerdict, 'Whether the log is whole and unchanged'), ...errorResponses(401, 403, 404) };

const listRoute = createRoute({
  method: 'get',
  path: '/v1/audit',
  operationId: 'listAudit',
  tags,
  security,
  summary: 'Who did what, newest first',
  description: 'For people who may read the log. `from` and `to` are inclusive UTC days, or exact times with offset.',
  request: { query: AuditQuery },
  responses: page,
});

const exportRoute = createRoute({
  method: 'get',
  path: '/v1/audit.csv',
  operationId: 'exportAudit',
  tags,
  security,
  summary: 'The log as CSV, oldest first',
  description: 'The same filters as the list. The text is streamed, so that no log is too long.',
  request: { query: AuditFilter },
  responses: {
    200: { description: 'CSV', content: { 'text/csv': { schema: z.string() } } },
    ...errorResponses(401, 403, 404, 422),
  },
});

const verifyRoute = createRoute({
  method: 'get',
  path: '/v1/audit/verify',
  operationId: 'verifyAudit',
  tags,
  security,
  summary: 'Recompute the chain of hashes and say where it breaks',
  description:
    'Each entry holds the hash of the one before it; an entry that was changed or taken out breaks the chain ' +
    'there.',
  responses: verdict,
});

const adminListRoute = createRoute({
  method: 'get',
  path: '/v1/admin/tenants/{id}/audit',
  'x-operator-role': 'support',
  operationId: 'listAuditAsOperator',
  tags: ['Operator'],
  summary: 'A tenant’s audit log',
  description: 'The same list as the tenant’s own people see.',
  request: { params: IdParam, query: AuditQuery },
  responses: page,
});

const adminVerifyRoute = createRoute({
  method: 'get',
  path: '/v1/admin/tenants/{id}/audit/verify',
  'x-operator-role': 'viewer',
  operationId: 'verifyAuditAsOperator',
  tags: ['Operator'],
  summary: 'Verify a tenant’s audit log',
  description: 'The same reply as the tenant’s own people get.',
  request: { params: IdParam },
  responses: verdict,
});

export const auditRoutes = createRouter();

auditRoutes.openapi(listRoute, async (c) => c.json(await listAudit(c.get('ctx'), c.req.valid('query')), 200));

auditRoutes.openapi(exportRoute, async (c) => {
  const csv = await exportAudit(c.get('ctx'), c.req.valid('query'));
  return c.body(csv, 200, {
    'content-type': 'text/csv; charset=utf-8',
    'content-disposition': 'attachment; filename="audit.csv"',
    'x-content-type-options': 'nosniff',
  });
});

auditRoutes.openapi(verifyRoute, async (c) => c.json(await verifyAudit(c.get('ctx')), 200));

auditRoutes.openapi(adminListRoute, async (c) => c.json(await listAudit(operatorFor(c), c.req.valid('query')), 200));

auditRoutes.openapi(adminVerifyRoute, async (c) => c.json(await verifyAudit(operatorFor(c)), 200));

/** The operator reading the log of the tenant in the path. */
function operatorFor(c: Context<HonoEnv>): Ctx {
  const ctx = c.get('ctx');
  requirePermission(ctx, 'admin');
  return { ...ctx, tenant_id: c.req.param('id') ?? '' };
}
