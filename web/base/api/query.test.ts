/** A read that keeps itself fresh: keys, errors, polling, hidden tabs. */
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { type Hooked, renderHook } from '../../testing/render-hook.ts';
import { ApiError } from './call.ts';
import { type Query, useQuery } from './query.ts';

interface Props {
  key: string | null;
  every?: number;
}

class FakePage extends EventTarget {
  hidden = false;
}

let page: FakePage;
let tab: EventTarget;
let loads: { key: string | null; signal: AbortSignal; done: (data: string) => void; fail: () => void }[];
let hooked: Hooked<Props, Query<string>>;

const BROKEN = new ApiError(503, 'busy', '', null);
const last = () => loads.at(-1)!;
const settle = () => vi.advanceTimersByTimeAsync(0);

function start(props: Props): void {
  hooked = renderHook(
    ({ key, every = 0 }) =>
      useQuery(
        key,
        (signal) => new Promise((done, fail) => loads.push({ key, signal, done, fail: () => fail(BROKEN) })),
        every,
      ),
    props,
  );
}

beforeEach(() => {
  vi.useFakeTimers();
  loads = [];
  page = new FakePage();
  tab = new EventTarget();
  vi.stubGlobal('document', page);
  vi.stubGlobal('addEventListener', tab.addEventListener.bind(tab));
});

afterEach(() => {
  hooked.unmount();
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

test('reads once, and says of which key the data is while another loads', async () => {
  start({ key: 'a' });
  expect(hooked.now).toMatchObject({ data: undefined, stale: true });
  last().done('of a');
  await settle();
  expect(hooked.now).toMatchObject({ data: 'of a', key: 'a', stale: false });
  hooked.render({ key: 'b' });
  expect(hooked.now).toMatchObject({ data: 'of a', key: 'a', stale: true });
  last().done('of b');
  await settle();
  expect(hooked.now).toMatchObject({ data: 'of b', key: 'b', stale: false });
  await vi.advanceTimersByTimeAsync(600_000);
  expect(loads).toHaveLength(2);
});

test('null waits, and a reply that a new key overtakes is dropped', async () => {
  start({ key: null });
  await settle();
  expect(loads).toHaveLength(0);
  hooked.render({ key: 'a' });
  hooked.render({ key: 'b' });
  const [first, second] = loads;
  expect(first!.signal.aborted).toBe(true);
  second!.done('of b');
  first!.done('of a, late');
  await settle();
  expect(hooked.now).toMatchObject({ data: 'of b', key: 'b' });
});

test('an error stands until a retry, keeps the data, and is not the next key’s', async () => {
  start({ key: 'a' });
  last().fail();
  await settle();
  expect(hooked.now).toMatchObject({ data: undefined, error: BROKEN });
  hooked.now.retry();
  await settle();
  expect(hooked.now.error).toBeUndefined();
  last().done('of a');
  await settle();
  hooked.now.retry();
  await settle();
  last().fail();
  await settle();
  expect(hooked.now).toMatchObject({ data: 'of a', error: BROKEN });
  hooked.render({ key: 'b' });
  await settle();
  expect(hooked.now.error).toBeUndefined();
});

test('polls at its pace, and ever more slowly while reads fail', async () => {
  start({ key: 'a', every: 1000 });
  last().done('1');
  await settle();
  await vi.advanceTimersByTimeAsync(999);
  expect(loads).toHaveLength(1);
  await vi.advanceTimersByTimeAsync(1);
  expect(loads).toHaveLength(2);
  for (const wait of [2000, 4000, 8000, 16_000, 32_000, 60_000, 60_000]) {
    const before = loads.length;
    last().fail();
    await vi.advanceTimersByTimeAsync(wait - 1);
    expect(loads).toHaveLength(before);
    await vi.advanceTimersByTimeAsync(1);
    expect(loads).toHaveLength(before + 1);
  }
});

test('sleeps while the tab is hidden, and reads at once when it is seen', async () => {
  start({ key: 'a', every: 1000 });
  last().done('1');
  await settle();
  page.hidden = true;
  page.dispatchEvent(new Event('visibilitychange'));
  await vi.advanceTimersByTimeAsync(60_000);
  expect(loads).toHaveLength(1);
  page.hidden = false;
  page.dispatchEvent(new Event('visibilitychange'));
  expect(loads).toHaveLength(2);
});

test('a read that failed is tried again as soon as there is a connection, one that did not is left alone', async () => {
  start({ key: 'a' });
  last().fail();
  await settle();
  tab.dispatchEvent(new Event('online'));
  expect(loads).toHaveLength(2);
  last().done('1');
  await settle();
  tab.dispatchEvent(new Event('online'));
  expect(loads).toHaveLength(2);
});
