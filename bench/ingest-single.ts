/** One event a request, key check, validation and PII included, beside the echo, in turns. */

import type { Server } from './host/server.ts';
import { bodyAt } from './load/events.ts';
import { type Measured, run } from './load/load.ts';
import { makeProject } from './load/project.ts';
import { type Row, rowsOfBench } from './report.ts';
import { medianOf } from './stats.ts';

const CONNECTIONS = 16;
const RUNS = 5;
const SECONDS = 3;
const row = rowsOfBench('ingest');

/** The rows of single-event ingest. */
export async function singleRows(server: Server): Promise<Row[]> {
  const { ours, echo } = await loads(server);
  await echo(1);
  await ours(2);
  const pairs: { ours: Measured; echo: Measured }[] = [];
  for (let i = 0; i < RUNS; i++) pairs.push({ echo: await echo(SECONDS), ours: await ours(SECONDS) });
  const ratio = medianOf(pairs, (pair) => pair.ours.rate / pair.echo.rate);
  return [
    row(
      'ingest.single',
      medianOf(pairs, (pair) => pair.ours.rate),
      'req/s',
      { against: 'echo', ratio },
    ),
    row(
      'ingest.single.p50',
      medianOf(pairs, (pair) => pair.ours.p50),
      'ms',
    ),
    row(
      'ingest.single.p99',
      medianOf(pairs, (pair) => pair.ours.p99),
      'ms',
    ),
    row(
      'ingest.echo',
      medianOf(pairs, (pair) => pair.echo.rate),
      'req/s',
    ),
    row(
      'ingest.echo.p50',
      medianOf(pairs, (pair) => pair.echo.p50),
      'ms',
    ),
    row(
      'ingest.echo.p99',
      medianOf(pairs, (pair) => pair.echo.p99),
      'ms',
    ),
  ];
}

async function loads(server: Server) {
  const { key } = await makeProject(server);
  const stream = { name: 'single', order: 'random' } as const;
  let sent = 0;
  const body = () => bodyAt(sent++, 1, stream);
  const ours = { url: `${server.url}/v1/events`, key, expect: '{"accepted":1' };
  const echo = { url: `${server.echo}/echo`, expect: '{"event_type"' };
  return {
    ours: (seconds: number) => run({ ...ours, connections: CONNECTIONS, seconds, body }),
    echo: (seconds: number) => run({ ...echo, connections: CONNECTIONS, seconds, body }),
  };
}
