/** `live`: from an event to its alert on a WebSocket, with 100 live rules that all look at the event. */
import { setTimeout as sleep } from 'node:timers/promises';
import { adminClient, call } from '../scripts/demo/admin.ts';
import { type Server, withServer } from './host/server.ts';
import { makeProject } from './load/project.ts';
import { type Row, rowsOfBench } from './report.ts';
import { quantile } from './stats.ts';

const RULES = 100;
const WARM_UP = 20;
const SAMPLES = 400;
/** Most time between two events, so that they fall anywhere between the ledger's own timers. */
const PAUSE_MS = 40;
const PATIENCE_MS = 30_000;

const row = rowsOfBench('live');

/** All rows of `live`. */
export async function* live(): AsyncGenerator<Row> {
  yield* await withServer(measure);
}

async function measure(server: Server): Promise<Row[]> {
  const key = await makeShop(server);
  const socket = await openSocket(server, key);
  const [fromSending, fromReply]: [number[], number[]] = [[], []];
  for (let i = -WARM_UP; i < SAMPLES; i++) {
    await sleep(Math.random() * PAUSE_MS);
    const { sent, accepted, seen, alert_id } = await sample(server, key, socket);
    if (i >= 0) fromSending.push(seen - sent);
    // A frame may overtake the reply: then the alert was there when the event was accepted.
    if (i >= 0) fromReply.push(Math.max(0, seen - accepted));
    const ended = socket.next((frame) => frame.data.id === alert_id && frame.data.status === 'resolved');
    await call(server.url, key, 'POST', `/v1/alerts/${alert_id}/resolve`);
    await ended;
  }
  socket.close();
  return [...report('live.frame.from_sending', fromSending), ...report('live.frame.from_reply', fromReply)];
}

function report(name: string, times: number[]): Row[] {
  const ascending = times.sort((a, b) => a - b);
  return [0.5, 0.99].map((share) => row(`${name}.p${share * 100}`, quantile(ascending, share), 'ms'));
}

/** A project with 99 thresholds that payments count towards without reaching them, and one rule that each payment fires. */
async function makeShop(server: Server): Promise<string> {
  const { id } = await makeProject(server);
  const scopes = ['events:write', 'read', 'manage'];
  const order = { name: 'live', kind: 'secret', scopes, replace: false } as const;
  const { key } = await adminClient(server.url, server.admin_key).createKey(id, order);
  const metrics = ['payments', 'revenue'];
  for (let i = 1; i < RULES; i++) {
    const [metric, grain] = [metrics[i % 2], i % 4 < 2 ? 'hour' : 'day'];
    const rule = { name: `Above ${i}`, type: 'metric_threshold', metric, grain, threshold: 1e9 + i };
    await call(server.url, key, 'POST', '/v1/rules', rule);
  }
  await call(server.url, key, 'POST', '/v1/rules', { name: 'Paid', type: 'event', event_type: 'payment_succeeded' });
  return key;
}

/** One event and the frame of its alert: when it was sent, accepted and seen. */
async function sample(server: Server, key: string, socket: Socket) {
  const seen = socket
    .next((frame) => frame.type === 'alert.raised')
    .then(({ data }) => [performance.now(), data.id] as const);
  const sent = performance.now();
  await call(server.url, key, 'POST', '/v1/events', {
    event_type: 'payment_succeeded',
    idempotency_key: crypto.randomUUID(),
    payload: { amount_cents: 1_000, currency: 'GBP' },
  });
  const accepted = performance.now();
  const [at, alert_id] = await seen;
  return { sent, accepted, seen: at, alert_id };
}

interface Frame {
  type: string;
  data: { id: string; status: string };
}

interface Socket {
  /** The next frame that fits. */
  next: (fits: (frame: Frame) => boolean) => Promise<Frame>;
  close: () => void;
}

async function openSocket(server: Server, key: string): Promise<Socket> {
  const url = `${server.url.replace('http', 'ws')}/v1/live`;
  // Node takes headers beside what browsers know.
  const options = { headers: { authorization: `Bearer ${key}` } } as unknown as string[];
  const socket = new WebSocket(url, options);
  await new Promise((resolve, reject) => {
    socket.addEventListener('open', resolve, { once: true });
    socket.addEventListener('error', () => reject(new Error('No WebSocket.')), { once: true });
  });
  return { next: (fits) => nextFrame(socket, fits), close: () => socket.close() };
}

function nextFrame(socket: WebSocket, fits: (frame: Frame) => boolean): Promise<Frame> {
  return new Promise((resolve, reject) => {
    const late = setTimeout(() => reject(new Error('No frame came.')), PATIENCE_MS);
    const hear = ({ data }: MessageEvent) => {
      const frame = JSON.parse(String(data)) as Frame;
      if (!fits(frame)) return;
      clearTimeout(late);
      socket.removeEventListener('message', hear);
      resolve(frame);
    };
    socket.addEventListener('message', hear);
  });
}
