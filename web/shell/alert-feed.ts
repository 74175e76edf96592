/** A project's alerts for every page: the pending ones, and each change as it happens; by /v1/live, or by polling. */
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { request } from '../base/api/api.ts';
import type { ApiError } from '../base/api/call.ts';
import { type Alert, type Frame, followLive, isOfAlert } from '../base/api/live.ts';
import type { Project } from '../base/api/types.ts';

export interface Feed {
  project: string | undefined;
  /** Changes come by themselves. */
  live: boolean;
  /** Newest first; undefined until they are known. */
  pending: Alert[] | undefined;
  /** Why they are not known, or not renewed. */
  error: ApiError | undefined;
}

const POLL_MS = 15_000;
/** As many as a badge can show. */
export const MAX_PENDING = 100;
/** A frame this recent overrides a reply of the API, which may be a moment behind. */
const HEARD_MS = 10_000;
/** A page that follows another takes the connection over. */
const HANDOVER_MS = 1000;
/** With more changes at once, the reply does not tell what became of each. */
const MAX_GONE = 10;

const NOTHING: Feed = { project: undefined, live: false, pending: undefined, error: undefined };

let feed = NOTHING;
let currency = 'USD';
let stop: (() => void) | undefined;
let holders = 0;
let poll: ReturnType<typeof setTimeout> | undefined;
let reading: AbortController | undefined;
/** The socket opened while the first reply was under way. */
let again = false;
const heard = new Map<string, { alert: Alert; at: number }>();
const watchers = new Set<(feed: Feed) => void>();
const ears = new Set<(frame: Frame) => void>();

function become(change: Partial<Feed>): void {
  feed = { ...feed, ...change };
  for (const watch of watchers) watch(feed);
}

/** The currency of money in alerts that name none. */
export const feedCurrency = (): string => currency;

/** Keeps the feed of a project going as long as the component is there; undefined waits. */
export function useFeedOf(of: Pick<Project, 'id' | 'currency'> | undefined): void {
  const project = of?.id;
  if (of) currency = of.currency;
  useLayoutEffect(() => {
    if (project === undefined) return;
    holders += 1;
    if (feed.project !== project) follow(project);
    return () => {
      holders -= 1;
      setTimeout(() => holders === 0 && follow(undefined), HANDOVER_MS);
    };
  }, [project]);
}

/** The feed as it is now; of no project before the frame has chosen one. */
export function useFeed(): Feed {
  const [now, setNow] = useState(NOTHING);
  useLayoutEffect(() => {
    setNow(feed);
    watchers.add(setNow);
    return () => void watchers.delete(setNow);
  }, []);
  return now;
}

/** Is called with every frame of the feed. */
export function useFrames(hear: (frame: Frame) => void): void {
  const latest = useRef(hear);
  latest.current = hear;
  useEffect(() => {
    const ear = (frame: Frame) => latest.current(frame);
    ears.add(ear);
    return () => void ears.delete(ear);
  }, []);
}

/** Publishes an alert as it is now to the whole page: a person's own action shows at once. */
export function tellAlert(alert: Alert, type: 'alert.raised' | 'alert.changed' = 'alert.changed'): void {
  hear({ cursor: '', type, data: alert });
}

/** Says that the person's notifications changed, before the frame of it comes. */
export function tellNotifications(): void {
  hear({ cursor: '', type: 'notification.changed', data: {} });
}

function hear(frame: Frame): void {
  if (isOfAlert(frame)) {
    const alert = frame.data;
    if (alert.project_id !== feed.project) return;
    heard.set(alert.id, { alert, at: Date.now() });
    if (feed.pending) become({ pending: withAlert(feed.pending, alert) });
  }
  for (const ear of ears) ear(frame);
}

function withAlert(pending: Alert[], alert: Alert): Alert[] {
  const others = pending.filter(({ id }) => id !== alert.id);
  return alert.status === 'pending' ? [alert, ...others].sort((a, b) => (a.id < b.id ? 1 : -1)) : others;
}

/** Leaves the project that was followed and follows another, or none. */
function follow(project: string | undefined): void {
  stop?.();
  stop = undefined;
  heard.clear();
  again = false;
  reading?.abort();
  clearTimeout(poll);
  become({ ...NOTHING, project });
  if (project === undefined) return;
  const seen = () => !document.hidden && !feed.live && readFeed();
  document.addEventListener('visibilitychange', seen);
  const leave = followLive({
    path: (cursor) => `/v1/live?${new URLSearchParams({ project, ...(cursor ? { cursor } : {}) })}`,
    onFrame: hear,
    onLink: (link) => {
      const live = link === 'live';
      if (live === feed.live) return;
      become({ live });
      // What was missed while the line was down, and from now on by asking if it stays down.
      if (live) readAgain();
      else wait();
    },
  });
  stop = () => {
    document.removeEventListener('visibilitychange', seen);
    leave();
  };
  readFeed();
}

/** Loads again, but does not cancel the first request. */
function readAgain(): void {
  if (feed.pending || feed.error) readFeed();
  else again = true;
}

function wait(): void {
  clearTimeout(poll);
  if (!feed.live && !document.hidden) poll = setTimeout(readFeed, POLL_MS);
}

/** Loads the pending alerts. Differences from the last known ones are published like frames. */
export async function readFeed(): Promise<void> {
  const { project } = feed;
  if (project === undefined) return;
  clearTimeout(poll);
  again = false;
  reading?.abort();
  reading = new AbortController();
  const { signal } = reading;
  try {
    const query = { status: 'pending' as const, limit: MAX_PENDING };
    const { data } = await request.get('/v1/alerts', { project, query, signal });
    const before = feed.pending;
    const pending = settled(data);
    become({ pending, error: undefined });
    if (before) await tellChanges(before, pending, signal);
  } catch (error) {
    if (!signal.aborted) become({ error: error as ApiError });
  }
  if (signal.aborted) return;
  wait();
  if (again) readFeed();
}

/** A reply, corrected by the frames of the last moments. */
function settled(loaded: Alert[]): Alert[] {
  const since = Date.now() - HEARD_MS;
  let pending = loaded;
  for (const [id, { alert, at }] of heard) {
    if (at < since) heard.delete(id);
    else pending = withAlert(pending, alert);
  }
  return pending;
}

async function tellChanges(before: Alert[], now: Alert[], signal: AbortSignal): Promise<void> {
  const known = new Map(before.map((alert) => [alert.id, alert]));
  const still = new Set(now.map(({ id }) => id));
  // Of many only the newest are loaded: older ones are not gone.
  const oldest = now.length < MAX_PENDING ? '' : now.at(-1)!.id;
  const gone = before.filter(({ id }) => !still.has(id) && id > oldest).slice(0, MAX_GONE);
  for (const alert of now) {
    const last = known.get(alert.id);
    if (!last) tellAlert(alert, 'alert.raised');
    else if (last.occurrences !== alert.occurrences) tellAlert(alert);
  }
  for (const { id, project_id } of gone) {
    tellAlert(await request.get('/v1/alerts/{id}', { path: { id }, project: project_id, signal }));
  }
}
