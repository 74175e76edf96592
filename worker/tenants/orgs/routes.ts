/** The operator's calls for tenants and projects. */
import type { Context } from 'hono';
import type { Ctx } from '../../base/context.ts';
import { requirePermission } from '../../base/context.ts';
import { decodeCursor, encodeCursor, PageQuery, pageOf } from '../../base/page.ts';
import { createRoute, createRouter, errorResponses, type HonoEnv, json, jsonBody, z } from '../../base/router.ts';
import { setTerms } from '../usage/index.ts';
import { changeTenant } from './change.ts';
import { createProject, createTenant } from './create.ts';
import { projectRoutes } from './project-routes.ts';
import { Project, ProjectInput, Tenant, TenantInput, TenantPatch } from './schema.ts';
import { findTenantByKey, listTenants } from './store.ts';

const tags = ['Operator'];
const IdParam = z.object({ id: z.string().max(64) });

const createTenantRoute = createRoute({
  method: 'post',
  path: '/v1/admin/tenants',
  'x-operator-role': 'admin',
  operationId: 'createTenant',
  tags,
  summary: 'Create a tenant, or find the one with this external key',
  description: '`key` is your own stable name of the tenant: the same key finds it again and makes no second one.',
  request: jsonBody(TenantInput),
  responses: {
    200: json(Tenant, 'The tenant that has this key already'),
    201: json(Tenant, 'The new tenant'),
    ...errorResponses(400, 401, 403, 409, 422),
  },
});

const listTenantsRoute = createRoute({
  method: 'get',
  path: '/v1/admin/tenants',
  'x-operator-role': 'viewer',
  operationId: 'listTenants',
  tags,
  summary: 'List tenants',
  description: 'For the operator. `key` finds the one with that external key.',
  request: { query: PageQuery.extend({ key: z.string().optional() }) },
  responses: { 200: json(pageOf(Tenant), 'A page of tenants'), ...errorResponses(400, 401, 403, 422) },
});

const changeTenantRoute = createRoute({
  method: 'patch',
  path: '/v1/admin/tenants/{id}',
  'x-operator-role': 'admin',
  operationId: 'changeTenant',
  tags,
  summary: 'Change plan, status or hard limits of a tenant',
  description:
    'In force within a second. Limits are hard quantities per billing period that override the plan’s; null ' +
    'gives the plan’s back.',
  request: { params: IdParam, ...jsonBody(TenantPatch) },
  responses: { 200: json(Tenant, 'The tenant'), ...errorResponses(400, 401, 403, 404, 422) },
});

const createProjectRoute = createRoute({
  method: 'post',
  path: '/v1/admin/tenants/{id}/projects',
  'x-operator-role': 'admin',
  operationId: 'createProject',
  tags,
  summary: 'Create a project, or bring the one with this external key up to date',
  description: '`key` is your own stable name of the project within its tenant: the same key changes its settings.',
  request: { params: IdParam, ...jsonBody(ProjectInput) },
  responses: {
    200: json(Project, 'The project that has this key already'),
    201: json(Project, 'The new project'),
    ...errorResponses(400, 401, 402, 403, 404, 422),
  },
});

export const orgRoutes = createRouter();

orgRoutes.openapi(createTenantRoute, async (c) => {
  const { tenant, created } = await createTenant(c.get('ctx'), c.req.valid('json'));
  c.set('operator_target', tenant.id);
  return c.json(tenant, created ? 201 : 200);
});

orgRoutes.openapi(listTenantsRoute, async (c) => {
  const ctx = c.get('ctx');
  requirePermission(ctx, 'admin');
  const { key, cursor, limit } = c.req.valid('query');
  if (key !== undefined) {
    const tenant = await findTenantByKey(ctx.db, key);
    return c.json({ data: tenant ? [tenant] : [], next_cursor: null }, 200);
  }
  const after = cursor ? String(decodeCursor(cursor, ['string'])[0]) : '';
  const rows = await listTenants(ctx.db, after, limit + 1);
  const data = rows.slice(0, limit);
  return c.json({ data, next_cursor: rows.length > limit ? encodeCursor([data.at(-1)!.id]) : null }, 200);
});

orgRoutes.openapi(changeTenantRoute, async (c) => {
  const { limits, ...change } = c.req.valid('json');
  const ctx = operatorFor(c);
  const tenant = await changeTenant(ctx, change);
  if (limits || change.plan) await setTerms(ctx, { plan: change.plan, limits });
  return c.json(tenant, 200);
});

orgRoutes.openapi(createProjectRoute, async (c) => {
  const { project, created } = await createProject(operatorFor(c), c.req.valid('json'));
  return c.json(project, created ? 201 : 200);
});

orgRoutes.route('/', projectRoutes);

/** The operator acting for the tenant in the path. */
function operatorFor(c: Context<HonoEnv>): Ctx {
  const ctx = c.get('ctx');
  requirePermission(ctx, 'admin');
  return { ...ctx, tenant_id: c.req.param('id') ?? '' };
}
