/** Batches of 100 into a ledger that holds many events already, beside node:sqlite with as many, in turns. */

import type { Server } from './host/server.ts';
import { ByHand, rowsOf } from './load/by-hand.ts';
import type { KeyOrder } from './load/events.ts';
import { fill } from './load/fill.ts';
import type { Measured } from './load/load.ts';
import { makeProject } from './load/project.ts';
import { type Row, rowsOfBench } from './report.ts';
import { medianOf } from './stats.ts';

const RUNS = 5;
const SIZE = 100;
const BATCHES = 300;
/** Events in both ledgers before the first run: in small ones every page is cached, and SQLite looks faster than it is later. */
const HELD = 500_000;
const row = rowsOfBench('ingest');

/** The rows of batched ingest with keys of one order. */
export async function batchRows(server: Server, order: KeyOrder): Promise<Row[]> {
  const { key } = await makeProject(server);
  const held = { name: 'a-held', order };
  const byHand = new ByHand();
  await fill(server, { key, count: HELD / 500, size: 500, stream: held });
  byHand.write(rowsOf({ count: HELD / SIZE, size: SIZE, seq: 0, stream: held }));
  const pairs: { ours: Measured; byHand: number }[] = [];
  for (let i = 0; i < RUNS; i++) {
    const stream = { name: `b-run-${i}`, order };
    const rows = rowsOf({ count: BATCHES, size: SIZE, seq: HELD + i * BATCHES * SIZE, stream });
    pairs.push({
      byHand: byHand.write(rows),
      ours: await fill(server, { key, count: BATCHES, size: SIZE, stream }),
    });
  }
  byHand.close();
  return report(`ingest.batch.${order}`, pairs);
}

function report(name: string, pairs: { ours: Measured; byHand: number }[]): Row[] {
  const rate = medianOf(pairs, (pair) => pair.ours.rate);
  const ratio = medianOf(pairs, (pair) => (pair.ours.rate * SIZE) / pair.byHand);
  return [
    row(name, rate * SIZE, 'events/s', { against: 'node:sqlite', ratio }),
    row(`${name}.requests`, rate, 'req/s'),
    row(
      `${name}.p50`,
      medianOf(pairs, (pair) => pair.ours.p50),
      'ms',
    ),
    row(
      `${name}.p99`,
      medianOf(pairs, (pair) => pair.ours.p99),
      'ms',
    ),
    row(
      `${name}.by-hand`,
      medianOf(pairs, (pair) => pair.byHand),
      'events/s',
    ),
  ];
}
