/** `list`: 50 events of a rare type out of a million. */

import { DAY_MS } from '../worker/shared/durations.ts';
import { type Server, withServer } from './host/server.ts';
import { eventAt } from './load/events.ts';
import { type Measured, run } from './load/load.ts';
import { makeProject } from './load/project.ts';
import { type Row, rowsOfBench } from './report.ts';

const EVENTS = 1_000_000;
const SIZE = 500;
/** One event in so many is of the rare type. */
const RARE = 10_000;
const RARE_TYPE = 'custom.shop.gift_card_lost';
const SECONDS = 3;
/** The events lie evenly over as many days. */
const DAYS = 80;

const row = rowsOfBench('list');

/** All rows of `list`. */
export async function* list(): AsyncGenerator<Row> {
  yield* await withServer(measure);
}

async function measure(server: Server): Promise<Row[]> {
  const { key } = await makeProject(server);
  const start = Date.now() - DAYS * DAY_MS;
  const filled = await fillAll(server, key, start);
  const get = (query: string) => {
    const url = `${server.url}/v1/events?limit=50&${query}`;
    return run({ url, method: 'GET', connections: 1, key, seconds: SECONDS, expect: '{"data":[{"id"' });
  };
  const day = (n: number) => new Date(start + n * DAY_MS).toISOString().slice(0, 10);
  return [
    row('list.fill', filled.rate * SIZE, 'events/s'),
    ...report('list.newest', await get('')),
    ...report('list.rare', await get(`event_type=${RARE_TYPE}`)),
    ...report('list.rare.days', await get(`event_type=${RARE_TYPE}&from=${day(20)}&to=${day(30)}`)),
  ];
}

function report(name: string, { p50, p95 }: Measured): Row[] {
  return [row(`${name}.p50`, p50, 'ms'), row(`${name}.p95`, p95, 'ms')];
}

async function fillAll(server: Server, key: string, start: number): Promise<Measured> {
  let sent = 0;
  const body = () => {
    const from = sent;
    sent += SIZE;
    return JSON.stringify(Array.from({ length: SIZE }, (_, i) => anEvent(from + i, start)));
  };
  const load = { url: `${server.url}/v1/events`, connections: 8, key, amount: EVENTS / SIZE, body };
  return await run({ ...load, expect: `{"accepted":${SIZE},` });
}

function anEvent(n: number, start: number): Record<string, unknown> {
  const occurred_at = new Date(start + Math.floor((n / EVENTS) * DAYS * DAY_MS)).toISOString();
  const event = eventAt(n, { name: 'list', order: 'random', occurred_at });
  if (n % RARE !== RARE - 1) return event;
  return { ...event, event_type: RARE_TYPE, payload: { card: n } };
}
