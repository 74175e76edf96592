/** A client of /v1/live for tests: opens a socket through the Worker, collects its frames. */
import { exports } from 'cloudflare:workers';
import { expect } from 'vitest';

const ORIGIN = 'https://signalbox.test';

export interface LiveFrame {
  cursor: string;
  type: string;
  // biome-ignore lint/suspicious/noExplicitAny: tests look into data of every shape
  data: any;
}

/** An open socket; what it was sent waits to be taken. */
export class LiveClient {
  readonly socket: WebSocket;
  readonly frames: LiveFrame[] = [];
  readonly texts: string[] = [];
  closed: { code: number; reason: string } | undefined;

  constructor(socket: WebSocket) {
    this.socket = socket;
    socket.addEventListener('message', ({ data }) => {
      if (data === 'pong') this.texts.push('pong');
      else this.frames.push(JSON.parse(data as string));
    });
    socket.addEventListener('close', ({ code, reason }) => {
      this.closed = { code, reason };
      socket.close();
    });
    socket.accept();
  }

  /** The next frame, once it is there. */
  async next(): Promise<LiveFrame> {
    await this.#wait(() => this.frames.length > 0);
    return this.frames.shift()!;
  }

  /** How the server ended it, once it has. */
  async end(): Promise<{ code: number; reason: string }> {
    await this.#wait(() => this.closed !== undefined);
    return this.closed!;
  }

  /** The reply to a ping: everything sent before has arrived. */
  async ping(): Promise<void> {
    const before = this.texts.length;
    this.socket.send('ping');
    await this.#wait(() => this.texts.length > before);
  }

  async #wait(done: () => boolean): Promise<void> {
    const end = Date.now() + 5_000;
    while (!done()) {
      if (Date.now() > end) throw new Error('Nothing came over the socket.');
      await scheduler.wait(5);
    }
  }
}

/** Asks for a socket with these headers. */
export async function askLive(headers: Record<string, string>, query = ''): Promise<Response> {
  return await exports.default.fetch(
    new Request(`${ORIGIN}/v1/live${query}`, { headers: { upgrade: 'websocket', ...headers } }),
  );
}

/** An open socket of a key. */
export async function liveAs(key: string, query = ''): Promise<LiveClient> {
  return await openLive({ authorization: `Bearer ${key}` }, query);
}

/** An open socket with these headers. */
export async function openLive(headers: Record<string, string>, query = ''): Promise<LiveClient> {
  const response = await askLive(headers, query);
  expect(response.status).toBe(101);
  return new LiveClient(response.webSocket!);
}
