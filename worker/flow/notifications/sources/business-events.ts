/** The source of business events: new ones of a ledger, told one by one until there are many, each once. */
import { ledgerOf } from '../../../../durable/stubs.ts';
import { batch } from '../../../base/db.ts';
import { eventId } from '../../../base/ids.ts';
import { callObject } from '../../../base/retry.ts';
import { HOUR_MS } from '../../../shared/durations.ts';
import { listCustomEvents } from '../../metrics/index.ts';
import type { EventContent } from '../kinds/event-notice.ts';
import type { NewsLedger } from '../objects.ts';
import type { Occasion } from '../occasion.ts';
import { type Job, planOccasion } from '../plan/plan.ts';
import type { BusinessEvent } from '../preferences/schema.ts';
import { clearWindow, findWatch, listEnded, listWindows, moveWatch, putWindow } from './event-store.ts';
import { takeEvent, WINDOW_MS, type Window } from './flood.ts';

/** Events of these types are told by the switch of the same name. An abandoned checkout is no event but the alert of a rule. */
const TOLD = ['lead_created', 'signup', 'payment_succeeded', 'payment_failed'] as const;
const BUILD = /^custom\.[a-z0-9_]+\.build_failed$/;
/** What happened longer ago when it arrived was imported, and is no news. */
const NEWS_MS = HOUR_MS;
const PAGE = 200;
/** Events of one reading; of more, the oldest are not counted in the summary. */
const MAX_EVENTS = 2_000;
const WINDOWS = 500;

interface Whose {
  tenant_id: string;
  project_id: string;
}

interface NewEvent {
  seq: number;
  received_at: number;
  event: BusinessEvent;
  content: EventContent;
}

/** Tells of a project's events since the last time. Reads nothing where nobody wants to hear of any. */
export async function tellEvents(job: Job, whose: Whose): Promise<void> {
  const from = await findWatch(job.db, whose);
  if (from === null) return;
  const events = await readNew(job, whose, from);
  const to = events.at(-1)?.seq;
  if (to === undefined) return;
  const windows = await listWindows(job.db, whose);
  const changed = new Map<BusinessEvent, Window>();
  for (const each of events) {
    const { window, isTold, ended } = takeEvent(windows.get(each.event), each.received_at);
    windows.set(each.event, window);
    changed.set(each.event, window);
    if (ended) await planOccasion(job, summaryOccasion({ ...whose, event: each.event, ...ended }));
    if (isTold) await planOccasion(job, eventOccasion(whose, each));
  }
  // Last, so that whatever breaks off is told again: planning the same event twice changes nothing.
  await batch(job.db, [
    moveWatch(job.db, whose, from, to),
    ...[...changed].map(([event, window]) => putWindow(job.db, { ...whose, event, seq: to }, window)),
  ]);
}

/** The minute cron's part: summaries of windows that have ended without another event. */
export async function tellEndedWindows(job: Job): Promise<void> {
  for (const window of await listEnded(job.db, job.now - WINDOW_MS, WINDOWS)) {
    await planOccasion(job, summaryOccasion(window));
    await batch(job.db, [clearWindow(job.db, window)]);
  }
}

/** News of a ledger after a sequence, oldest first. */
async function readNew(job: Job, whose: Whose, after: number): Promise<NewEvent[]> {
  const builds = (await listCustomEvents(job.db, whose.tenant_id, whose.project_id)).filter((type) => BUILD.test(type));
  const event_types = [...TOLD, ...builds];
  const found: NewEvent[] = [];
  for (let before: number | undefined; found.length < MAX_EVENTS; ) {
    const filter = { event_types, before, limit: PAGE };
    const page = await callObject(async () => await ledgerOf<NewsLedger>(job.env, whose.project_id).list(filter));
    const fresh = page.events.filter(({ seq }) => seq > after);
    found.push(...fresh.flatMap((each) => newsOf(whose.project_id, each) ?? []));
    if (fresh.length < page.events.length || page.next === null || page.next <= after) break;
    before = page.next;
  }
  return found.reverse();
}

function newsOf(
  project_id: string,
  { seq, received_at, body }: { seq: number; received_at: number; body: string },
): NewEvent | undefined {
  const { event_type, occurred_at, payload } = JSON.parse(body) as {
    event_type: string;
    occurred_at: string;
    payload?: { amount_cents?: number; currency?: string };
  };
  if (Date.parse(occurred_at) < received_at - NEWS_MS) return undefined;
  const event = BUILD.test(event_type) ? 'build_failed' : (event_type as BusinessEvent);
  const { amount_cents = null, currency = null } = payload ?? {};
  const content = { event, event_id: eventId(project_id, seq), occurred_at, amount_cents, currency };
  return { seq, received_at, event, content };
}

function eventOccasion(whose: Whose, { received_at: at, event, content }: NewEvent): Occasion {
  const subject = { id: content.event_id, at, rev: 1, count: 1 };
  return {
    ...whose,
    source_id: content.event_id,
    type: 'event',
    at,
    severity: 'info',
    event,
    subject,
    group_key: event,
    content,
  };
}

function summaryOccasion({
  tenant_id,
  project_id,
  event,
  started_at,
  held,
}: Whose & Window & { event: BusinessEvent }): Occasion {
  const at = started_at + WINDOW_MS;
  const source_id = `${project_id} ${event} ${started_at}`;
  const content = { event, held };
  const subject = { id: source_id, at, rev: 1, count: held };
  return {
    tenant_id,
    project_id,
    source_id,
    type: 'event.summary',
    at,
    severity: 'info',
    event,
    subject,
    group_key: event,
    content,
  };
}
