/** A list page by page: more, again from the start, another key, empty pages. */
import { afterEach, expect, test, vi } from 'vitest';
import { type Hooked, renderHook } from '../../testing/render-hook.ts';
import { ApiError } from './call.ts';
import { type List, useList } from './list.ts';
import type { Page } from './types.ts';

const BROKEN = new ApiError(503, 'busy', '', null);
const page = (data: string[], next_cursor: string | null = null): Page<string> => ({ data, next_cursor });

let hooked: Hooked<string | null, List<string>>;
afterEach(() => hooked.unmount());

function start(key: string | null, replies: Record<string, Page<string> | Error>) {
  const load = vi.fn(async (asked: string) => {
    const reply = replies[asked]!;
    if (reply instanceof Error) throw reply;
    return reply;
  });
  hooked = renderHook((of) => useList(of, (cursor) => load(`${of} ${cursor ?? 'start'}`)), key);
  return load;
}

const rows = (expected: string[]) => vi.waitFor(() => expect(hooked.now.rows).toEqual(expected));

test('shows the first page, adds the next one, and ends with the last', async () => {
  start('a', { 'a start': page(['1', '2'], 'c1'), 'a c1': page(['3']) });
  expect(hooked.now).toMatchObject({ rows: undefined, busy: true, more: false });
  await rows(['1', '2']);
  expect(hooked.now.more).toBe(true);
  hooked.now.loadMore();
  await rows(['1', '2', '3']);
  await vi.waitFor(() => expect(hooked.now).toMatchObject({ busy: false, more: false }));
});

test('asks again from the start and keeps the rows on screen meanwhile', async () => {
  const replies = { 'a start': page(['1', '2'], 'c1'), 'a c1': page(['3']) };
  start('a', replies);
  await rows(['1', '2']);
  hooked.now.loadMore();
  await rows(['1', '2', '3']);
  replies['a start'] = page(['0', '1']);
  hooked.all.length = 0;
  hooked.now.reload();
  await rows(['0', '1']);
  expect(hooked.all.length).toBeGreaterThan(1);
  expect(hooked.all.every((list) => list.rows !== undefined)).toBe(true);
});

test('another key is another list, and begins at its start; null waits', async () => {
  const load = start(null, { 'a start': page(['1'], 'c1'), 'a c1': page(['2']), 'b start': page(['9']) });
  expect(load).not.toHaveBeenCalled();
  hooked.render('a');
  await rows(['1']);
  hooked.now.loadMore();
  await rows(['1', '2']);
  hooked.render('b');
  expect(hooked.now.rows).toBeUndefined();
  await rows(['9']);
  expect(load.mock.calls.flat()).toEqual(['a start', 'a c1', 'b start']);
});

test('reads on past pages that hold nothing', async () => {
  start('a', { 'a start': page([], 'c1'), 'a c1': page([], 'c2'), 'a c2': page(['1'], 'c3') });
  await rows(['1']);
  expect(hooked.now.more).toBe(true);
});

test('an error keeps the rows that are there, and more can be asked for again', async () => {
  const replies: Record<string, Page<string> | Error> = { 'a start': page(['1'], 'c1'), 'a c1': BROKEN };
  start('a', replies);
  await rows(['1']);
  hooked.now.loadMore();
  await vi.waitFor(() => expect(hooked.now.error).toBe(BROKEN));
  expect(hooked.now).toMatchObject({ rows: ['1'], more: true });
  replies['a c1'] = page(['2']);
  hooked.now.loadMore();
  await rows(['1', '2']);
  expect(hooked.now.error).toBeUndefined();
});

/** A list whose replies come when the test says so, whatever becomes of their requests meanwhile. */
function startSlow(key: string) {
  const asked: { of: string; reply: (page: Page<string>) => void }[] = [];
  hooked = renderHook(
    (of) => useList(of, (cursor) => new Promise((reply) => asked.push({ of: `${of} ${cursor ?? 'start'}`, reply }))),
    key as string | null,
  );
  return asked;
}

test('a reply that a new key overtakes is dropped', async () => {
  const asked = startSlow('a');
  hooked.render('b');
  expect(asked.map(({ of }) => of)).toEqual(['a start', 'b start']);
  asked[1]!.reply(page(['of b']));
  await rows(['of b']);
  asked[0]!.reply(page(['of a, late']));
  await new Promise((done) => setImmediate(done));
  expect(hooked.now.rows).toEqual(['of b']);
});

test('a page that is asked for twice is added once', async () => {
  const asked = startSlow('a');
  asked[0]!.reply(page(['1'], 'c1'));
  await rows(['1']);
  hooked.now.loadMore();
  await vi.waitFor(() => expect(asked).toHaveLength(2));
  hooked.now.loadMore();
  await vi.waitFor(() => expect(asked).toHaveLength(3));
  for (const { reply } of asked.slice(1)) reply(page(['2']));
  await rows(['1', '2']);
  await vi.waitFor(() => expect(hooked.now).toMatchObject({ rows: ['1', '2'], busy: false, more: false }));
});

test('a first page that fails shows its error and no rows, and a reload brings them', async () => {
  const replies: Record<string, Page<string> | Error> = { 'a start': BROKEN };
  start('a', replies);
  await vi.waitFor(() => expect(hooked.now).toMatchObject({ rows: undefined, error: BROKEN, busy: false }));
  replies['a start'] = page(['1']);
  hooked.now.reload();
  await rows(['1']);
  expect(hooked.now.error).toBeUndefined();
});

test('pages without rows up to the end are an empty list', async () => {
  const load = start('a', { 'a start': page([], 'c1'), 'a c1': page([]) });
  await vi.waitFor(() => expect(hooked.now).toMatchObject({ rows: [], more: false, busy: false }));
  expect(load.mock.calls.flat()).toEqual(['a start', 'a c1']);
});
