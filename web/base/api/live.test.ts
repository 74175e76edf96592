/** The live connection against a socket that the test plays: resuming, patience, silence, hidden tabs. */
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { backOff, type Frame, followLive, type Link } from './live.ts';

class FakeSocket {
  static all: FakeSocket[] = [];
  onopen: (() => void) | null = null;
  onmessage: ((event: { data: string }) => void) | null = null;
  onclose: ((event: { code: number }) => void) | null = null;
  readonly sent: string[] = [];
  closed = false;
  readonly url: string;
  constructor(url: URL) {
    this.url = String(url);
    FakeSocket.all.push(this);
  }
  send(text: string) {
    this.sent.push(text);
  }
  close() {
    this.closed = true;
  }
}

class FakePage extends EventTarget {
  hidden = false;
}

let page: FakePage;
let links: Link[];
let frames: Frame[];
let stop: () => void;

const last = () => FakeSocket.all.at(-1)!;
const open = () => {
  last().onopen!();
  last().onmessage!({ data: 'pong' });
};
const say = (cursor: string) =>
  last().onmessage!({ data: JSON.stringify({ cursor, type: 'kpi.changed', data: { project_id: 'p' } }) });

beforeEach(() => {
  vi.useFakeTimers();
  FakeSocket.all = [];
  page = new FakePage();
  const tab = new EventTarget();
  vi.stubGlobal('WebSocket', FakeSocket);
  vi.stubGlobal('document', page);
  vi.stubGlobal('navigator', { onLine: true });
  vi.stubGlobal('location', { origin: 'https://shop.example' });
  vi.stubGlobal('addEventListener', tab.addEventListener.bind(tab));
  vi.stubGlobal('dispatchEvent', tab.dispatchEvent.bind(tab));
  links = [];
  frames = [];
  stop = followLive({
    path: (cursor) => `/v1/live?cursor=${cursor ?? ''}`,
    onFrame: (frame) => frames.push(frame),
    onLink: (link) => links.push(link),
  });
});

afterEach(() => {
  stop();
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

describe('the live connection', () => {
  test('hears frames, and goes on after the last one when the line breaks', () => {
    expect(last().url).toBe('wss://shop.example/v1/live?cursor=');
    open();
    say('7');
    last().onclose!({ code: 1006 });
    expect(links).toEqual(['live', 'broken']);
    vi.advanceTimersByTime(500);
    expect(FakeSocket.all).toHaveLength(2);
    expect(last().url).toMatch(/cursor=7$/);
    expect(frames.map(({ cursor }) => cursor)).toEqual(['7']);
  });

  test('tries ever more slowly while the server is away, and quickly again once it was there', () => {
    for (let failures = 0; failures < 5; failures++) {
      last().onclose!({ code: 1006 });
      const before = FakeSocket.all.length;
      vi.advanceTimersByTime(backOff(failures, 0) - 1);
      expect(FakeSocket.all).toHaveLength(before);
      vi.advanceTimersByTime(backOff(failures, 1));
      expect(FakeSocket.all).toHaveLength(before + 1);
    }
    open();
    last().onclose!({ code: 1012 });
    const before = FakeSocket.all.length;
    vi.advanceTimersByTime(500);
    expect(FakeSocket.all).toHaveLength(before + 1);
  });

  test('a connection without replies to pings counts as broken', () => {
    open();
    vi.advanceTimersByTime(25_000);
    expect(last().sent).toEqual(['ping', 'ping']);
    vi.advanceTimersByTime(10_000);
    expect(last().closed).toBe(true);
    expect(links.at(-1)).toBe('broken');
  });

  test('a session that has ended is not asked for again', () => {
    open();
    last().onclose!({ code: 1008 });
    expect(links.at(-1)).toBe('ended');
    vi.advanceTimersByTime(600_000);
    expect(FakeSocket.all).toHaveLength(1);
  });

  test('a hidden tab hangs up after a while, and is back at once when it is seen', () => {
    open();
    say('3');
    page.hidden = true;
    page.dispatchEvent(new Event('visibilitychange'));
    vi.advanceTimersByTime(29_000);
    expect(last().closed).toBe(false);
    vi.advanceTimersByTime(2000);
    expect(last().closed).toBe(true);
    vi.advanceTimersByTime(600_000);
    expect(FakeSocket.all).toHaveLength(1);
    page.hidden = false;
    page.dispatchEvent(new Event('visibilitychange'));
    expect(last().url).toMatch(/cursor=3$/);
    expect(FakeSocket.all).toHaveLength(2);
  });

  test('offline it does not even try; online it does at once', () => {
    open();
    vi.stubGlobal('navigator', { onLine: false });
    dispatchEvent(new Event('offline'));
    expect(links.at(-1)).toBe('broken');
    vi.advanceTimersByTime(600_000);
    expect(FakeSocket.all).toHaveLength(1);
    vi.stubGlobal('navigator', { onLine: true });
    dispatchEvent(new Event('online'));
    expect(FakeSocket.all).toHaveLength(2);
  });
});

test('waits are spread, grow, and end at a minute', () => {
  expect(backOff(0, 0)).toBe(250);
  expect(backOff(0, 1)).toBe(500);
  expect(backOff(3, 1)).toBe(4000);
  expect(backOff(60, 1)).toBe(60_000);
});
