/** `series`: reading 90 days of one metric. */

import { setTimeout as sleep } from 'node:timers/promises';
import { DAY_MS } from '../worker/shared/durations.ts';
import { type Server, withServer } from './host/server.ts';
import { eventAt } from './load/events.ts';
import { type Measured, run } from './load/load.ts';
import { makeProject } from './load/project.ts';
import { type Row, rowsOfBench } from './report.ts';

const DAYS = 90;
const EVENTS_A_DAY = 50;
const SECONDS = 4;

const row = rowsOfBench('series');

/** All rows of `series`. */
export async function* series(): AsyncGenerator<Row> {
  yield* await withServer(measure);
}

async function measure(server: Server): Promise<Row[]> {
  const { key } = await makeProject(server);
  const now = Date.now();
  const dayOf = (back: number) => new Date(now - back * DAY_MS).toISOString();
  for (let back = DAYS - 1; back >= 0; back--) await sendDay(server, key, dayOf(back));
  const path = `/v1/metrics/revenue?from=${dayOf(DAYS - 1).slice(0, 10)}&to=${dayOf(0).slice(0, 10)}`;
  const url = `${server.url}${path}`;
  await settled(url, key);
  const rows: Row[] = [];
  for (const connections of [1, 8]) {
    const echo = await run({ url: `${server.echo}/echo`, connections, seconds: 2, body: () => '{"a":1}' });
    const ours = await run({ url, method: 'GET', connections, key, seconds: SECONDS, expect: '{"metric":"revenue"' });
    rows.push(...report(`series.c${connections}`, ours, echo));
  }
  return rows;
}

function report(name: string, ours: Measured, echo: Measured): Row[] {
  return [
    row(`${name}.p50`, ours.p50, 'ms', { against: 'echo', ratio: ours.p50 / echo.p50 }),
    row(`${name}.p95`, ours.p95, 'ms', { against: 'echo', ratio: ours.p95 / echo.p95 }),
    row(`${name}.rate`, ours.rate, 'req/s', { against: 'echo', ratio: ours.rate / echo.rate }),
  ];
}

async function sendDay(server: Server, key: string, occurred_at: string): Promise<void> {
  const stream = { name: occurred_at, order: 'random', occurred_at } as const;
  const body = JSON.stringify(Array.from({ length: EVENTS_A_DAY }, (_, n) => eventAt(n, stream)));
  const headers = { authorization: `Bearer ${key}`, 'content-type': 'application/json' };
  const reply = await fetch(`${server.url}/v1/events`, { method: 'POST', headers, body });
  const { accepted } = (await reply.json()) as { accepted: number };
  if (accepted !== EVENTS_A_DAY) throw new Error(`Only ${accepted} of a day's ${EVENTS_A_DAY} events were accepted.`);
}

/** Waits until every day has its revenue in D1. */
async function settled(url: string, key: string): Promise<void> {
  for (let tries = 0; tries < 100; tries++) {
    const reply = await fetch(url, { headers: { authorization: `Bearer ${key}` } });
    const { points } = (await reply.json()) as { points: { value: number }[] };
    if (points.every(({ value }) => value > 0)) return;
    await sleep(100);
  }
  throw new Error('The points did not reach D1 within ten seconds.');
}
