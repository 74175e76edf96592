/** Listing stored events. */
import { ledgerOf } from '../../../durable/stubs.ts';
import { type Ctx, requirePermission, requireProject } from '../../base/context.ts';
import { AppError, missing } from '../../base/errors.ts';
import { eventId, seqOf } from '../../base/ids.ts';
import { decodeCursor, encodeCursor, invalidCursor } from '../../base/page.ts';
import { callObject } from '../../base/retry.ts';
import { addDays, boundOf, dayAt } from '../../base/time.ts';
import { findProject, type Project } from '../../tenants/orgs/index.ts';
import type { ListedEvent } from './ledger/ledger-list-store.ts';
import type { EventsLedger } from './objects.ts';
import type { EventPage, EventsQuery, StoredEvent, UnansweredQuery } from './schema.ts';

/**
 * A page of events, newest receipt first. Days in `from` and `to` are the project's and inclusive; instants are exact. A page may
 * be short while there is more: only so many events are looked at for one.
 */
export async function listEvents(ctx: Ctx, query: EventsQuery): Promise<EventPage> {
  const project = await projectOf(ctx);
  const { event_type, from, to, cursor, ...rest } = query;
  const filter = {
    ...rest,
    event_types: event_type,
    from: from === undefined ? undefined : boundOf(from, project.timezone, 0),
    to: to === undefined ? undefined : boundOf(to, project.timezone, 1),
    before: cursor === undefined ? undefined : sequenceOf(cursor),
    limit: query.limit + 1,
  };
  const { events, next } = await callObject(async () => await ledgerOf<EventsLedger>(ctx.env, project.id).list(filter));
  const page = events.slice(0, query.limit);
  const after = events.length > query.limit ? page.at(-1)!.seq : next;
  return {
    data: page.map((item) => shown(project.id, item)),
    next_cursor: after === null ? null : encodeCursor([after]),
  };
}

/**
 * Events of one type that no event of another has followed in time, newest receipt first: abandoned checkouts by default. An event
 * whose time is not up yet is not among them.
 */
export async function listUnansweredEvents(ctx: Ctx, query: UnansweredQuery): Promise<EventPage> {
  const project = await projectOf(ctx);
  const today = dayAt(ctx.now, project.timezone);
  const { event_type, follow_up, limit, cursor } = query;
  const within_ms = query.within_minutes * 60_000;
  const filter = {
    ...{ event_type, follow_up, within_ms },
    from: boundOf(query.from ?? addDays(today, -6), project.timezone, 0),
    to: Math.min(boundOf(query.to ?? today, project.timezone, 1), ctx.now - within_ms),
    before: cursor === undefined ? undefined : sequenceOf(cursor),
    limit: limit + 1,
  };
  const events = await callObject(async () => await ledgerOf<EventsLedger>(ctx.env, project.id).unanswered(filter));
  if (!events) {
    throw new AppError(
      'unprocessable',
      'events.range_too_large',
      'These days hold too many events; ask for fewer days.',
    );
  }
  const page = events.slice(0, limit);
  return {
    data: page.map((item) => shown(project.id, item)),
    next_cursor: events.length > limit ? encodeCursor([page.at(-1)!.seq]) : null,
  };
}

/** One event; `missing` when the project has none of this id, or no longer keeps it. */
export async function readEvent(ctx: Ctx, id: string): Promise<StoredEvent> {
  const project = await projectOf(ctx);
  const seq = seqOf(project.id, id);
  if (seq === undefined) throw missing('event');
  const filter = { before: seq + 1, limit: 1 };
  const { events } = await callObject(async () => await ledgerOf<EventsLedger>(ctx.env, project.id).list(filter));
  if (events[0]?.seq !== seq) throw missing('event');
  return shown(project.id, events[0]);
}

async function projectOf(ctx: Ctx): Promise<Project> {
  requirePermission(ctx, 'events:read');
  const project = await findProject(ctx.db, ctx.tenant_id, requireProject(ctx));
  if (!project) throw missing('project');
  return project;
}

function sequenceOf(cursor: string): number {
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
