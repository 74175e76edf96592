/** Bodies that cost a server more than they cost their sender; it must go on answering meanwhile. */
import { connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { deflateSync, gzipSync } from 'node:zlib';
import { type Attempt, type HostileClass, said, type Verdict } from '../../attempt.ts';
import { type Ask, type Reply, send } from '../../http.ts';
import { bearer, type World } from '../../world.ts';

export const bodies: HostileClass = { name: 'bodies', least: 28, parallel: 1, attempts };

/** How long somebody else may wait while a body is refused, and how long its sender. */
const OTHERS_WAIT_MS = 2_000;
const SENDER_WAITS_MS = 8_000;

const gzip = { 'content-encoding': 'gzip' };
const event = (payload: unknown) => ({ event_type: 'signup', idempotency_key: crypto.randomUUID(), payload });

function* attempts({ base, attacker }: World): Iterable<Attempt> {
  const key = bearer(attacker.key);
  const post = (path: string, body: unknown, headers: Record<string, string> = {}): Ask => ({
    method: 'POST',
    path,
    body,
    headers: { ...key, ...headers },
  });
  const asks: Record<string, Ask> = {};
  for (const [name, make] of Object.entries(bombs())) {
    asks[`an event of ${name}`] = post('/v1/events', make());
    asks[`a rule of ${name}`] = post('/v1/rules', make());
    asks[`a sign-in of ${name}`] = {
      method: 'POST',
      path: '/v1/auth/sign-in',
      body: make(),
      headers: { origin: base },
    };
  }
  const zeros = gzipSync(Buffer.alloc(100 * 1_024 * 1_024));
  asks['100 MB of zeros in 100 KB'] = post('/v1/events', zeros, gzip);
  asks['a bomb in a bomb'] = post('/v1/events', gzipSync(zeros), gzip);
  asks['digits and dots, crafted'] = post('/v1/events', gzipSync(JSON.stringify(digits())), gzip);
  asks['a gzip that is cut off'] = post('/v1/events', zeros.subarray(0, 5_000), gzip);
  asks['deflate that says gzip'] = post('/v1/events', deflateSync('{}'), gzip);
  for (const encoding of ['br', 'deflate', 'zstd', 'gzip, gzip', 'identity, gzip', 'x-bomb', 'GZIP\t']) {
    asks[`the encoding ${JSON.stringify(encoding)}`] = post('/v1/events', gzipSync(JSON.stringify(event({}))), {
      'content-encoding': encoding.trim(),
    });
  }
  asks['bytes that are not UTF-8'] = post('/v1/events', Buffer.from([0x22, 0xff, 0xfe, 0x22]));
  for (const [what, ask] of Object.entries(asks)) {
    yield { what, send: () => watched(base, ask), judge: slow };
  }
  for (const [what, head] of Object.entries(HEADS)) {
    yield {
      what,
      send: () => raw(base, head(attacker.key)),
      judge: (reply) => (reply.status >= 500 ? said(reply) : undefined),
    };
  }
}

/** Sends it while somebody else asks whether the server is well. */
async function watched(base: string, ask: Ask): Promise<Reply> {
  const [reply, other] = await Promise.all([send(base, ask), sleep(10).then(() => send(base, { path: '/healthz' }))]);
  if (other.status === 200 && other.ms < OTHERS_WAIT_MS) return reply;
  return { ...reply, status: 599, text: `others got ${other.status} after ${Math.round(other.ms)} ms` };
}

function slow(reply: Reply): Verdict {
  if (reply.status === 0 || reply.status >= 500) return said(reply);
  if (reply.ms > SENDER_WAITS_MS) return `took ${Math.round(reply.ms)} ms`;
  return reply.status < 300 && reply.body?.rejected === 0 && reply.body?.accepted > 500 ? 'taken' : undefined;
}

function bombs(): Record<string, () => string> {
  return {
    '100,000 lists in one another': () => '['.repeat(100_000) + ']'.repeat(100_000),
    '100,000 objects in one another': () => `${'{"a":'.repeat(100_000)}1${'}'.repeat(100_000)}`,
    '300,000 names': () => `{${Array.from({ length: 300_000 }, (_, i) => `"k${i}":1`).join(',')}}`,
    '50,000 names': () => `{${Array.from({ length: 50_000 }, (_, i) => `"k${i}":1`).join(',')}}`,
    '30 MB': () => `{"name":"${'x'.repeat(30 * 1_024 * 1_024)}"}`,
  };
}

/** Five hundred events full of what looks like the beginning of card and phone numbers. */
function digits(): unknown[] {
  const near = Array.from({ length: 180 }, (_, i) => `${i}.1.2.3-4 5.6 7`);
  return Array.from({ length: 450 }, () => event({ near }));
}

/** Requests whose lengths do not fit, as bytes. */
const HEADS: Record<string, (key: string) => string> = {
  'a length that is too small': (key) => `${line(key)}content-length: 2\r\n\r\n{"event_type":"signup"}`,
  'a negative length': (key) => `${line(key)}content-length: -1\r\n\r\n{}`,
  'two lengths': (key) => `${line(key)}content-length: 2\r\ncontent-length: 30\r\n\r\n{}`,
  'a length and chunks': (key) =>
    `${line(key)}content-length: 4\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\nGET /v1/kpis HTTP/1.1\r\nhost: x\r\n\r\n`,
  'chunks of another spelling': (key) => `${line(key)}transfer-encoding: xchunked\r\n\r\n0\r\n\r\n`,
  'a line break in a header': (key) => `${line(key)}x-a: 1\r\n x-b: 2\r\ncontent-length: 0\r\n\r\n`,
};

const line = (key: string) =>
  `POST /v1/events HTTP/1.1\r\nhost: localhost\r\nauthorization: Bearer ${key}\r\ncontent-type: application/json\r\nconnection: close\r\n`;

/** Bytes on a socket; what comes back first. Silence and hanging up are status 0. */
function raw(base: string, text: string): Promise<Reply> {
  const { hostname, port } = new URL(base);
  return new Promise((resolve) => {
    let got = '';
    const socket = connect({ host: hostname, port: Number(port) }, () => socket.write(text));
    const done = () => {
      socket.destroy();
      const status = Number(/^HTTP\/1\.1 (\d{3})/.exec(got)?.[1] ?? 0);
      resolve({ status, headers: new Headers(), text: got, body: undefined, ms: 0 });
    };
    socket.setTimeout(1_000, done);
    socket.on('data', (chunk) => {
      got += chunk;
    });
    socket.on('error', done);
    socket.on('end', done);
  });
}
