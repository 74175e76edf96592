/** `hostile`: what requests cost that are made to cost: looking for personal data, being refused, and others meanwhile. */
import { hmac } from '../worker/base/crypto.ts';
import { scrubPayload, type Tokenize } from '../worker/flow/events/pii/scrub.ts';
import { TooDense, Work } from '../worker/flow/events/pii/work.ts';
import { orderOf } from '../worker/testing/orders.ts';
import { type Server, withServer } from './host/server.ts';
import { hostileRequests } from './hostile-texts.ts';
import { makeProject } from './load/project.ts';
import { type Row, rowsOfBench } from './report.ts';
import { quantile } from './stats.ts';

const RUNS = 7;
const FLOOD_SECONDS = 8;
const FLOODERS = 4;
const row = rowsOfBench('hostile');
const ORDERS = Array.from({ length: 500 }, (_, i) => orderOf(i));

const key = new Uint8Array(32).fill(7);
const tokenize: Tokenize = (kind, text) => `${kind}_${Buffer.from(hmac(key, text)).toString('hex').slice(0, 24)}`;

/** All rows of `hostile`. */
export async function* hostile(): AsyncGenerator<Row> {
  yield* personalData();
  yield* await withServer(flooded);
}

function* personalData(): Generator<Row> {
  // V8 compiles what runs often: a server has seen many requests before the one that is measured.
  for (let i = 0; i < 20; i++) look(ORDERS);
  for (const { payloads } of hostileRequests()) look(payloads);
  const honest = costOf(ORDERS);
  yield row('hostile.pii.honest', honest.ms, 'ms of CPU', honest);
  const all = [...hostileRequests()].map(({ payloads }) => costOf(payloads)).sort((a, b) => b.ms - a.ms);
  yield row('hostile.pii.worst', all[0]!.ms, 'ms of CPU', all[0]);
  yield row('hostile.pii.median', all[all.length >> 1]!.ms, 'ms of CPU', all[all.length >> 1]);
}

/** CPU of looking through a request's payloads, and how often its JSON could have been parsed in that time. */
function costOf(payloads: Record<string, unknown>[]): { ms: number; against: string; ratio: number } {
  const text = JSON.stringify(payloads);
  const ms = median(() => look(payloads));
  return { ms, against: 'JSON.parse', ratio: ms / median(() => JSON.parse(text)) };
}

function look(payloads: Record<string, unknown>[]): void {
  const work = new Work();
  for (const payload of payloads) {
    try {
      scrubPayload(payload as never, 'hash', tokenize, work);
    } catch (error) {
      if (!(error instanceof TooDense)) throw error;
    }
  }
}

function median(measured: () => unknown): number {
  const times = Array.from({ length: RUNS }, () => {
    const before = process.cpuUsage();
    measured();
    const { user, system } = process.cpuUsage(before);
    return (user + system) / 1_000;
  });
  return quantile(
    times.sort((a, b) => a - b),
    0.5,
  );
}

/** One key floods with a megabyte of broken events a request; others ask whether the server is well. */
async function flooded(server: Server): Promise<Row[]> {
  const { key } = await makeProject(server);
  const broken = { event_type: 'nothing', idempotency_key: 'a', payload: { text: 'x'.repeat(1_900) } };
  const body = JSON.stringify(Array.from({ length: 500 }, () => broken));
  const headers = { authorization: `Bearer ${key}`, 'content-type': 'application/json' };
  const flood = () => timed(`${server.url}/v1/events`, { method: 'POST', headers, body });
  const until = Date.now() + FLOOD_SECONDS * 1_000;
  const wells: number[] = [];
  let sent = 0;
  const flooders = Array.from({ length: FLOODERS }, async () => {
    while (Date.now() < until) {
      await flood();
      sent += 1;
    }
  });
  while (Date.now() < until) wells.push((await timed(`${server.url}/healthz`)).ms);
  await Promise.all(flooders);
  const replies = [];
  for (let i = 0; i < 200; i++) replies.push(await flood());
  // One is looked at now and then, as its time to wait is over.
  const refused = replies.filter(({ status }) => status === 429);
  if (refused.length < 150) throw new Error('A flood was not refused.');
  return [
    row('hostile.flood', sent / FLOOD_SECONDS, 'req/s'),
    row(
      'hostile.refused.p50',
      p(
        refused.map(({ ms }) => ms),
        0.5,
      ),
      'ms',
    ),
    row('hostile.healthz.p50', p(wells, 0.5), 'ms'),
    row('hostile.healthz.p99', p(wells, 0.99), 'ms'),
  ];
}

async function timed(url: string, init?: RequestInit): Promise<{ ms: number; status: number }> {
  const started = performance.now();
  const reply = await fetch(url, init);
  await reply.arrayBuffer();
  return { ms: performance.now() - started, status: reply.status };
}

function p(times: number[], share: number): number {
  return quantile(
    times.sort((a, b) => a - b),
    share,
  );
}
