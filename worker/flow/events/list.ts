/** Listing stored events. */
import { ledgerOf } from '../../../durable/stubs.ts';
import { type Ctx, requirePermission, requireProject } from '../../base/context.ts';
import { missing } from '../../base/errors.ts';
import { eventId } from '../../base/ids.ts';
import { decodeCursor, encodeCursor, invalidCursor } from '../../base/page.ts';
import { callObject } from '../../base/retry.ts';
import { boundOf } from '../../base/time.ts';
import { findProject } from '../../tenants/orgs/index.ts';
import type { ListedEvent } from './ledger-list-store.ts';
import type { EventPage, EventsQuery, StoredEvent } from './schema.ts';

/** A page of events, newest receipt first. Days in `from` and `to` are the project's and inclusive; instants are exact. */
export async function listEvents(ctx: Ctx, query: EventsQuery): Promise<EventPage> {
  requirePermission(ctx, 'events:read');
  const project_id = requireProject(ctx);
  const project = await findProject(ctx.db, ctx.tenant_id, project_id);
  if (!project) throw missing('project');
  const before = query.cursor === undefined ? undefined : placeOf(query.cursor);
  const filter = {
    event_type: query.event_type,
    from: query.from === undefined ? undefined : boundOf(query.from, project.timezone, 0),
    to: query.to === undefined ? undefined : boundOf(query.to, project.timezone, 1),
    before,
    limit: query.limit + 1,
  };
  const listed = await callObject(async () => await ledgerOf(ctx.env, project_id).list(filter));
  const page = listed.slice(0, query.limit);
  const next = listed.length > query.limit ? page.at(-1) : undefined;
  return {
    data: page.map((item) => shown(project_id, item)),
    next_cursor: next ? encodeCursor([next.seq]) : null,
  };
}

function placeOf(cursor: string): number {
  const place = Number(decodeCursor(cursor, ['number'])[0]);
  if (!Number.isSafeInteger(place) || place < 0) throw invalidCursor();
  return place;
}

function shown(project_id: string, { seq, received_at, body }: ListedEvent): StoredEvent {
  return {
    id: eventId(project_id, seq),
    received_at: new Date(received_at).toISOString(),
    schema_version: 1,
    ...JSON.parse(body),
  } as StoredEvent;
}
