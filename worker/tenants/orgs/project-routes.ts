/** Projects: by the people of a workspace, one of them by its key, any of them by the operator. */
import type { Context } from 'hono';
import { type Ctx, requirePermission } from '../../base/context.ts';
import { AppError, missing } from '../../base/errors.ts';
import { decodeCursor, encodeCursor, pageOf } from '../../base/page.ts';
import { createRoute, createRouter, errorResponses, type HonoEnv, json, jsonBody, z } from '../../base/router.ts';
import { acceptedLocale } from '../../words/locales.ts';
import { archiveProject, restoreProject } from './archive.ts';
import { changeProject } from './change.ts';
import { createProject } from './create.ts';
import { findProject, findProjectAnyTenant, pageProjects } from './project-store.ts';
import { Project, ProjectInput, ProjectPatch, ProjectsQuery } from './schema.ts';

const tags = ['Projects'];
const IdParam = z.object({ id: z.string().max(64) });
const one = json(Project, 'The project');

const listRoute = createRoute({
  method: 'get',
  path: '/v1/projects',
  operationId: 'listProjects',
  tags,
  summary: 'List the projects that the credential may see',
  description: 'A key sees its own project, a person all of the workspace. `status` includes archived ones.',
  request: { query: ProjectsQuery },
  responses: { 200: json(pageOf(Project), 'A page of projects'), ...errorResponses(400, 401, 403, 422) },
});

const addRoute = createRoute({
  method: 'post',
  path: '/v1/projects',
  operationId: 'addProject',
  tags,
  summary: 'Create a project in the workspace',
  description: 'For people who may create projects, as many as the plan allows.',
  request: jsonBody(ProjectInput.omit({ key: true })),
  responses: { 201: json(Project, 'The new project'), ...errorResponses(400, 401, 402, 403, 404, 422) },
});

const readRoute = createRoute({
  method: 'get',
  path: '/v1/projects/{id}',
  operationId: 'readProject',
  tags,
  summary: 'One project',
  description: 'Time zone, currency, industry, PII policy and retention.',
  request: { params: IdParam },
  responses: { 200: one, ...errorResponses(401, 403, 404, 422) },
});

const changeRoute = createRoute({
  method: 'patch',
  path: '/v1/projects/{id}',
  operationId: 'changeProject',
  tags,
  summary: 'Change a project’s name, time zone, currency, industry, PII policy or retention',
  description:
    'A new time zone rebuilds the project’s days from its 15-minute cells; until that is done reads serve the old zone.',
  request: { params: IdParam, ...jsonBody(ProjectPatch) },
  responses: { 200: one, ...errorResponses(400, 401, 403, 404, 422) },
});

const archiveRoute = createRoute({
  method: 'post',
  path: '/v1/projects/{id}/archive',
  operationId: 'archiveProject',
  tags,
  summary: 'Archive a project: its keys stop within 60 s, its data stays readable',
  description: 'It takes no events any more. Its numbers stay, and it no longer counts against the plan.',
  request: { params: IdParam },
  responses: { 200: one, ...errorResponses(401, 403, 404, 422) },
});

const restoreRoute = createRoute({
  method: 'post',
  path: '/v1/projects/{id}/restore',
  operationId: 'restoreProject',
  tags,
  summary: 'Take a project out of the archive; its keys work again',
  description: '402 where the plan has no room for it.',
  request: { params: IdParam },
  responses: { 200: one, ...errorResponses(401, 402, 403, 404, 422) },
});

export const projectRoutes = createRouter();

projectRoutes.openapi(listRoute, async (c) => {
  const ctx = c.get('ctx');
  requirePermission(ctx, 'projects:read');
  const { status, cursor, limit } = c.req.valid('query');
  const after = cursor ? String(decodeCursor(cursor, ['string'])[0]) : '';
  const rows = await (ctx.actor.type === 'key'
    ? ownProject(ctx, status, after)
    : pageProjects(ctx.db, ctx.tenant_id, status, after, limit + 1));
  const data = rows.slice(0, limit);
  return c.json({ data, next_cursor: rows.length > limit ? encodeCursor([data.at(-1)!.id]) : null }, 200);
});

projectRoutes.openapi(addRoute, async (c) => {
  const ctx = c.get('ctx');
  // A key is of one project: it may change that one, not make others. The operator names the tenant in a path of his own.
  if (ctx.actor.type !== 'person')
    throw new AppError('forbidden', 'auth.forbidden', 'Only people create projects here.');
  requirePermission(ctx, 'projects:create');
  const { project } = await createProject(ctx, c.req.valid('json'), acceptedLocale(c.req.header('accept-language')));
  return c.json(project, 201);
});

projectRoutes.openapi(readRoute, async (c) => {
  requirePermission(c.get('ctx'), 'projects:read');
  return c.json((await visibleProject(c)).project, 200);
});

projectRoutes.openapi(changeRoute, async (c) => {
  requirePermission(c.get('ctx'), 'projects:manage');
  const { ctx, project } = await visibleProject(c);
  return c.json(await changeProject(ctx, project.id, c.req.valid('json')), 200);
});

projectRoutes.openapi(archiveRoute, async (c) => {
  requirePermission(c.get('ctx'), 'projects:archive');
  const { ctx, project } = await visibleProject(c);
  return c.json(await archiveProject(ctx, project.id), 200);
});

projectRoutes.openapi(restoreRoute, async (c) => {
  requirePermission(c.get('ctx'), 'projects:archive');
  const { ctx, project } = await visibleProject(c);
  return c.json(await restoreProject(ctx, project.id), 200);
});

/** A key sees its own project only, which is in use or the key would not work. */
async function ownProject(ctx: Ctx, status: ProjectsQuery['status'], after: string): Promise<Project[]> {
  const project = await findProject(ctx.db, ctx.tenant_id, ctx.project_id ?? '');
  return project && status !== 'archived' && project.id > after ? [project] : [];
}

/** The project in the path, if the caller may know of it, and the ctx of its tenant: for the operator it comes from the row. */
async function visibleProject(c: Context<HonoEnv>): Promise<{ ctx: Ctx; project: Project }> {
  const ctx = c.get('ctx');
  const id = c.req.param('id') ?? '';
  if (ctx.actor.type === 'key' && ctx.project_id !== id) throw missing('project');
  const isOperator = ctx.actor.type === 'operator';
  const project = await (isOperator ? findProjectAnyTenant(ctx.db, id) : findProject(ctx.db, ctx.tenant_id, id));
  if (!project) throw missing('project');
  return { ctx: { ...ctx, tenant_id: project.tenant_id }, project };
}
