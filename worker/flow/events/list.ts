/** Listing stored events. */

import { ledgerOf } from '../../../durable/stubs.ts';
import { type Ctx, requirePermission, requireProject } from '../../base/context.ts';
import { AppError, missing } from '../../base/errors.ts';
import { eventId, seqOf } from '../../base/ids.ts';
import { decodeCursor, encodeCursor, invalidCursor } from '../../base/page.ts';
import { callObject } from '../../base/retry.ts';
import { addDays, boundOf, dayAt, instantsOf, invertedRange } from '../../base/time.ts';
import { MINUTE_MS } from '../../shared/durations.ts';
import { findProject, type Project } from '../../tenants/orgs/index.ts';
import { type EventKeys, eventKeys } from './ingest/event-keys.ts';
import type { ListedEvent } from './ledger/ledger-list-store.ts';
import { cursorOf, listByOccurrence, occurrenceOf } from './list-by-occurrence.ts';
import type { EventsLedger } from './objects.ts';
import { scrubText } from './pii/scrub.ts';
import { type EventPage, type EventsQuery, FILTER_FIELDS, type StoredEvent, type UnansweredQuery } from './schema.ts';

/**
 * A page of events, newest receipt first unless `sort` says otherwise. Days in `from` and `to` are the project's and inclusive; instants are exact. A page may
 * be short while there is more: only so many events are looked at for one.
 */
export async function listEvents(ctx: Ctx, query: EventsQuery): Promise<EventPage> {
  const project = await projectOf(ctx);
  const { event_type, from, to, cursor, currency, min_amount, max_amount } = query;
  if (min_amount !== undefined && max_amount !== undefined && min_amount > max_amount) {
    throw invertedRange('min_amount', 'max_amount');
  }
  const wanted = {
    ...{ currency, min_amount, max_amount },
    ...instantsOf({ from, to }, project.timezone),
    event_types: event_type,
    texts: textsOf(query, eventKeys(ctx.env.EVENT_SECRET, project.id)),
    limit: query.limit + 1,
  };
  if (query.sort === 'occurred_at') {
    const { events, next_cursor } = await listByOccurrence(ctx, project.id, wanted, cursor);
    return { data: events.map((item) => shown(project.id, item)), next_cursor };
  }
  const filter = { ...wanted, before: cursor === undefined ? undefined : sequenceOf(cursor) };
  const { events, next } = await callObject(async () => await ledgerOf<EventsLedger>(ctx.env, project.id).list(filter));
  const page = events.slice(0, query.limit);
  const after = events.length > query.limit ? page.at(-1)!.seq : next;
  return {
    data: page.map((item) => shown(project.id, item)),
    next_cursor: after === null ? null : encodeCursor([after]),
  };
}

/** What each filtered field may hold in storage: the value itself, or the token that PII handling makes of it. */
function textsOf(query: EventsQuery, { tokenize }: EventKeys): [string, string[]][] {
  return FILTER_FIELDS.flatMap((field): [string, string[]][] => {
    const value = query[field];
    return value === undefined ? [] : [[field, [...new Set([value, scrubText(value, field, 'hash', tokenize)])]]];
  });
}

/**
 * Events of one type that no event of another has followed in time, newest occurrence first: abandoned checkouts by default. An event
 * whose time is not up yet is not among them.
 */
export async function listUnansweredEvents(ctx: Ctx, query: UnansweredQuery): Promise<EventPage> {
  const project = await projectOf(ctx);
  const today = dayAt(ctx.now, project.timezone);
  const { event_type, follow_up, limit, cursor } = query;
  const within_ms = query.within_minutes * MINUTE_MS;
  instantsOf(query, project.timezone);
  const filter = {
    ...{ event_type, follow_up, within_ms },
    from: boundOf(query.from ?? addDays(today, -6), project.timezone, 0),
    to: Math.min(boundOf(query.to ?? today, project.timezone, 1), ctx.now - within_ms),
    below: cursor === undefined ? undefined : occurrenceOf(cursor),
    limit,
  };
  const found = await callObject(async () => await ledgerOf<EventsLedger>(ctx.env, project.id).unanswered(filter));
  if (!found) {
    throw new AppError(
      'unprocessable',
      'events.range_too_large',
      'These days hold too many events; ask for fewer days.',
    );
  }
  const { events, more } = found;
  return {
    data: events.map((item) => shown(project.id, item)),
    next_cursor: more ? cursorOf(events.at(-1)!) : null,
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
