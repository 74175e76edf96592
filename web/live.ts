/** The tab's one connection to /v1/live: frames as they happen, taken up again where it broke off. What breaks is tried again ever more slowly. */
import type { Alert } from '../worker/flow/alerts/schema.ts';

export type { Alert };

/** What /v1/live says. */
export type Frame = { cursor: string } & (
  | { type: 'alert.raised' | 'alert.changed'; data: Alert }
  | { type: 'kpi.changed'; data: { project_id: string } }
);

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

/** Connects, and stays connected while the tab is in sight; answers how to stop. */
export function followLive({ path, onFrame, onLink }: Follow): () => void {
  const over = new AbortController();
  let hangUp: (() => void) | undefined;
  let cursor: string | null = null;
  let failures = 0;
  let retry: Timer;
  let pause: Timer;

  const connect = () => {
    clearTimeout(retry);
    if (hangUp || over.signal.aborted || document.hidden || !navigator.onLine) return;
    hangUp = openSocket(path(cursor), {
      opened: () => onLink('live'),
      answered: () => {
        failures = 0;
      },
      said: (frame) => {
        cursor = frame.cursor;
        onFrame(frame);
      },
      closed: (code) => {
        hangUp = undefined;
        onLink(code === POLICY_VIOLATION ? 'ended' : 'broken');
        if (code === POLICY_VIOLATION) return over.abort();
        retry = setTimeout(connect, backOff(failures, Math.random()));
        failures += 1;
      },
    });
  };
  const leave = () => {
    hangUp?.();
    hangUp = undefined;
  };
  const look = () => {
    clearTimeout(pause);
    if (document.hidden) pause = setTimeout(leave, HIDDEN_FOR_MS);
    else connect();
  };
  const lose = () => {
    leave();
    onLink('broken');
  };

  const { signal } = over;
  document.addEventListener('visibilitychange', look, { signal });
  addEventListener('online', connect, { signal });
  addEventListener('offline', lose, { signal });
  connect();
  return () => {
    over.abort();
    clearTimeout(retry);
    clearTimeout(pause);
    leave();
  };
}

type Timer = ReturnType<typeof setTimeout> | undefined;

interface Ears {
  opened: () => void;
  /** The other side is there and listens. */
  answered: () => void;
  said: (frame: Frame) => void;
  closed: (code: number) => void;
}

/** One socket with its heartbeat: a line that nobody answers on counts as closed. Answers how to hang up quietly. */
function openSocket(path: string, { opened, answered, said, closed }: Ears): () => void {
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
  socket.onopen = () => {
    opened();
    ping();
  };
  socket.onmessage = ({ data }) => {
    if (data !== 'pong') return said(JSON.parse(data));
    clearTimeout(deaf);
    beat = setTimeout(ping, BEAT_MS);
    answered();
  };
  socket.onclose = ({ code }) => end(code);
  return quiet;
}
