/** What pages know of a project's alerts: the first read, frames, what was missed, another project. */
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Alert, Frame, Link } from '../base/api/live.ts';
import { type Hooked, renderHook } from '../testing/render-hook.ts';
import type * as Feeds from './alert-feed.ts';

let line: { onFrame: (frame: Frame) => void; onLink: (link: Link) => void; left: boolean };
let pending: Alert[];
let asked: string[];
let feeds: typeof Feeds;
let feed: Hooked<string | undefined, Feeds.Feed>;
let frames: Frame[];

vi.mock('../base/api/live.ts', async (original) => ({
  ...(await original<object>()),
  followLive: (on: Pick<typeof line, 'onFrame' | 'onLink'>) => {
    line = { ...on, left: false };
    const own = line;
    return () => {
      own.left = true;
    };
  },
}));

const alert = (id: string, change: Partial<Alert> = {}) =>
  ({ id, project_id: 'prj_a', status: 'pending', occurrences: 1, ...change }) as Alert;
const ids = () => feed.now.pending?.map(({ id }) => id);
const changed = (data: Alert) => line.onFrame({ cursor: 'c', type: 'alert.changed', data });

beforeEach(async () => {
  vi.useFakeTimers();
  vi.resetModules();
  vi.stubGlobal('document', Object.assign(new EventTarget(), { hidden: false }));
  [pending, asked, frames] = [[alert('alr_2'), alert('alr_1')], [], []];
  vi.stubGlobal('fetch', async (path: string) => {
    asked.push(path);
    const [, id] = /\/v1\/alerts\/(\w+)/.exec(path) ?? [];
    return Response.json(id ? alert(id, { status: 'resolved' }) : { data: pending, next_cursor: null });
  });
  feeds = await import('./alert-feed.ts');
  feed = renderHook(
    (project: string | undefined) => {
      feeds.useFeedOf(project ? { id: project, currency: 'GBP' } : undefined);
      feeds.useFrames((frame) => frames.push(frame));
      return feeds.useFeed();
    },
    'prj_a' as string | undefined,
  );
  await vi.advanceTimersByTimeAsync(100);
});

afterEach(async () => {
  feed.unmount();
  await vi.advanceTimersByTimeAsync(2000);
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

test('knows what is pending, hears what changes, and ignores other projects', async () => {
  expect(ids()).toEqual(['alr_2', 'alr_1']);
  expect(feeds.feedCurrency()).toBe('GBP');
  changed(alert('alr_3'));
  changed(alert('alr_1', { status: 'acknowledged' }));
  changed(alert('alr_9', { project_id: 'prj_b' }));
  await vi.advanceTimersByTimeAsync(0);
  expect(ids()).toEqual(['alr_3', 'alr_2']);
  expect(frames).toHaveLength(2);
});

test('asks now and then while the line is down, and not while it is up', async () => {
  line.onLink('live');
  await vi.advanceTimersByTimeAsync(100);
  const before = asked.length;
  await vi.advanceTimersByTimeAsync(60_000);
  expect(asked).toHaveLength(before);
  line.onLink('broken');
  await vi.advanceTimersByTimeAsync(15_000);
  expect(asked).toHaveLength(before + 1);
  expect(feed.now.live).toBe(false);
});

test('what came and went while the line was down is told as if it had come by itself', async () => {
  pending = [alert('alr_3'), alert('alr_2', { occurrences: 4 })];
  line.onLink('live');
  await vi.advanceTimersByTimeAsync(100);
  expect(ids()).toEqual(['alr_3', 'alr_2']);
  const told = frames.map((frame) => [frame.type, (frame.data as Alert).id, (frame.data as Alert).status]);
  expect(told).toEqual([
    ['alert.raised', 'alr_3', 'pending'],
    ['alert.changed', 'alr_2', 'pending'],
    ['alert.changed', 'alr_1', 'resolved'],
  ]);
});

test('a reply that is a moment behind does not undo newer frames', async () => {
  changed(alert('alr_1', { status: 'resolved' }));
  line.onLink('live');
  await vi.advanceTimersByTimeAsync(100);
  expect(ids()).toEqual(['alr_2']);
});

test('another project is another feed; the line of the first is left', async () => {
  const first = line;
  pending = [];
  feed.render('prj_b');
  await vi.advanceTimersByTimeAsync(100);
  expect(first.left).toBe(true);
  expect(feed.now).toMatchObject({ project: 'prj_b', pending: [] });
});

test('a page that goes takes the feed along only if no other follows', async () => {
  feed.render(undefined);
  await vi.advanceTimersByTimeAsync(500);
  feed.render('prj_a');
  await vi.advanceTimersByTimeAsync(2000);
  expect(line.left).toBe(false);
  feed.unmount();
  await vi.advanceTimersByTimeAsync(2000);
  expect(line.left).toBe(true);
});
