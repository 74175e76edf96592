/** The tab's one connection to /v1/live: frames as they happen, taken up again where it broke off. What breaks is tried again ever more slowly. */
import type { Alert } from '../../../worker/flow/alerts/schema.ts';

export type { Alert };

/** What /v1/live says of an alert. */
type AlertFrame = { cursor: string; type: 'alert.raised' | 'alert.changed'; data: Alert };

/** What /v1/live says. */
export type Frame =
  | AlertFrame
  | ({ cursor: string } & (
      | { type: 'kpi.changed'; data: { project_id: string } }
      | { type: 'notification.changed'; data: Record<string, never> }
    ));

export const isOfAlert = (frame: Frame): frame is AlertFrame => frame.type.startsWith('alert.');

/** Whether frames come; `ended` means that they never will again: the session is over. */
export type Link = 'live' | 'broken' | 'ended';

interface Follow {
  /** The path of the socket; `cursor` is that of the last frame. */
  path: (cursor: string | null) => string;
  onFrame: (frame: Frame) => void;
  onLink: (link: Link) => void;
}

const FIRST_WAIT_MS = 500;
const LONGEST_WAIT_MS = 60_000;
const BEAT_MS = 25_000;
const ANSWER_WITHIN_MS = 10_000;
/** A glance at another tab is no reason to hang up. */
const HIDDEN_FOR_MS = 30_000;
const POLICY_VIOLATION = 1008;

/** How long to wait after so many failures in a row (ms); `chance` from 0 to 1 keeps a crowd from coming back at once. */
export function backOff(failures: number, chance: number): number {
  return Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** failures) * (0.5 + chance / 2);
}

/** Connects, and stays connected while the tab is in sight; returns how to stop. */
export function followLive({ path, onFrame, onLink }: Follow): () => void {
  const over = new AbortController();
  let disconnect: (() => void) | undefined;
  let cursor: string | null = null;
  let failures = 0;
  let retry: Timer;
  const closed = (code: number) => {
    disconnect = undefined;
    onLink(code === POLICY_VIOLATION ? 'ended' : 'broken');
    if (code === POLICY_VIOLATION) return over.abort();
    retry = setTimeout(connect, backOff(failures, Math.random()));
    failures += 1;
  };
  const received = (frame: Frame) => {
    cursor = frame.cursor;
    onFrame(frame);
  };
  const connected = () => {
    failures = 0;
    onLink('live');
  };
  const connect = () => {
    clearTimeout(retry);
    if (disconnect || over.signal.aborted || document.hidden || !navigator.onLine) return;
    disconnect = openSocket(path(cursor), { connected, received, closed });
  };
  const leave = () => {
    clearTimeout(retry);
    disconnect?.();
    disconnect = undefined;
  };
  const lose = () => {
    leave();
    onLink('broken');
  };
  watchTab({ connect, leave, lose }, over.signal);
  connect();
  return () => {
    over.abort();
    leave();
  };
}

/** Connects when the tab is visible and online, and disconnects when it is not for a while. */
function watchTab(on: Record<'connect' | 'leave' | 'lose', () => void>, signal: AbortSignal): void {
  let pause: Timer;
  const look = () => {
    clearTimeout(pause);
    if (document.hidden) pause = setTimeout(on.leave, HIDDEN_FOR_MS);
    else on.connect();
  };
  document.addEventListener('visibilitychange', look, { signal });
  addEventListener('online', on.connect, { signal });
  addEventListener('offline', on.lose, { signal });
  signal.addEventListener('abort', () => clearTimeout(pause));
}

type Timer = ReturnType<typeof setTimeout> | undefined;

interface Handlers {
  /** The server is connected; called with every sign of it. */
  connected: () => void;
  received: (frame: Frame) => void;
  closed: (code: number) => void;
}

/** One socket with its heartbeat: a connection without replies counts as closed. Returns a function that closes it quietly. */
function openSocket(path: string, { connected, received, closed }: Handlers): () => void {
  const socket = new WebSocket(new URL(path, location.origin.replace('http', 'ws')));
  let beat: Timer;
  let deaf: Timer;
  const quiet = () => {
    clearTimeout(beat);
    clearTimeout(deaf);
    socket.onopen = socket.onmessage = socket.onclose = null;
    socket.close();
  };
  const end = (code: number) => {
    quiet();
    closed(code);
  };
  const ping = () => {
    socket.send('ping');
    deaf = setTimeout(end, ANSWER_WITHIN_MS, 0);
  };
  socket.onopen = ping;
  socket.onmessage = ({ data }) => {
    if (data !== 'pong') return received(JSON.parse(data));
    clearTimeout(deaf);
    beat = setTimeout(ping, BEAT_MS);
    connected();
  };
  socket.onclose = ({ code }) => end(code);
  return quiet;
}
