/** Deleting a workspace or one's own account, taking that back, and what operators see of it. */
import { requirePermission } from '../../../base/context.ts';
import { decodeCursor, encodeCursor, pageOf } from '../../../base/page.ts';
import { createRoute, createRouter, errorResponses, json, jsonBody } from '../../../base/router.ts';
import { readLiveSession, visitorOf } from '../../../tenants/auth/index.ts';
import { deleteAccount, deleteWorkspace, readWorkspace, restoreAccount, restoreWorkspace } from './schedule.ts';
import { type DeletionRow, pageDeletions } from './schedule-store.ts';
import {
  AccountProof,
  Deletion,
  DeletionsQuery,
  RestoreInput,
  Scheduled,
  Workspace,
  WorkspaceProof,
} from './schema.ts';

const security = [{ session: [] }];

const readRoute = createRoute({
  method: 'get',
  path: '/v1/workspace',
  operationId: 'readWorkspace',
  tags: ['Workspace'],
  security,
  summary: 'The workspace, and whether it is about to be deleted',
  description: 'For members of the workspace.',
  responses: { 200: json(Workspace, 'The workspace'), ...errorResponses(401, 403, 404) },
});

const deleteRoute = createRoute({
  method: 'delete',
  path: '/v1/workspace',
  operationId: 'deleteWorkspace',
  tags: ['Workspace'],
  security,
  summary: 'Delete the workspace, in fourteen days',
  description:
    'For owners, who type its name. Keys stop at once (403 `tenant.deletion_scheduled`), people may look and export until it goes, and any owner may take it back. Then everything is deleted, and the owners get a signed receipt.',
  request: jsonBody(WorkspaceProof),
  responses: {
    200: json(Workspace, 'The workspace, with the time of its deletion'),
    ...errorResponses(400, 401, 403, 404, 422, 503),
  },
});

const restoreRoute = createRoute({
  method: 'post',
  path: '/v1/workspace/restore',
  operationId: 'restoreWorkspace',
  tags: ['Workspace'],
  security,
  summary: 'Keep the workspace after all',
  description:
    'For owners, until the workspace is deleted. Its keys work again. Without a scheduled deletion nothing changes.',
  responses: { 200: json(Workspace, 'The workspace, in use again'), ...errorResponses(401, 403, 404, 409) },
});

const deleteAccountRoute = createRoute({
  method: 'delete',
  path: '/v1/auth/account',
  operationId: 'deleteAccount',
  tags: ['Account'],
  security,
  summary: 'Delete one’s own account, in fourteen days',
  description:
    'All sessions end at once, and workspaces in which nobody else is are closed with it. A mail has the link that keeps it; so does signing in. Refused while a workspace with other people would lose its last owner.',
  request: jsonBody(AccountProof),
  responses: { 202: json(Scheduled, 'Scheduled'), ...errorResponses(400, 401, 403, 409, 422, 503) },
});

const restoreAccountRoute = createRoute({
  method: 'post',
  path: '/v1/auth/account/restore',
  operationId: 'restoreAccount',
  tags: ['Account'],
  security,
  summary: 'Keep one’s own account after all',
  description: 'With the token from the mail, or signed in. Without a scheduled deletion nothing changes.',
  request: jsonBody(RestoreInput),
  responses: { 204: { description: 'The deletion is cancelled' }, ...errorResponses(400, 401, 403, 409, 422) },
});

const listRoute = createRoute({
  method: 'get',
  path: '/v1/admin/deletions',
  'x-operator-role': 'viewer',
  operationId: 'listDeletions',
  tags: ['Operator'],
  summary: 'Deletions of workspaces and accounts, newest first',
  description: 'Those to come, those under way, and the receipts of those that are done, which name nobody.',
  request: { query: DeletionsQuery },
  responses: { 200: json(pageOf(Deletion), 'A page of deletions'), ...errorResponses(400, 401, 403, 422) },
});

export const deletionRoutes = createRouter();

deletionRoutes.openapi(readRoute, async (c) => c.json(await readWorkspace(c.get('ctx')), 200));

deletionRoutes.openapi(deleteRoute, async (c) =>
  c.json(await deleteWorkspace(c.get('ctx'), c.req.valid('json').name, visitorOf(c).site), 200),
);

deletionRoutes.openapi(restoreRoute, async (c) => c.json(await restoreWorkspace(c.get('ctx')), 200));

deletionRoutes.openapi(deleteAccountRoute, async (c) => {
  const visitor = visitorOf(c);
  const session = await readLiveSession(c, visitor);
  return c.json(await deleteAccount(visitor, session, c.req.valid('json').email), 202);
});

deletionRoutes.openapi(restoreAccountRoute, async (c) => {
  const visitor = visitorOf(c);
  const { token } = c.req.valid('json');
  await restoreAccount(visitor, token === undefined ? await readLiveSession(c, visitor) : { token });
  return c.body(null, 204);
});

deletionRoutes.openapi(listRoute, async (c) => {
  const ctx = c.get('ctx');
  requirePermission(ctx, 'admin');
  const { status, limit, cursor } = c.req.valid('query');
  const before = cursor ? String(decodeCursor(cursor, ['string'])[0]) : '~';
  const rows = await pageDeletions(ctx.db, status, before, limit + 1);
  const data = rows.slice(0, limit).map(shown);
  return c.json({ data, next_cursor: rows.length > limit ? encodeCursor([data.at(-1)!.id]) : null }, 200);
});

function shown({ id, kind, subject, status, created_at, due_at, counts, finished_at, receipt }: DeletionRow): Deletion {
  const signed = receipt === null ? null : JSON.parse(receipt);
  return { id, kind, subject, status, created_at, due_at, counts, finished_at, receipt: signed };
}
