/** Opening a live socket: who may, for which projects, and until when. The Hub holds it. */

import { hubOf } from '../../../durable/stubs.ts';
import { type Ctx, requirePermission } from '../../base/context.ts';
import { AppError, missing } from '../../base/errors.ts';
import { callObject } from '../../base/retry.ts';
import { HOUR_MS } from '../../shared/durations.ts';
import type { KeyActor, PersonActor } from '../../tenants/auth/index.ts';
import { findProject, listProjects, refuseArchived } from '../../tenants/orgs/index.ts';
import type { SocketTerms } from './objects.ts';
import type { LiveQuery } from './schema.ts';

/** A socket has to show its credential again after an hour, spread so that not all come back at once. */
const LIFE_MS = HOUR_MS;
const SPREAD_MS = 600_000;

/**
 * Opens a WebSocket for the frames of a project, or of all projects of a person's tenant. Returns 101; 426 without the header `Upgrade`,
 * 429 when the tenant has a thousand sockets already.
 */
export async function openLive(ctx: Ctx, query: LiveQuery, upgrade: string | undefined): Promise<Response> {
  requirePermission(ctx, 'alerts:read');
  const terms = await termsOf(ctx, query);
  if (upgrade?.toLowerCase() !== 'websocket') {
    throw new AppError('upgrade_required', 'live.not_a_websocket', 'This is a WebSocket: send Upgrade: websocket.');
  }
  const url = `https://hub/live?${new URLSearchParams({ tenant_id: ctx.tenant_id, terms: JSON.stringify(terms) })}`;
  const response = await callObject(async () => {
    return await hubOf(ctx.env, ctx.tenant_id).fetch(url, { headers: { upgrade: 'websocket' } });
  });
  if (response.status === 101) return response;
  const message = 'This workspace has a thousand live connections; close some.';
  throw new AppError('limited', 'live.too_many_sockets', message, { retry_after: 30 });
}

async function termsOf(ctx: Ctx, { project, cursor }: LiveQuery): Promise<SocketTerms> {
  const project_ids = await projectsOf(ctx, project);
  const isAll = project === undefined && ctx.project_id === undefined;
  const until = Math.min(ctx.now + LIFE_MS + Math.floor(Math.random() * SPREAD_MS), endOf(ctx));
  const { type, id } = ctx.actor;
  return {
    project_id: isAll ? null : project_ids[0]!,
    project_ids,
    key_id: type === 'key' ? id : null,
    user_id: type === 'person' ? id : null,
    session_id: type === 'person' ? (ctx.actor as PersonActor).session_id : null,
    cursor: cursor ?? null,
    until,
  };
}

async function projectsOf(ctx: Ctx, asked: string | undefined): Promise<string[]> {
  if (ctx.tenant_id === '') throw missing('tenant');
  const isForeign = asked !== undefined && ctx.project_id !== undefined && asked !== ctx.project_id;
  const wanted = asked ?? ctx.project_id;
  if (wanted === undefined) return (await listProjects(ctx.db, ctx.tenant_id)).map(({ id }) => id);
  const project = isForeign ? undefined : await findProject(ctx.db, ctx.tenant_id, wanted);
  if (!project) throw missing('project');
  refuseArchived(project);
  return [project.id];
}

/** When the credential itself ends. */
function endOf({ actor }: Ctx): number {
  return actor.type === 'key' ? (actor as KeyActor).access.expires_at : Number.POSITIVE_INFINITY;
}
