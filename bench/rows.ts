/** `rows`: what one event makes the platform bill, and what a million of them cost at list prices. */
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type { Counts } from './host/counting.ts';
import { type Server, withServer } from './host/server.ts';
import { fill } from './load/fill.ts';
import { makeProject } from './load/project.ts';
import { type Row, rowsOfBench } from './report.ts';

const COUNTING = fileURLToPath(import.meta.resolve('./host/counting.ts'));
/** Until the points of the last append are in D1. */
const FLUSHED_MS = 4_000;
/** Until the alarm that an append sets (15 s) has rung and found nothing to do. */
const RUNG_MS = 17_000;

/** List prices in dollars (shared/platform.md). */
const PER_ROW = 1.0e-6;
const PER_WORKER_REQUEST = 0.3e-6;
const PER_OBJECT_REQUEST = 0.15e-6;
/** A message is written, read and deleted. */
const PER_QUEUE_MESSAGE = 3 * 0.4e-6;

interface Traffic {
  name: string;
  /** Requests, and events in each. */
  count: number;
  size: number;
  connections: number;
  wait: number;
}

const TRAFFICS: Traffic[] = [
  { name: 'batch', count: 500, size: 100, connections: 16, wait: FLUSHED_MS },
  { name: 'single', count: 20_000, size: 1, connections: 16, wait: FLUSHED_MS },
  { name: 'sequential', count: 3_000, size: 1, connections: 1, wait: RUNG_MS },
  // One event after a long silence pays alone for what many share.
  { name: 'lone', count: 1, size: 1, connections: 1, wait: RUNG_MS },
];

const row = rowsOfBench('rows');

/** All rows of `rows`. */
export async function* rows(): AsyncGenerator<Row> {
  yield* await withServer(measure, COUNTING);
}

async function measure(server: Server): Promise<Row[]> {
  const { key } = await makeProject(server);
  // The first event of a ledger also pays for its schema.
  await fill(server, { key, count: 1, size: 1, stream: { name: 'first', order: 'random' }, connections: 1 });
  await sleep(FLUSHED_MS);
  await takeCounts(server);
  const measured: Row[] = [];
  for (const traffic of TRAFFICS) measured.push(...(await count(server, key, traffic)));
  return measured;
}

async function count(server: Server, key: string, traffic: Traffic): Promise<Row[]> {
  const { name, count, size, connections, wait } = traffic;
  await fill(server, { key, count, size, connections, stream: { name, order: 'random' } });
  await sleep(wait);
  const counts = await takeCounts(server);
  const events = count * size;
  const written = counts.ledger_rows + counts.alarms + counts.d1_rows;
  const dollars =
    written * PER_ROW +
    count * PER_WORKER_REQUEST +
    counts.ledger_calls * PER_OBJECT_REQUEST +
    counts.queue_messages * PER_QUEUE_MESSAGE;
  return [
    row(`rows.${name}`, written / events, 'rows/event'),
    row(`rows.${name}.ledger`, counts.ledger_rows / events, 'rows/event'),
    row(`rows.${name}.alarms`, counts.alarms / events, 'rows/event'),
    row(`rows.${name}.d1`, counts.d1_rows / events, 'rows/event'),
    row(`rows.${name}.ledger-calls`, counts.ledger_calls / events, 'calls/event'),
    row(`rows.${name}.queue-messages`, counts.queue_messages / events, 'messages/event'),
    row(`cost.${name}`, (dollars / events) * 1e6, '$/1M events'),
  ];
}

async function takeCounts(server: Server): Promise<Counts> {
  return (await (await fetch(`${server.url}/counts`)).json()) as Counts;
}
